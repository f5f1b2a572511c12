"""Asking consent at the end of a form: equal answers, the exact text, nothing that follows."""

import hashlib
import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from portal.domain.consents import ConsentState
from portal.storage.consents.consents import Consent, ConsentEvent
from portal.storage.consents.texts import KeptText, text_of
from portal.storage.messages import Message
from portal.storage.submissions import Submission, content_of
from portal.web.edge.request_context import portal_of
from tests.browser import heading_of, links_of, main_element, main_of
from tests.consents_given import PURPOSE, QUESTION, WITH_PHONE, consent_of, question, send
from tests.forms_filled import fill, page_id
from tests.papers import words_of_pdf
from tests.parts import change_parts
from tests.tree import text_of as words_of_element


@pytest.fixture
def other_text(app):
    """Let the purpose be asked in other words from now on; gives a function that does it."""
    purposes = portal_of(app).purposes
    purpose = purposes[PURPOSE]

    def change(**values) -> None:
        texts = {name: replace(text, **values) for name, text in purpose.texts.items()}
        change_parts(app, purposes={PURPOSE: replace(purpose, texts=texts)})

    yield change
    change_parts(app, purposes=purposes)


@pytest.fixture
def kept_texts(sessions):
    """The texts that are kept now, as they were shown."""

    def texts() -> list[str]:
        with sessions() as session:
            kept = session.scalars(select(KeptText.sha256))
            return [text_of(session, sha256).shown for sha256 in kept]

    return texts


def asked_text(page) -> str:
    """What stands in the group of the question, as somebody reads it, line by line."""
    group = next(e for e in main_element(page).iter("fieldset"))
    parts = [words_of_element(e) for e in group.iter() if e.tag in {"legend", "li", "label"}]
    assert " ".join(parts) == words_of_element(group)
    return "\n".join(parts)


def test_the_question_comes_last_and_nothing_is_chosen(browser):
    page = question(browser)

    inputs = [e for e in main_element(page).iter("input") if e.get("name") == "may_call"]
    assert heading_of(page) == "Een vraag los van uw verhuizing"
    assert [e.get("value") for e in inputs] == ["yes", "no"]
    assert [e.get("type") for e in inputs] == ["radio", "radio"]
    assert all(e.get("checked") is None for e in inputs)
    assert "Uw toestemming" in main_of(page)
    assert "Het mag, het hoeft niet." in main_of(page)


def test_without_a_phone_number_nothing_is_asked(browser):
    check = fill(browser)

    assert page_id(check) == "controleren"
    assert QUESTION not in main_of(check)


def test_the_text_that_is_shown_is_the_text_that_is_kept(browser, rows, kept_texts):
    shown = asked_text(question(browser))
    send(browser, "yes")

    assert kept_texts() == [shown]
    fingerprint = hashlib.sha256(shown.encode()).hexdigest()
    assert [event.text_sha256 for event in rows(ConsentEvent)] == [fingerprint]


def test_a_yes_is_kept_with_its_text_its_time_and_who_said_it(browser, rows):
    send(browser, "yes")

    consent = consent_of(rows, browser.owner_id)
    [event] = rows(ConsentEvent)
    assert (consent.purpose, consent.state) == (PURPOSE, ConsentState.GIVEN)
    assert timedelta(days=364) < consent.valid_until - datetime.now(UTC) < timedelta(days=367)
    assert (event.number, event.state, event.ground, event.channel) == (1, "given", "self", "web")
    assert (event.level, event.language) == (20, "nl")
    assert event.asked_in == "verhuizing-doorgeven"
    assert event.text_sha256 == consent.text_sha256


def test_a_no_is_kept_without_message_and_leads_to_nothing(browser, rows):
    send(browser, "no")

    assert consent_of(rows, browser.owner_id).state == ConsentState.REFUSED
    assert [message.kind for message in rows(Message)] == ["received"]


def test_left_open_nothing_is_kept(browser, rows):
    send(browser, None)

    assert rows(Consent) == []


def test_the_check_shows_the_answer_apart_and_it_can_be_changed(browser):
    check = browser.submit(question(browser), {"may_call": "yes"})

    assert f"{QUESTION} Ja, dat mag" in main_of(check)
    assert "Dit antwoord gaat niet mee met uw aanvraag." in main_of(check)
    page = browser.get(links_of(check)[f"Wijzig {QUESTION}"])
    check = browser.submit(page, {"may_call": "no"})
    assert f"{QUESTION} Nee" in main_of(check)


