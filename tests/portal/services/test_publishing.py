"""Publishing: planned, carried out, scheduled, retired, rolled back; and nothing by itself."""

from datetime import timedelta

import pytest

from forms import form_from_values, load_sources
from portal.domain.publications import PublicationKind
from portal.live_state import READ_EVERY_S, LiveState
from portal.services import publishing
from portal.services.current_state import StateReader
from portal.services.publishing import NotDecided
from portal.services.switching import UnknownName
from portal.storage import published_forms
from portal.storage.drafts import FormVersion
from tests.factories import settings_for
from tests.forms_filled import MOVE, REPORT
from tests.publications import decided, passed

DAY = timedelta(days=1)


def changed(form, title):
    """A next version of this form."""
    values = form.model_dump(mode="json", exclude_defaults=True) | {"title": title}
    return form_from_values(values, load_sources())


@pytest.fixture
def first(candidates):
    return candidates.form(MOVE)


@pytest.fixture
def second(first):
    return changed(first, "Ik ga verhuizen")


@pytest.fixture
def published(database, candidates):
    """The forms of the files, published."""
    publishing.publish_unknown(database, candidates, "test")


@pytest.fixture
def state(database_url, sessions):
    """What a process that starts now has."""
    return lambda **settings: LiveState(
        StateReader(settings_for(database_url, **settings), sessions)
    ).current()


def test_files_publish_what_nobody_ever_decided_about_and_nothing_else(
    database, candidates, first, second
):
    assert publishing.publish_unknown(database, [first], "migrate") == [first]

    assert publishing.publish_unknown(database, [second], "migrate") == []
    assert publishing.publish_unknown(database, candidates, "migrate") == [
        form for form in candidates if form.slug != MOVE
    ]
    assert publishing.published(database)[0] in [*candidates]
    assert publishing.differing(database, [*candidates]) == []
    assert publishing.differing(database, [second]) == [second]


def test_what_is_retired_is_brought_back_by_no_file(database, published, state, second):
    assert publishing.retire(database, MOVE, "Jo")
    assert not publishing.retire(database, MOVE, "Jo")

    assert publishing.publish_unknown(database, [second], "migrate") == []
    assert MOVE not in [form.slug for form in state().catalogue]
    assert state().retired.form(MOVE).title == "Verhuizing doorgeven"
    assert publishing.publish(database, second, "Jo")
    assert state().catalogue.form(MOVE).title == "Ik ga verhuizen"
    assert [form.slug for form in state().retired] == []


def test_a_version_that_drafts_have_already_is_published_the_first_time(database, first):
    database.add(FormVersion(version=first.version, slug=MOVE, source=first.source))
    database.commit()

    assert publishing.publish_unknown(database, [first], "migrate") == [first]


def test_a_plan_says_what_it_changes_and_the_history_keeps_that(database, published, second):
    plan = publishing.plan_publication(database, second)

    publishing.carry_out(database, plan, "Jo", reason="the case system is down")

    [_first, last] = published_forms.history(database, MOVE)
    assert plan.changes == ("title: 'Verhuizing doorgeven' -> 'Ik ga verhuizen'",)
    assert (last.changes, last.decided_by, last.reason) == (
        plan.changes,
        "Jo",
        "the case system is down",
    )
    assert last.kind is PublicationKind.PUBLISHED
    assert publishing.plan_publication(database, second) is None


def test_nothing_is_done_where_somebody_decided_meanwhile(database, published, first, second):
    plan = publishing.plan_publication(database, second)
    publishing.retire(database, MOVE, "Sam")

    with pytest.raises(NotDecided, match="somebody decided about it just now"):
        publishing.carry_out(database, plan, "Jo")

    assert published_forms.current_publications(database)[MOVE].version == first.version


def test_what_is_scheduled_begins_and_ends_by_itself(
    database, published, database_url, sessions, second
):
    now, seconds = published_forms.now(database), [0.0]
    plan = publishing.plan_publication(database, second, begins_at=now + DAY, ends_at=now + 3 * DAY)
    publishing.carry_out(database, plan, "Jo")
    process = LiveState(StateReader(settings_for(database_url), sessions), clock=lambda: seconds[0])
    titles = []
    for _time in range(3):
        titles.append(process.current().catalogue.form(MOVE).title)
        passed(database, DAY + timedelta(hours=12))
        seconds[0] += READ_EVERY_S

    assert titles == ["Verhuizing doorgeven", "Ik ga verhuizen", "Verhuizing doorgeven"]


def test_what_is_scheduled_stays_through_an_urgent_version_and_can_be_called_off(
    database, published, first, second
):
    now = published_forms.now(database)
    later = publishing.plan_publication(database, second, begins_at=now + DAY)
    publishing.carry_out(database, later, "Jo")
    publishing.publish(database, changed(first, "Verhuizen, gemaakt"), "Jo")

    assert publishing.differing(database, [second]) == []
    plan = publishing.plan_calling_off(database, MOVE)
    publishing.carry_out(database, plan, "Sam")

    assert second.version[:12] in plan.changes[0]
    assert publishing.differing(database, [second]) == [second]
    with pytest.raises(NotDecided, match="nothing is to begin later"):
        publishing.plan_calling_off(database, MOVE)


