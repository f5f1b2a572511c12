"""Rule 9: who acted is told truthfully to the case API, the log, the receipt and the resident."""

from uuid import uuid4

import pytest

from portal.domain.people import Actor, Ground, Level, Party, PartyKind
from portal.gateways.cases.zgw import applicants
from portal.storage.consents import consents
from portal.storage.consents.consents import ConsentEvent
from portal.storage.consultations import ConsultationLine
from portal.storage.submissions import Submission
from tests import consents_given
from tests.case_keys import url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case_file, a_task
from tests.files_made import a_pdf
from tests.forms_filled import REPORT, send
from tests.papers import words_of_pdf


@pytest.mark.parametrize("level", [Level.MIDDEN, Level.SUBSTANTIEEL, Level.HOOG])
def test_rule_09_the_case_system_hears_who_acted_and_how_sure_we_are(app, world, do_jobs, level):
    browser = app.test_client().log_in(BSN, level)

    send(browser)
    do_jobs()

    [case] = world.intake.made.values()
    assert (case.new.initiator.ground, case.new.initiator.level) == (Ground.SELF, level)
    assert case.new.initiator.bsn == BSN


def test_rule_09_a_report_is_told_as_anonymous_also_of_somebody_who_is_logged_in(
    browser, visitor, world, do_jobs, rows
):
    send(visitor, REPORT)
    send(browser, REPORT)
    do_jobs()

    assert {submission.ground for submission in rows(Submission)} == {"anonymous"}
    for case in world.intake.made.values():
        assert (case.new.initiator.ground, case.new.initiator.bsn) == (Ground.ANONYMOUS, None)
        assert case.new.initiator.name == ""


def test_rule_09_the_log_says_that_the_resident_looked(browser, world, rows):
    world.cases.files[BSN] = [a_case_file()]

    browser.get("/zaken/")

    assert {line.actor_class for line in rows(ConsultationLine)} == {"self"}


def test_rule_09_the_log_says_that_the_system_looked_and_not_the_resident(
    visitor, world, do_jobs, rows
):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    visitor.post(
        "/api/notificaties",
        json={"kanaal": "zaken", "hoofdObject": url_of(file.case.key)},
        headers={"Authorization": f"Bearer {NOTIFICATION_TOKEN}"},
    )
    do_jobs()

    assert {line.actor_class for line in rows(ConsultationLine)} == {"system"}


def test_rule_09_what_the_worker_delivers_is_told_as_the_act_of_who_sent_it(browser, do_jobs, rows):
    send(browser)
    before = {line.id for line in rows(ConsultationLine)}
    do_jobs()

    [shared] = [line for line in rows(ConsultationLine) if line.id not in before]
    assert (shared.actor_class, shared.action) == ("self", "shared")


def test_rule_09_a_document_for_a_task_is_told_as_the_act_of_the_resident(browser, world, rows):
    task = a_task()
    world.tasks.tasks[BSN] = [task]
    browser.submit(
        browser.get(f"/taken/{task.id}/"),
        files={"documents": ("a.pdf", a_pdf())},
        follow_redirects=False,
    )

    [shared] = [line for line in rows(ConsultationLine) if line.action == "shared"]
    assert shared.actor_class == "self"


def test_rule_09_the_paper_says_who_sent_it(browser, world, do_jobs):
    send(browser)
    do_jobs()

    [case] = world.intake.made.values()
    text = words_of_pdf(case.documents[case.new.documents[0].reference])
    assert "Wie dit doorgeeft" in text
    assert "Noor de Wit" in text


def test_rule_09_nobody_acts_without_a_ground():
    with pytest.raises(TypeError, match="ground"):
        Actor(  # type: ignore[call-arg]
            for_party=Party.resident(BSN, uuid4()),
            level=Level.MIDDEN,
            session_id=None,
            ends_at=None,
        )


def test_rule_09_every_ground_is_told_apart():
    assert set(applicants.GROUNDS) == set(Ground)
    assert len(set(applicants.GROUNDS.values())) == len(Ground) >= 6


def test_rule_09_who_acted_is_kept_with_what_they_did(browser, do_jobs, rows):
    consents_given.send(browser, "yes")
    do_jobs()

    [submission], [event] = rows(Submission), rows(ConsentEvent)
    assert submission.acted_by == event.acted_by == browser.owner_id
    by_ground = {(line.actor_class, line.acted_by) for line in rows(ConsultationLine)}
    assert by_ground == {("self", browser.owner_id)}


def test_rule_09_a_report_was_made_by_the_browser_that_sent_it(visitor, rows):
    send(visitor, REPORT)

    [submission] = rows(Submission)
    assert submission.acted_by == submission.owner_id


def test_rule_09_who_took_a_consent_back_can_not_be_changed_unseen(browser, rows, sessions):
    consents_given.send(browser, "yes")
    with sessions() as session:
        [consent] = consents.consents_of(session, browser.owner_id)
        [event] = consents.events_of(session, consent)
        assert consents.is_whole([event])
        event.acted_by = uuid4()
        assert not consents.is_whole([event])
        session.rollback()


def test_rule_09_only_a_resident_has_a_bsn_and_no_party_shows_its_number():
    company = Party(PartyKind.COMPANY, uuid4(), "90001354")

    assert Party.resident(BSN, uuid4()).bsn == BSN
    assert BSN not in repr(Party.resident(BSN, uuid4()))
    assert company.number not in repr(company)
    with pytest.raises(AssertionError, match="only a resident"):
        _ = company.bsn