def test_neither_yes_nor_no_is_answered_with_what_to_do(browser):
    page = browser.submit(question(browser), {"may_call": "misschien"})

    assert page.status_code == 422
    assert "Kies een van de antwoorden." in main_of(page)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_who_answered_is_not_asked_again(browser, answer):
    send(browser, answer)

    check = fill(browser, changes=WITH_PHONE)

    assert page_id(check) == "controleren"
    assert QUESTION not in main_of(check)


def test_a_year_after_a_no_it_may_be_asked_again(browser, sessions):
    send(browser, "no")
    with sessions() as session:
        long_ago = datetime.now(UTC) - timedelta(days=367)
        session.execute(update(Consent).values(changed_at=long_ago))
        session.commit()

    assert QUESTION in main_of(question(browser))


def test_a_yes_that_is_over_may_be_asked_again(browser, sessions):
    send(browser, "yes")
    with sessions() as session:
        session.execute(update(Consent).values(valid_until=datetime.now(UTC)))
        session.commit()

    assert QUESTION in main_of(question(browser))


def test_what_was_left_open_may_be_asked_in_another_form(browser):
    send(browser, None)

    assert QUESTION in main_of(question(browser))


def test_when_the_text_changes_before_sending_the_new_one_is_asked(
    browser, other_text, rows, kept_texts
):
    check = browser.submit(question(browser), {"may_call": "yes"})
    other_text(why="Wij willen iets anders weten.")

    page = browser.submit(check, form="send")

    assert page_id(page) == "bellen"
    assert "Wij willen iets anders weten." in main_of(page)
    chosen = [e for e in main_element(page).iter("input") if e.get("checked") is not None]
    assert chosen == []
    check = browser.submit(page, {"may_call": "no"})
    browser.submit(check, form="send")
    [event] = rows(ConsentEvent)
    assert event.state == "refused"
    assert kept_texts()[0].split("\n")[1] == "Wij willen iets anders weten."


def test_an_answer_to_a_text_that_was_replaced_meanwhile_does_not_count(browser, other_text):
    page = question(browser)
    other_text(why="Wij willen iets anders weten.")

    page = browser.submit(page, {"may_call": "yes"})

    assert page.status_code == 422
    assert "De vraag is net veranderd." in main_of(page)
    assert "Wij willen iets anders weten." in main_of(page)


def test_a_language_chosen_halfway_asks_nothing_again(browser):
    check = browser.submit(question(browser), {"may_call": "yes"})
    browser.get("/taal/?taal=en&next=/")

    receipt = browser.submit(check, form="send")

    assert "/ontvangen/" in receipt.request.path


def test_the_text_in_english_is_kept_in_english(browser, rows, kept_texts):
    browser.get("/taal/?taal=en&next=/")
    shown = asked_text(question(browser))

    send(browser, "yes")

    assert kept_texts() == [shown]
    assert rows(ConsentEvent)[0].language == "en"


@pytest.fixture
def outcome(app, do_jobs, world, rows, empty_again):
    """Sends the same form with this answer, and gives all that came of it."""

    def send_(answer: str | None) -> str:
        empty_again()
        world.intake.made.clear()
        send(app.test_client().log_in(), answer)
        do_jobs()
        [submission], [case] = rows(Submission), world.intake.made.values()
        with portal_of(app).sessions() as session:
            kept = content_of(session, submission)
        told = asdict(replace(case.new, documents=(), record=None))
        papers = [words_of_pdf(content) for content in case.documents.values()]
        return without_ids(
            {
                "case": told,
                "documents": [d.title for d in case.new.documents],
                "papers": papers,
                "kept": asdict(kept),
                "slug": submission.slug,
            },
            submission,
        )

    return send_


def without_ids(value: object, submission: Submission) -> str:
    """Everything as text, without what differs between any two submissions."""
    text = json.dumps(value, default=str, sort_keys=True, ensure_ascii=False)
    for unique in (submission.id.hex, str(submission.id), submission.reference):
        text = text.replace(unique, "…")
    moments = r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\+00:00|\d{2}\.\d{2} uur|ZAAK-[\d-]+"
    return re.sub(moments, "…", text)


def test_the_case_is_the_same_with_yes_with_no_and_without_answer(outcome):
    with_yes, with_no, left_open = outcome("yes"), outcome("no"), outcome(None)

    assert with_yes == with_no == left_open
    assert "Lindelaan 14" in with_yes
    for word in ("Mag iemand u bellen", "Ja, dat mag", PURPOSE, "may_call"):
        assert word not in with_yes


def test_the_page_of_the_receipt_is_the_same_too(app, empty_again):
    said = []
    for answer in ("yes", "no", None):
        empty_again()
        receipt = send(app.test_client().log_in(), answer)
        words = re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}|\d{2}\.\d{2}", "…", main_of(receipt))
        said.append(words)

    assert len(set(said)) == 1
