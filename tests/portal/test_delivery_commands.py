"""`portal deliveries`, as an operator types it."""

import json
import stat
from datetime import date, timedelta
from uuid import uuid4

import pytest
from babel.dates import format_date
from sqlalchemy import text

from portal.domain.days import today
from portal.domain.deliveries import NOTICES, WHAT_WAS_SENT
from portal.domain.failures import SourceRefused
from portal.domain.retention import DAYS, KeptPart
from portal.services.deliveries.handling import delivery_of
from portal.services.deliveries.paper import HandOver, NothingToHandOver, hand_over
from portal.services.deliveries.tries import record_failure
from portal.storage import deliveries, housekeeping, jobs
from portal.storage.consultations import ConsultationLine
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.delivery_lock import try_lease
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.browser import links_of, main_of
from tests.factories import BSN
from tests.files_made import a_pdf
from tests.forms_filled import CONTRACT, MOVE, REPORT, fill, send
from tests.papers import words_of_pdf
from tests.portal.test_commands import run

__all__ = ["run"]
REFUSED = SourceRefused("zaaksysteem", "HTTP 400 on POST zaken: invalid", status=400)


def in_words(day: date) -> str:
    """A day as residents read it."""
    return format_date(day, "d MMMM y", locale="nl")


@pytest.fixture(autouse=True)
def here(environment, database_url):
    """The commands work on this database."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)


@pytest.fixture
def stuck(browser, rows, sessions, capsys):
    """A submission with a file, that the case system refuses."""
    fill(browser, until="contract")
    browser.submit(browser.get(f"/formulieren/{MOVE}/contract/"), files=CONTRACT)
    browser.submit(fill(browser, changes={"contract": {}}), form="send")
    [submission] = rows(Submission)
    for _try in range(3):
        record_failure(sessions, Errand.submission(submission.id), WHAT_WAS_SENT, REFUSED)
    with sessions() as session:
        session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() + '1 hour'::interval")
        )
        session.commit()
    capsys.readouterr()  # lines of the log
    return submission


def test_stuck_delivery_is_listed_and_shown_with_its_cause(run, stuck):
    code, said, _errors = run("deliveries", "list", "--stuck")

    assert code == 0
    assert said.startswith(f"{stuck.reference} submission, stuck since 20")
    assert "refused zaaksysteem: HTTP 400 on POST zaken: invalid" in said
    shown = run("deliveries", "show", stuck.reference.lower())[1]
    assert "tries with this cause: 3" in shown
    assert BSN not in said + shown


def test_what_only_waits_is_listed_but_not_as_stuck(run, browser, rows, sessions):
    send(browser)
    [submission] = rows(Submission)
    record_failure(sessions, Errand.submission(submission.id), WHAT_WAS_SENT, REFUSED)

    assert f"{submission.reference} submission, waiting refused" in run("deliveries", "list")[1]
    assert run("deliveries", "list", "--stuck")[1] == ""


def test_what_never_failed_is_shown_too(run, browser, rows, do_jobs):
    send(browser)
    [submission] = rows(Submission)
    assert run("deliveries", "show", submission.reference)[1].endswith("submission, waiting\n")
    do_jobs()

    assert "submission, delivered 20" in run("deliveries", "show", submission.reference)[1]


def test_one_or_all_are_tried_again(run, stuck, due, do_jobs, world):
    assert due() == []
    assert run("deliveries", "retry", stuck.reference)[1] == "1 will be tried now.\n"
    assert [task for task, _submission in due()] == [jobs.DELIVER]
    assert run("deliveries", "retry", "--all")[1] == "1 will be tried now.\n"
    assert run("deliveries", "retry")[0] == 2

    do_jobs()
    assert len(world.intake.made) == 1
    assert run("deliveries", "retry", stuck.reference)[1] == "0 will be tried now.\n"


def test_an_unknown_reference_keeps_no_other_from_being_tried(run, stuck, due):
    code, said, errors = run("deliveries", "retry", "NIET-HIER", stuck.reference)

    assert (code, said) == (1, "1 will be tried now.\n")
    assert "Nothing is known of NIET-HIER" in errors
    assert [task for task, _submission in due()] == [jobs.DELIVER]


def test_what_a_newer_portal_left_waiting_hides_nothing(run, stuck, sessions):
    record_failure(sessions, Errand("newer.task", "thing", "a"), NOTICES, REFUSED)

    _code, said, _errors = run("deliveries", "list")

    assert f"{stuck.reference} submission" in said
    assert "a newer.task, waiting" in said


def test_mail_that_was_given_up_gets_a_job_again_or_is_let_go(run, stuck, rows, sessions, due):
    [message] = [message for message in rows(Message) if message.kind == "received"]
    with sessions() as session:
        session.execute(text("DELETE FROM procrastinate_jobs"))
        session.commit()
    for _try in range(3):
        record_failure(sessions, Errand.notice(message.id), NOTICES, REFUSED)

    assert f"{message.id} mail, stuck" in run("deliveries", "list")[1]
    run("deliveries", "retry", str(message.id))
    assert [task for task, _submission in due()] == [jobs.NOTIFY]
    assert run("deliveries", "let-go", str(message.id))[0] == 0
    assert due() == []
    assert [row.task for row in rows(WaitingDelivery)] == [jobs.DELIVER]


def test_what_a_resident_sent_is_not_let_go(run, stuck, rows):
    code, _said, errors = run("deliveries", "let-go", stuck.reference)

    assert code == 2
    assert "hand-over" in errors
    assert len(rows(WaitingDelivery)) == 1


def test_unknown_reference_is_named(run):
    code, _said, errors = run("deliveries", "show", str(uuid4()))

    assert code == 2
    assert "portal deliveries list" in errors


def test_handed_over_as_paper_it_is_delivered_no_more(
    run, stuck, rows, tmp_path, do_jobs, world, browser, sessions
):
    code, said, _errors = run(
        "deliveries", "hand-over", stuck.reference, str(tmp_path), "--by", "Jo"
    )

    folder = tmp_path / stuck.reference
    assert (code, said) == (0, f"{stuck.reference} was handed over: {folder}\n")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    paper = files.pop(f"verhuizing-doorgeven-{stuck.reference}.pdf")
    data = json.loads(files.pop("gegevens.json"))
    [(name, upload)] = files.items()
    assert stuck.reference in words_of_pdf(paper)
    assert (data["bsn"], data["ontvangstnummer"]) == (BSN, stuck.reference)
    assert name == "01-contract.pdf"
    assert upload.startswith(b"%PDF-")
    with sessions() as session:
        housekeeping.defer_overdue(session)
        session.commit()
    do_jobs()
    assert world.intake.made == {}
    assert rows(WaitingDelivery) == []
    [submission] = rows(Submission)
    assert (submission.handed_over_by, submission.is_case) == ("Jo", False)
    assert submission.case_key is None
    assert submission.delivered_at, "workers that know no hand-over leave it alone by this"
    shown = run("deliveries", "show", stuck.reference)[1]
    assert " by Jo" in shown
    line = next(line for line in rows(ConsultationLine) if line.object_ref == stuck.reference)
    assert (line.actor_class, line.action, line.outcome) == ("counter_employee", "shared", "ok")


@pytest.mark.parametrize("sign", ["👍", "字", "é"])
def test_file_of_which_the_name_is_longer_than_a_disk_takes_is_handed_over(
    run, browser, rows, tmp_path, sign
):
    fill(browser, until="contract")
    file = {"contract": (f"{sign * 115}.pdf", a_pdf())}
    browser.submit(browser.get(f"/formulieren/{MOVE}/contract/"), files=file)
    browser.submit(fill(browser, changes={"contract": {}}), form="send")
    [submission] = rows(Submission)

    code, _said, errors = run("deliveries", "hand-over", submission.reference, str(tmp_path))

    assert (code, errors) == (0, "")
    [file] = (tmp_path / submission.reference).glob("01-*.pdf")
    assert file.name.startswith(f"01-{sign * 40}")


def test_paper_of_a_hand_over_promises_no_case(run, stuck, rows, tmp_path, browser, sessions):
    with sessions() as session:
        session.execute(text("UPDATE submission SET number = 'ZAAK-2026-7'"))
        session.commit()
    run("deliveries", "hand-over", stuck.reference, str(tmp_path), "--by", "Jo")

    paper = tmp_path / stuck.reference / f"verhuizing-doorgeven-{stuck.reference}.pdf"
    own = browser.get(f"/formulieren/{MOVE}/ontvangen/{stuck.reference}/antwoorden.pdf").data
    for words in map(words_of_pdf, (paper.read_bytes(), own)):
        assert "Op papier aan een medewerker gegeven op" in words
        assert "Gereserveerd zaaknummer ZAAK-2026-7" in words
        assert "in uw zaak" not in words
        assert "In de zaak" not in words


def test_resident_is_told_of_a_hand_over_and_sees_it_in_the_list(
    run, stuck, rows, tmp_path, browser, do_jobs, world
):
    run("deliveries", "hand-over", stuck.reference, str(tmp_path), "--by", "Jo")
    do_jobs()

    words = f"Een medewerker heeft het nu op papier, sinds {in_words(today())}"
    [message] = [message for message in rows(Message) if message.kind == "handed_over"]
    assert str(message.id) in {mail.reference for mail in world.mailer.sent.values()}
    message_page = main_of(browser.get(f"/berichten/{message.id}/"))
    assert words in message_page
    assert stuck.reference in message_page
    receipt = f"/formulieren/{MOVE}/ontvangen/{stuck.reference}/"
    for page in ("/zaken/", "/overzicht/", receipt):
        shown = main_of(browser.get(page))
        assert words in shown
        assert "Wij hebben uw aanvraag." not in shown
    last_day = in_words(today() + timedelta(days=DAYS[KeptPart.ANSWERS]))
    assert f"tot en met {last_day} op deze website" in main_of(browser.get(receipt))


def test_hand_over_that_a_worker_was_quicker_than_is_none(stuck, sessions, tmp_path, do_jobs, app):
    with sessions() as session:
        delivery = delivery_of(session, stuck.reference)
        deliveries.try_now(session, delivery.errand)
        session.commit()
    do_jobs()

    with pytest.raises(NothingToHandOver, match="delivered 20"):
        hand_over(sessions, portal_of(app).municipality, delivery, HandOver(tmp_path, "Jo"))

    assert list(tmp_path.iterdir()) == []


def test_page_of_a_report_in_other_hands_says_so(run, visitor, rows, tmp_path):
    track = links_of(send(visitor, REPORT))["Volg uw melding"]
    [report] = rows(Submission)

    run("deliveries", "hand-over", report.reference, str(tmp_path))

    words = main_of(visitor.get(track))
    assert "Een medewerker heeft het nu" in words
    assert "Wij hebben uw aanvraag." not in words


def test_nothing_is_handed_over_twice_or_while_it_is_delivered(
    run, stuck, tmp_path, database, do_jobs
):
    try_lease(database, stuck.id)
    code, _said, errors = run("deliveries", "hand-over", stuck.reference, str(tmp_path))
    assert (code, "being delivered right now" in errors) == (2, True)
    assert list(tmp_path.iterdir()) == []
    database.rollback()
    do_jobs()

    code, _said, errors = run("deliveries", "hand-over", stuck.reference, str(tmp_path))
    assert (code, "delivered 20" in errors) == (2, True)
