"""Daily, and after a publication: whether what is published can become cases."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from forms.case_data import case_types
from portal.domain.days import utc_now
from portal.services.publishing import publish
from portal.storage.catalogue_checks import CatalogueCheck, CheckedForm, keep_check, last_checks
from tests.forms_filled import MOVE, REPORT
from tests.parts import changed_case, publish_only

LACK = "Case type VERHUIZING has no property verhuisdatum."


@pytest.fixture(autouse=True)
def none_checked(sessions):
    with sessions() as session:
        session.query(CatalogueCheck).delete()
        session.commit()


@pytest.fixture
def check(tasks, world):
    """Let the worker's round be; gives (questions to the case system, log lines)."""

    def check_():
        world.intake.calls.clear()
        with capture_logs() as logs:
            tasks.tasks["worker.check_catalogue"].func(timestamp=0)
        return list(world.intake.calls), [line for line in logs if "catalogue" in line["event"]]

    return check_


@pytest.fixture
def age(sessions):
    """Let the last check be so old."""

    def age_(passed: timedelta) -> None:
        with sessions() as session:
            session.query(CatalogueCheck).update({"checked_at": utc_now() - passed})
            session.commit()

    return age_


def figure(visitor, name):
    """What the metrics say of the form to move."""
    start = f'portal_catalogue_{name}{{form="{MOVE}"}} '
    lines = visitor.get("/metrics/database").text.splitlines()
    return next(float(line.removeprefix(start)) for line in lines if line.startswith(start))


def test_each_published_form_is_checked_once_a_day(app, candidates, check, age):
    publish_only(app, candidates)
    count = sum(len(case_types(form)) for form in candidates)
    calls, lines = check()

    assert (calls.count("lacks"), calls.count("not_allowed")) == (count,) * 2
    assert lines == []
    age(timedelta(hours=23))
    assert check()[0] == []
    age(timedelta(hours=25))
    assert check()[0].count("lacks") == count


def test_what_was_published_since_is_checked_at_the_next_round(app, candidates, check, sessions):
    publish_only(app, candidates)
    check()
    [move] = [form for form in candidates if form.slug == MOVE]
    with sessions() as session:
        publish(session, changed_case(move, {"first_status": "Binnen"}), "test")

    assert check()[0] == ["lacks", "not_allowed"]


def test_findings_are_logged_counted_and_go_when_they_are_mended(
    app, candidates, check, age, world, visitor
):
    publish_only(app, candidates)
    world.intake.lacking, world.intake.forbidden = ["no property x"], ["no cases"]
    _calls, lines = check()

    assert {line["form"] for line in lines} == {form.slug for form in candidates}
    assert {line["log_level"] for line in lines} == {"error"}
    assert (
        f'portal_catalogue_findings{{form="{MOVE}"}} 2.0' in visitor.get("/metrics/database").text
    )

    world.intake.lacking, world.intake.forbidden = [], []
    age(timedelta(hours=25))
    assert check()[1] == []
    assert (
        f'portal_catalogue_findings{{form="{MOVE}"}} 0.0' in visitor.get("/metrics/database").text
    )


def test_a_case_system_that_is_down_is_tried_again_in_an_hour(
    app, candidates, check, age, world, visitor
):
    publish_only(app, candidates)
    world.intake.is_down = True
    _calls, lines = check()

    assert {line["event"] for line in lines} == {"catalogue_not_checked"}
    assert (
        f'portal_catalogue_unchecked{{form="{MOVE}"}} 1.0' in visitor.get("/metrics/database").text
    )
    assert check()[0] == []
    age(timedelta(hours=1, minutes=1))
    assert check()[0].count("lacks") == len(candidates)  # one call each: it fails


def test_a_form_that_is_withdrawn_has_no_figures_any_more(app, candidates, check, sessions):
    publish_only(app, candidates)
    check()
    publish_only(app, [form for form in candidates if form.slug != REPORT])

    check()

    with sessions() as session:
        assert REPORT not in last_checks(session)


def test_a_form_is_never_shown_as_lacking_to_residents(app, candidates, browser, sessions):
    publish_only(app, candidates)
    with sessions() as session:
        [move] = [form for form in candidates if form.slug == MOVE]
        keep_check(session, CheckedForm(move.slug, move.version, [LACK]))
        session.commit()

    assert LACK not in browser.get(f"/{MOVE}/", follow_redirects=True).text
