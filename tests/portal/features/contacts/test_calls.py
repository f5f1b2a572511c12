"""Who wants to be called sees when they were, and what comes next."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from portal.domain.days import today
from portal.storage.contact_requests import ContactRequest
from portal.storage.messages import Message
from portal.web.words.formats import day, moment
from tests.browser import main_of
from tests.fake_contacts import TASK_URL, URL

AT = datetime(2026, 11, 27, 13, 5, tzinfo=UTC)


def kinds_of(rows) -> list[str]:
    return [each.kind for each in rows(Message)]


@pytest.fixture
def in_words(app):
    """A moment, or a day, as residents read it."""

    def in_words_(value):
        with app.test_request_context():
            return moment(value) if isinstance(value, datetime) else day(value)

    return in_words_


def test_call_in_vain_is_told_once_with_what_comes_next(
    browser, ask_a_call, notify, world, do_jobs, rows, in_words
):
    request_id = ask_a_call()
    call_id = world.contacts.call(request_id, is_reached=False, at=AT)

    for _time in range(2):
        notify("klantcontacten", f"{URL}{call_id}", "create")
        do_jobs()

    [request] = rows(ContactRequest)
    words = (
        f"Wij belden u op {in_words(AT)}. U nam niet op.",
        f"Wij bellen u nog een keer, uiterlijk op {in_words(request.answer_by)}.",
    )
    [message] = [each for each in rows(Message) if each.kind == "call_missed"]
    for path in (f"/vragen/{request_id}/", "/vragen/", f"/berichten/{message.id}/"):
        assert all(each in main_of(browser.get(path)) for each in words), path


def test_each_call_in_vain_is_told(ask_a_call, notify, world, do_jobs, rows):
    request_id = ask_a_call()
    for days in (0, 1):
        at = AT + timedelta(days=days)
        call_id = world.contacts.call(request_id, is_reached=False, at=at)
        notify("klantcontacten", f"{URL}{call_id}", "create")
        do_jobs()

    assert kinds_of(rows).count("call_missed") == 2


def test_who_was_spoken_to_gets_no_message(
    browser, ask_a_call, notify, world, do_jobs, rows, in_words
):
    request_id = ask_a_call()
    world.contacts.call(request_id, is_reached=True, at=AT)
    notify("internetaken", f"{TASK_URL}{rows(ContactRequest)[0].contact_id}")
    do_jobs()

    page = main_of(browser.get(f"/vragen/{request_id}/"))
    assert f"Wij belden u op {in_words(AT)}." in page
    assert "Wij hebben u gebeld." in page
    assert "U nam niet op" not in page
    assert kinds_of(rows) == ["request_received"]


def test_who_never_picked_up_is_told_that_it_ends(
    browser, ask_a_call, notify, world, do_jobs, rows
):
    request_id = ask_a_call()
    world.contacts.call(request_id, is_reached=False, at=AT)
    contact_id = world.contacts.answer(request_id, "")
    notify("internetaken", f"{TASK_URL}{contact_id}")
    do_jobs()

    page = main_of(browser.get(f"/vragen/{request_id}/"))
    assert "Wij bellen u nu niet meer. Wilt u ons toch spreken?" in page
    assert "Ons telefoonnummer:" in page
    assert "Wij hebben u gebeld." not in page
    [message] = [each for each in rows(Message) if each.kind == "call_missed"]
    assert "Wij bellen u nu niet meer." in main_of(browser.get(f"/berichten/{message.id}/"))


def test_wish_that_ends_without_a_call_claims_none(browser, ask_a_call, notify, world, do_jobs):
    request_id = ask_a_call()
    notify("internetaken", f"{TASK_URL}{world.contacts.answer(request_id, '')}")
    do_jobs()

    page = main_of(browser.get(f"/vragen/{request_id}/"))
    assert "Wij zijn klaar met uw verzoek." in page
    assert "gebeld" not in page


def test_promise_that_has_passed_after_a_call_in_vain_is_none(
    browser, ask_a_call, world, do_jobs, sessions
):
    request_id = ask_a_call()
    world.contacts.call(request_id, is_reached=False, at=AT)
    browser.get("/vragen/")
    with sessions() as session:
        session.execute(update(ContactRequest).values(answer_by=today() - timedelta(days=1)))
        session.commit()

    page = main_of(browser.get(f"/vragen/{request_id}/"))
    assert "Wij proberen het nog een keer." in page
    assert "Dat is niet gelukt" not in page


def test_call_for_a_question_is_no_contact_twice(browser, ask_a_call, world):
    """A call belongs to the wish that it came after, and stands nowhere else."""
    request_id = ask_a_call()
    world.contacts.call(request_id, is_reached=False, at=AT)

    page = main_of(browser.get("/vragen/"))

    assert page.count("Wij belden u op") == 1
    assert "Eerder contact" not in page
