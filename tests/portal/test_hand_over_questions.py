"""A question that can't be delivered: who sees it, who gets it, and what stays here."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.domain.days import utc_now
from portal.domain.deliveries import WHAT_WAS_SENT
from portal.domain.failures import SourceRefused
from portal.domain.retention import DAYS, KeptPart
from portal.services.deliveries.tries import record_failure
from portal.storage.contact_requests import ContactRequest, content_of
from portal.storage.deliveries import Errand
from portal.storage.messages import Message
from tests.browser import main_of
from tests.factories import BSN
from tests.portal.test_commands import run

__all__ = ["run"]
QUESTION = "Mag de heg hoger?"
REFUSED = SourceRefused("contacts", "HTTP 400 on POST maak-klantcontact", status=400, is_final=True)


@pytest.fixture(autouse=True)
def here(environment, database_url):
    """The commands work on this database."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)


@pytest.fixture
def stuck(browser, rows, sessions, capsys):
    """A question that the register refuses for good."""
    browser.submit(browser.get("/vragen/vraag/"), {"text": QUESTION})
    [request] = rows(ContactRequest)
    record_failure(sessions, Errand.contact_request(request.id), WHAT_WAS_SENT, REFUSED)
    capsys.readouterr()  # lines of the log
    return request


def test_question_that_is_refused_is_stuck_and_told_so(run, browser, stuck, rows):
    code, said, _errors = run("deliveries", "list", "--stuck")

    assert (code, said.split(",")[0]) == (0, f"{stuck.id} question")
    assert QUESTION not in said + run("deliveries", "show", str(stuck.id))[1]
    assert BSN not in said
    assert {each.kind for each in rows(Message)} == {"request_received", "delayed"}
    for path in ("/vragen/", f"/vragen/{stuck.id}/"):
        assert "Het duurt langer. Wij kijken ernaar." in main_of(browser.get(path))


def test_question_that_is_tried_again_comes_there(run, stuck, do_jobs, world):
    assert run("deliveries", "retry", str(stuck.id))[1] == "1 will be tried now.\n"
    do_jobs()

    assert [new.text for new in world.contacts.made.values()] == [QUESTION]
    assert run("deliveries", "list")[1] == ""


def test_question_is_handed_over_whole_and_its_number_goes(
    run, browser, stuck, rows, database, tmp_path, do_jobs, world
):
    code, _said, errors = run("deliveries", "hand-over", str(stuck.id), str(tmp_path), "--by", "Jo")

    assert (code, errors) == (0, "")
    data = json.loads((tmp_path / str(stuck.id) / "gegevens.json").read_text("utf-8"))
    assert (data["vraag"], data["bsn"]) == (QUESTION, BSN)
    paper = (tmp_path / str(stuck.id) / "vraag.txt").read_text("utf-8")
    assert f"bsn: {BSN}\n" in paper
    assert paper.endswith(f"\n\n{QUESTION}\n")
    [request] = rows(ContactRequest)
    assert content_of(database, request).bsn == ""
    assert content_of(database, request).text == QUESTION
    page = main_of(browser.get(f"/vragen/{stuck.id}/"))
    assert "Een medewerker heeft het nu op papier" in page
    assert QUESTION in page
    assert "handed_over" in {each.kind for each in rows(Message)}
    do_jobs()
    assert world.contacts.made == {}
    assert "handed over" in run("deliveries", "hand-over", str(stuck.id), str(tmp_path))[2]


def test_question_that_was_handed_over_is_looked_after_no_more(
    run, stuck, tmp_path, tasks, do_jobs, world, sessions
):
    run("deliveries", "hand-over", str(stuck.id), str(tmp_path))
    do_jobs()
    with sessions() as session:
        session.execute(text("UPDATE contact_request SET looked_at = now() - '1 day'::interval"))
        session.commit()
    tasks.tasks["worker.look_for_answers"].func(timestamp=0)

    assert do_jobs() == []
    assert world.contacts.calls == []


@pytest.mark.parametrize("is_delivered", [True, False])
def test_question_goes_a_year_after_it_was_sent_and_never_before_it_is_delivered(
    stuck, tasks, rows, sessions, is_delivered
):
    def pass_days(days: int) -> None:
        at = utc_now() - timedelta(days=days)
        with sessions() as session:
            session.query(ContactRequest).update(
                {"sent_at": at, "delivered_at": at if is_delivered else None}
            )
            session.commit()
        tasks.tasks["worker.retention"].func(timestamp=0)

    pass_days(DAYS[KeptPart.REQUEST] - 1)
    assert len(rows(ContactRequest)) == 1

    pass_days(DAYS[KeptPart.REQUEST])

    assert len(rows(ContactRequest)) == (0 if is_delivered else 1)