@pytest.mark.parametrize(
    ("begins", "ends", "says"),
    [(-1, None, "has passed"), (2, 1, "must end after it began")],
)
def test_a_time_that_can_not_be(database, published, second, begins, ends, says):
    now = published_forms.now(database)

    with pytest.raises(NotDecided, match=says):
        publishing.plan_publication(
            database, second, begins_at=now + begins * DAY, ends_at=ends and now + ends * DAY
        )


def test_a_form_that_is_retired_later_is_offered_until_then(database, published, state):
    now = published_forms.now(database)
    publishing.carry_out(
        database, publishing.plan_retirement(database, MOVE, at=now + DAY, ends_drafts=True), "Jo"
    )
    before = state()
    passed(database, 2 * DAY)

    assert MOVE in [form.slug for form in before.catalogue]
    assert before.forms_ended == frozenset()
    assert MOVE in [form.slug for form in state().retired]
    assert state().forms_ended == {MOVE}
    with pytest.raises(NotDecided, match="has passed"):
        publishing.plan_retirement(database, MOVE, at=now - DAY)


def test_retiring_calls_off_what_was_scheduled(database, published, state, second):
    now = published_forms.now(database)
    publishing.carry_out(
        database, publishing.plan_publication(database, second, begins_at=now + DAY), "Jo"
    )
    publishing.retire(database, MOVE, "Jo")
    passed(database, 2 * DAY)

    assert MOVE in [form.slug for form in state().retired]


def test_going_back_is_an_act_with_a_trace(database, published, first, second):
    publishing.publish(database, second, "Jo")
    third = changed(first, "Verhuizen")
    publishing.publish(database, third, "Jo")

    publishing.carry_out(database, publishing.plan_rollback(database, MOVE), "Sam")
    once = published_forms.current_publications(database)[MOVE]
    publishing.carry_out(database, publishing.plan_rollback(database, MOVE), "Sam")
    twice = published_forms.current_publications(database)[MOVE]
    publishing.carry_out(
        database, publishing.plan_rollback(database, MOVE, third.version[:12]), "Sam"
    )

    assert (once.version, once.kind, once.decided_by) == (
        second.version,
        PublicationKind.ROLLED_BACK,
        "Sam",
    )
    assert twice.version == first.version
    assert published_forms.current_publications(database)[MOVE].version == third.version
    assert len(published_forms.history(database, MOVE)) == 6


def test_going_back_brings_back_what_was_retired(database, published, first):
    publishing.retire(database, MOVE, "Jo")

    publishing.carry_out(database, publishing.plan_rollback(database, MOVE), "Jo")

    assert first.version in {form.version for form in publishing.published(database)}


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("", "no version was published before"),
        ("abc", "there is no version 'abc'"),
        ("0" * 12, "there is no version"),
    ],
)
def test_there_is_nothing_to_go_back_to(database, published, version, says):
    with pytest.raises(NotDecided, match=says):
        publishing.plan_rollback(database, MOVE, version)


def test_going_back_to_what_is_published_now_is_nothing(database, published, first):
    with pytest.raises(NotDecided, match="is what is published now"):
        publishing.plan_rollback(database, MOVE, first.version)


def test_a_form_that_only_is_to_come_has_no_past(database, first):
    now = published_forms.now(database)
    publishing.carry_out(
        database, publishing.plan_publication(database, first, begins_at=now + DAY), "Jo"
    )

    with pytest.raises(NotDecided, match="has not begun"):
        publishing.plan_retirement(database, MOVE)
    with pytest.raises(NotDecided, match="has not begun"):
        publishing.plan_rollback(database, MOVE)
    publishing.carry_out(database, publishing.plan_calling_off(database, MOVE), "Jo")
    assert published_forms.current_publications(database) == {}


@pytest.mark.parametrize("plan", [publishing.plan_retirement, publishing.plan_rollback])
def test_a_form_that_nobody_knows(database, published, plan):
    with pytest.raises(UnknownName, match="there is no 'verhuizen'"):
        plan(database, "verhuizen")


def test_settings_beat_what_is_published(database, published, state):
    publishing.publish(database, publishing.published(database)[0], "Jo")

    assert MOVE in state(forms_off=MOVE).forms_off
    assert MOVE in [form.slug for form in state(forms_off=MOVE).catalogue]


def test_a_version_of_before_that_can_not_be_read_stops_no_next_one(database, published, second):
    database.add(FormVersion(version="of-later", slug=MOVE, source='{"format": 99}'))
    database.flush()
    decided(database, MOVE, "of-later")

    plan = publishing.plan_publication(database, second)

    assert plan.changes[0].startswith("what it changes is not known: version of-later")


def test_processes_of_an_older_release_see_what_counts(database, published, first, second):
    publishing.publish(database, second, "Jo")
    publishing.retire(database, REPORT, "Sam")
    rows = {row.slug: row for row in database.query(published_forms.PublishedForm)}

    assert (rows[MOVE].version, rows[MOVE].withdrawn_at) == (second.version, None)
    assert rows[REPORT].withdrawn_at
