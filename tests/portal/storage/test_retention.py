"""Each term of what residents sent, held against the job that lets go of it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.domain.days import today, utc_now
from portal.domain.retention import DAYS, KeptPart
from portal.storage.consents.consents import Consent
from portal.storage.messages import ContactDetails, Message, keep_contact
from portal.storage.retention import OVER, STATEMENTS, let_go
from portal.storage.submissions import Submission, content_of
from portal.storage.uploads import Upload
from portal.texts.words import words_in
from tests.browser import links_of, main_of
from tests.consents_given import give_consent
from tests.factories import BSN, a_task_reply
from tests.forms_filled import CONTRACT, MOVE, REPORT, fill, send


def days(part: KeptPart, more: int = 0) -> timedelta:
    """The term of this part, and some days more."""
    return timedelta(days=DAYS[part] + more)


@pytest.fixture
def pass_term(tasks, sessions):
    """Let something be as it would be then, and do the job of the worker."""

    def pass_(table, **values) -> None:
        with sessions() as session:
            session.query(table).update(values)
            session.commit()
        tasks.tasks["worker.retention"].func(timestamp=0)

    return pass_


@pytest.fixture
def with_file(browser):
    """A submission with a file."""
    fill(browser, until="contract")
    browser.submit(browser.get(f"/formulieren/{MOVE}/contract/"), files=CONTRACT)
    return browser.submit(fill(browser, changes={"contract": {}}), form="send")


@pytest.mark.parametrize("moment", ["delivered_at", "handed_over_at"])
def test_files_go_seven_days_after_delivery(with_file, pass_term, rows, moment):
    pass_term(Submission, **{moment: utc_now() - days(KeptPart.FILES) + timedelta(hours=1)})
    assert len(rows(Upload)) == 1

    pass_term(Submission, **{moment: utc_now() - days(KeptPart.FILES)})

    assert rows(Upload) == []
    assert rows(Submission)[0].answers_removed_at is None


def test_answers_go_ninety_days_after_delivery(browser, pass_term, rows, database, do_jobs):
    send(browser)
    do_jobs()
    pass_term(Submission, delivered_at=utc_now() - days(KeptPart.ANSWERS) + timedelta(hours=1))
    assert content_of(database, rows(Submission)[0]).answers

    pass_term(Submission, delivered_at=utc_now() - days(KeptPart.ANSWERS))

    [submission] = rows(Submission)
    content = content_of(database, submission)
    assert (content.bsn, content.answers, content.facts, content.summary) == (None, {}, {}, [])
    assert content.initiator == {}
    assert submission.reference
    assert submission.case_key


def test_nothing_goes_before_it_is_delivered(with_file, pass_term, rows, database):
    pass_term(
        Submission, made_at=utc_now() - timedelta(days=3000), case_ended_on=None, number="ZAAK-1"
    )

    [submission] = rows(Submission)
    assert len(rows(Upload)) == 1
    assert content_of(database, submission).answers


@pytest.mark.parametrize(("slug", "part"), [(MOVE, KeptPart.SUBMISSION), (REPORT, KeptPart.REPORT)])
def test_what_follows_a_case_goes_after_its_end(
    browser, visitor, pass_term, rows, do_jobs, slug, part
):
    send(browser if slug == MOVE else visitor, slug)
    do_jobs()
    pass_term(Submission, case_ended_on=today() - days(part))
    assert len(rows(Submission)) == 1

    pass_term(Submission, case_ended_on=today() - days(part, 1))

    assert rows(Submission) == []


def test_message_goes_after_two_years(browser, pass_term, rows):
    send(browser)
    pass_term(Message, made_at=utc_now() - days(KeptPart.MESSAGE) + timedelta(hours=1))
    assert len(rows(Message)) == 1

    pass_term(Message, made_at=utc_now() - days(KeptPart.MESSAGE))

    assert rows(Message) == []


def test_address_goes_when_nothing_is_left_to_tell_of(browser, pass_term, rows, database):
    send(browser)
    pass_term(ContactDetails, changed_at=utc_now() - days(KeptPart.CONTACT))
    assert len(rows(ContactDetails)) == 1
    database.query(Consent).delete()
    database.query(Submission).delete()
    database.commit()

    pass_term(ContactDetails, changed_at=utc_now() - days(KeptPart.CONTACT))

    assert rows(ContactDetails) == []


@pytest.fixture
def address(database, resident):
    """The address of a resident who sent nothing."""
    keep_contact(database, resident.key, {"email": "noor@voorbeeld.example"})
    database.commit()
    return resident


def test_address_stays_for_what_was_sent_for_a_task(address, pass_term, rows, database):
    database.add(a_task_reply(address.key, sent_at=utc_now()))
    database.commit()

    pass_term(ContactDetails, changed_at=utc_now() - days(KeptPart.CONTACT))

    assert len(rows(ContactDetails)) == 1


@pytest.mark.parametrize(("state", "count"), [("given", 1), ("withdrawn", 0), ("refused", 0)])
def test_address_stays_for_a_consent_that_is_given(app, address, pass_term, rows, state, count):
    give_consent(app, BSN)
    pass_term(Consent, state=state)

    pass_term(ContactDetails, changed_at=utc_now() - days(KeptPart.CONTACT))

    assert len(rows(ContactDetails)) == count


def test_batches_go_on_until_all_is_gone(app, rows, sessions):
    for _report in range(3):
        send(app.test_client(), REPORT)
    with sessions() as session:
        session.query(Message).update({"made_at": utc_now() - days(KeptPart.MESSAGE)})
        session.commit()
        counts = let_go(session, batch=1)

    assert counts[KeptPart.MESSAGE] == 3
    assert rows(Message) == []


def test_pages_say_where_the_answers_are_then(visitor, pass_term, rows, do_jobs):
    receipt = send(visitor, REPORT)
    track = links_of(receipt)["Volg uw melding"]
    pdf = links_of(receipt)["Download uw antwoorden (pdf)"]
    assert "nog minstens 90 dagen op deze website" in main_of(receipt)
    do_jobs()
    last_day = today() + timedelta(days=DAYS[KeptPart.ANSWERS])
    told = f"Uw antwoorden staan tot en met {words_in('nl').day(last_day)} op deze website."
    assert told in main_of(visitor.get(track))
    pass_term(Submission, delivered_at=utc_now() - days(KeptPart.ANSWERS))

    for path in (track, receipt.request.path, pdf):
        page = visitor.get(path, follow_redirects=True)
        assert "Uw antwoorden staan niet meer op deze website." in main_of(page)
        assert "Download uw antwoorden (pdf)" not in links_of(page)


@pytest.mark.parametrize("statement", [statement for _part, statement in STATEMENTS])
def test_what_is_past_its_term_is_found_without_reading_all(database, statement):
    database.execute(text("SET LOCAL enable_seqscan = off"))

    values = {"days": 90, "batch": 200, "today": today()}
    plan = database.scalars(text(f"EXPLAIN {statement.text}"), values).all()

    assert not [line for line in plan if "Seq Scan" in line], "\n".join(plan)


def test_answers_that_are_past_their_term_are_found_without_reading_all(database):
    database.execute(text("SET LOCAL enable_seqscan = off"))
    over = OVER.format(of="submission").replace(":days", "90")
    query = f"SELECT id FROM submission WHERE answers_removed_at IS NULL AND {over}"

    plan = database.scalars(text(f"EXPLAIN {query}")).all()

    assert any("ix_submission_with_answers" in line for line in plan)
    assert not [line for line in plan if "Seq Scan" in line], "\n".join(plan)


def test_every_part_has_the_term_that_was_decided():
    assert {
        KeptPart.FILES: 7,
        KeptPart.ANSWERS: 90,
        KeptPart.SUBMISSION: 90,
        KeptPart.REPORT: 365,
        KeptPart.TASK_REPLY: 90,
        KeptPart.REQUEST: 365,
        KeptPart.CONTACT: 90,
        KeptPart.UNCONFIRMED_ADDRESS: 2,
        KeptPart.SECURITY_EVENTS: 365,
        KeptPart.MESSAGE: 730,
    } == DAYS
    assert set(DAYS) == set(KeptPart)
    assert all(term > 0 for term in DAYS.values())
