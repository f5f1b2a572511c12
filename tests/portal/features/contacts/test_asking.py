"""A resident asks a question, or to be called: from the page to the register and back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from portal.domain.contacts import DayPart, RequestKind
from portal.domain.days import today
from portal.domain.failures import SourceUnavailable
from portal.domain.terms import add_working_days
from portal.services.contacts.looking import queue_looks
from portal.storage.consultations import ConsultationLine
from portal.storage.contact_requests import ContactRequest
from portal.storage.messages import Message
from portal.web.words.formats import day
from tests.browser import links_of, main_of, words_of
from tests.factories import BSN, a_case_file
from tests.fake_contacts import TASK_URL, URL
from tests.portal.features.contacts.conftest import QUESTION

IN_DUTCH = "Our employee wrote this in Dutch."


def in_dutch(app, date):
    with app.test_request_context():
        return day(date)


def test_question_gets_a_receipt_with_a_promised_day(app, ask, rows):
    page = ask()

    promised = in_dutch(app, add_working_days(today(), 5))
    assert f"U krijgt antwoord uiterlijk op {promised}." in main_of(page)
    assert QUESTION in main_of(page)
    assert "Verstuurd. Wij hebben uw vraag." in words_of(page)
    assert "Het antwoord staat dan op deze pagina." in main_of(page)
    assert links_of(page)["Naar al uw vragen"] == "/vragen/"
    assert [message.kind for message in rows(Message)] == ["request_received"]
    [line] = [line for line in rows(ConsultationLine) if line.activity == "vragen-en-contact"]
    assert (line.action, line.source) == ("shared", "klantcontacten")


def test_question_is_in_the_register_once_however_often_it_is_sent(browser, ask, world, do_jobs):
    page = browser.get("/vragen/vraag/")
    for _click in range(2):
        browser.submit(page, {"text": QUESTION})
    do_jobs()
    do_jobs()

    [new] = world.contacts.made.values()
    assert (new.text, new.kind, new.resident.bsn) == (QUESTION, RequestKind.QUESTION, BSN)
    assert new.case_key is None


def test_question_about_a_case_stands_on_its_page(browser, ask, world, do_jobs):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    case_page = browser.get(f"/zaken/{file.case.key.id}/")
    assert "Stel een vraag over deze zaak" in main_of(case_page)
    form = main_of(browser.get(f"/zaken/{file.case.key.id}/vraag/"))
    assert f"{file.case.title} Dit gaat over zaak {file.case.number}." in form

    ask(key=file.case.key)
    do_jobs()

    [new] = world.contacts.made.values()
    assert (new.case_key, new.case_number) == (file.case.key, file.case.number)
    assert QUESTION in main_of(browser.get(f"/zaken/{file.case.key.id}/"))


def test_answer_comes_as_a_message_and_stands_with_the_question(
    browser, ask, notify, world, do_jobs, rows
):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    ask(key=file.case.key)
    do_jobs()
    [request_id] = world.contacts.made
    contact_id = world.contacts.answer(request_id, "Volgende week dinsdag.")

    for _time in range(2):
        notify("klantcontacten", f"{URL}{contact_id}")
        notify("internetaken", f"{TASK_URL}{contact_id}")
    do_jobs()

    [message] = [each for each in rows(Message) if each.kind == "answered"]
    assert "Volgende week dinsdag." in main_of(browser.get(f"/berichten/{message.id}/"))
    for path in (f"/vragen/{request_id}/", f"/zaken/{file.case.key.id}/"):
        assert "Volgende week dinsdag." in main_of(browser.get(path))
        assert "Het antwoord staat dan op deze pagina." not in main_of(browser.get(path))
    assert "Wij hebben uw vraag beantwoord." in main_of(browser.get("/vragen/"))
    assert IN_DUTCH not in main_of(browser.get(path))
    assert IN_DUTCH in main_of(browser.get(f"/taal/?taal=en&next={path}", follow_redirects=True))
    mails = [mail for mail in world.mailer.sent.values() if "antwoord" in mail.subject]
    assert all("dinsdag" not in mail.text for mail in mails)


def test_answer_of_which_nothing_was_heard_is_found_by_itself(ask, world, do_jobs, sessions, rows):
    ask()
    do_jobs()
    [request_id] = world.contacts.made
    world.contacts.answer(request_id, "Ja.")
    long_ago = ContactRequest.looked_at - timedelta(hours=7)
    with sessions() as session:
        queue_looks(session)
        session.execute(update(ContactRequest).values(looked_at=long_ago))
        session.commit()
        queue_looks(session)
        session.commit()
    do_jobs()

    assert [each.kind for each in rows(Message)].count("answered") == 1
    assert world.contacts.calls.count("contact") == 1


def test_register_that_is_down_loses_and_doubles_nothing(browser, ask, world, do_jobs):
    world.contacts.is_down = True
    ask()
    with pytest.raises(SourceUnavailable):
        do_jobs()
    assert QUESTION in main_of(browser.get("/vragen/"))
    assert "Probeer opnieuw" in main_of(browser.get("/vragen/"))

    world.contacts.is_down = False
    do_jobs()

    assert len(world.contacts.made) == 1


def test_resident_is_called_at_the_number_and_time_they_chose(app, browser, world, do_jobs):
    page = browser.submit(
        browser.get("/vragen/bellen/"),
        {"phone": "06 12345678", "day_part": "morning", "text": "Over de heg"},
    )
    do_jobs()

    promised = in_dutch(app, add_working_days(today(), 2))
    assert f"Wij bellen u uiterlijk op {promised}." in main_of(page)
    assert "Verstuurd. Wij bellen u." in words_of(page)
    [new] = world.contacts.made.values()
    assert (new.phone, new.day_part, new.text) == ("+31612345678", DayPart.MORNING, "Over de heg")


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, world):
    empty = browser.submit(browser.get("/vragen/vraag/"), {"text": ""})
    assert empty.status_code == 422
    assert "Schrijf op wat u wilt vragen." in main_of(empty)

    wrong = browser.submit(browser.get("/vragen/bellen/"), {"phone": "12", "text": "Over de heg"})

    assert wrong.status_code == 422
    assert "Over de heg" in main_of(wrong)
    assert world.contacts.made == {}


def test_case_that_can_not_be_looked_up_takes_no_text_away(browser, world):
    world.cases.is_down = True
    data = {"text": QUESTION, "csrf_token": browser.csrf_token(), "key": str(uuid4())}

    answer = browser.post(f"/zaken/{a_case_file().case.key.id}/vraag/", data=data)

    assert answer.status_code == 503
    assert QUESTION in main_of(answer)
    assert "Verstuur het later nog een keer" in main_of(answer)


def test_nobody_asks_about_a_case_of_somebody_else(browser, other_browser, world):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    page = browser.get(f"/zaken/{file.case.key.id}/vraag/")

    assert other_browser.get(f"/zaken/{file.case.key.id}/vraag/").status_code == 404
    data = {"text": QUESTION, "csrf_token": other_browser.csrf_token(), "key": str(uuid4())}
    answer = other_browser.post(f"/zaken/{file.case.key.id}/vraag/", data=data)

    assert page.status_code == 200
    assert answer.status_code == 404


def test_too_many_questions_in_an_hour_are_refused(browser):
    for number in range(10):
        browser.submit(browser.get("/vragen/vraag/"), {"text": f"Vraag {number}"})

    answer = browser.submit(browser.get("/vragen/vraag/"), {"text": "Nog een vraag"})

    assert answer.status_code == 429


def test_late_promise_is_told_as_past(browser, ask, sessions):
    ask()
    with sessions() as session:
        session.execute(update(ContactRequest).values(answer_by=today() - timedelta(days=1)))
        session.commit()

    assert "Dat is niet gelukt. Bel ons." in main_of(browser.get("/vragen/"))


def test_links_to_questions_say_which_one_it_is(browser, ask):
    for text in ("Wanneer komt u?", "Hoe duur is het?"):
        ask(text)

    links = [name for name in links_of(browser.get("/vragen/")) if name.startswith("Uw vraag")]

    assert [any(text in name for name in links) for text in ("Wanneer", "Hoe duur")] == [True, True]
