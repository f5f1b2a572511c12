"""Notifications of the case API: each means that a case is read anew, and news is told once."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from portal.domain.cases import Progress, Step, StepState
from portal.domain.failures import SourceUnavailable
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from tests.browser import links_of, main_of
from tests.case_keys import BESLUITEN, url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case, a_case_file, a_decision, a_task
from tests.forms_filled import EMAIL, send

HEADERS = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
URL = "/api/notificaties"
DECISION = UUID("6a1df14d-e81a-4012-a66b-040ed88913d4")


def notify(visitor, body, **options):
    """The case API calls."""
    options.setdefault("headers", HEADERS)
    return visitor.post(URL, json=body, **options)


def about(file):
    """A notification about this case."""
    return {"kanaal": "zaken", "hoofdObject": url_of(file.case.key), "resource": "status"}


def about_decision():
    """A notification about a decision: it names no case."""
    url = f"{BESLUITEN}{DECISION}"
    return {"kanaal": "besluiten", "hoofdObject": url, "resource": "besluit"}


@pytest.fixture
def file(world):
    """A case of the resident, which moved on yesterday."""
    known = a_case_file()
    world.cases.files[BSN] = [known]
    return known


def queued(database):
    """Cases that will be looked at."""
    query = text("SELECT args ->> 'case' FROM procrastinate_jobs")
    return database.scalars(query).all()


def test_notification_queues_a_look_at_the_case(visitor, file, database):
    answer = notify(visitor, about(file))

    assert answer.status_code == 204
    assert queued(database) == [str(file.case.key)]


def test_notification_of_a_decision_leads_to_its_case(visitor, file, do_jobs, rows, world):
    world.cases.files[BSN] = [a_case_file(file.case, steps=(), decisions=(a_decision(),))]
    world.cases.decisions[DECISION] = file.case.key
    notify(visitor, about_decision())
    do_jobs()

    assert [message.kind for message in rows(Message)] == ["decision"]


def test_notification_of_a_decision_without_a_case_is_passed_over(visitor, do_jobs, rows, world):
    world.cases.decisions[DECISION] = None
    notify(visitor, about_decision())
    do_jobs()

    assert rows(Message) == []


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "tekst",
        {},
        {"kanaal": "test", "hoofdObject": "https://x.example"},
        {"kanaal": "zaken"},
        {"kanaal": "zaken", "hoofdObject": 7},
        {"kanaal": ["zaken"], "hoofdObject": "https://x.example"},
        {"kanaal": "zaken", "hoofdObject": "https://x.example/" + "a" * 1000},
        {"kanaal": "zaken", "hoofdObject": "https://x.example/\x00"},
        {"kanaal": "zaken", "hoofdObject": "https://x.example/\ud800"},
    ],
)
def test_anything_else_is_passed_over(visitor, database, body):
    assert notify(visitor, body).status_code == 204
    assert queued(database) == []


def test_body_that_is_no_json_is_passed_over(visitor, database):
    answer = visitor.post(URL, data=b"\xff{", headers=HEADERS)

    assert answer.status_code == 204
    assert queued(database) == []


@pytest.mark.parametrize("header", ["", "Bearer x", f"Basic {NOTIFICATION_TOKEN}", "Bearer é"])
def test_without_the_token_nothing_is_taken(visitor, file, database, header):
    answer = notify(visitor, about(file), headers={"Authorization": header})

    assert answer.status_code == 401
    assert queued(database) == []


def test_news_of_status_decision_and_task_is_told_once(visitor, file, do_jobs, rows, world):
    world.cases.files[BSN] = [a_case_file(file.case, decisions=(a_decision(),))]
    world.tasks.tasks[BSN] = [a_task(file.case)]
    for _time in range(3):
        notify(visitor, about(file))
        do_jobs()

    assert sorted(message.kind for message in rows(Message)) == ["decision", "status", "task"]


def test_task_of_another_case_is_not_told_with_this_one(visitor, file, do_jobs, rows, world):
    world.tasks.tasks[BSN] = [a_task(a_case("ZAAK-2026-0000000009"))]
    notify(visitor, about(file))
    do_jobs()

    assert [message.kind for message in rows(Message)] == ["status"]


def test_resident_with_an_address_gets_a_mail_for_each_without_personal_data(
    browser, visitor, file, do_jobs, world
):
    send(browser)
    do_jobs()
    world.mailer.sent.clear()
    notify(visitor, about(file))
    do_jobs()

    [mail] = world.mailer.sent.values()
    assert mail.to == EMAIL
    for personal in ("Noor", "Wit", file.case.number, "Verhuiz", "https://mijn"):
        assert personal not in mail.subject + mail.text


def test_message_about_the_news_leads_to_the_case(browser, visitor, file, do_jobs):
    notify(visitor, about(file))
    do_jobs()

    page = browser.get("/berichten/")
    message = browser.get(links_of(page)["Nieuws over uw zaak: Verhuizing doorgeven"])

    assert "De stand is nu: In behandeling." in main_of(message)
    assert links_of(message)["Bekijk uw zaak"] == f"/zaken/{file.case.key.id}/"


def test_notification_of_a_decision_tells_the_news_of_its_case(visitor, file, do_jobs, rows, world):
    world.cases.decisions[DECISION] = file.case.key
    world.cases.files[BSN] = [a_case_file(file.case, decisions=(a_decision(),))]

    notify(visitor, about_decision())
    do_jobs()

    assert sorted(message.kind for message in rows(Message)) == ["decision", "status"]


def test_notification_of_something_else_tells_nothing(visitor, file, do_jobs, rows):
    notify(visitor, {"kanaal": "zaken", "hoofdObject": "https://elders.example/iets"})
    do_jobs()

    assert rows(Message) == []


def test_end_of_a_case_is_told_once(browser, visitor, do_jobs, rows, world):
    ended = a_case_file(
        a_case(progress=Progress.CLOSED),
        steps=tuple(
            Step(name=name, state=StepState.DONE, at=datetime.now(UTC) - timedelta(days=days))
            for name, days in (("Ontvangen", 30), ("In behandeling", 20), ("Afgerond", 1))
        ),
    )
    world.cases.files[BSN] = [ended]
    for _time in range(2):
        notify(visitor, about(ended))
        do_jobs()

    assert [message.kind for message in rows(Message)] == ["status"]
    page = browser.get("/berichten/")
    message = browser.get(links_of(page)["Nieuws over uw zaak: Verhuizing doorgeven"])
    assert "De stand is nu: Afgerond." in main_of(message)


def test_old_news_and_the_first_step_are_not_told(visitor, do_jobs, rows, world):
    long_ago = datetime.now(UTC) - timedelta(days=30)
    old = a_case_file(
        steps=(
            Step(name="Ontvangen", state=StepState.DONE, at=long_ago),
            Step(name="In behandeling", state=StepState.NOW, at=long_ago),
        ),
        decisions=(a_decision(sent=date(2026, 1, 1)), a_decision(sent=None)),
    )
    world.cases.files[BSN] = [old]
    notify(visitor, about(old))
    do_jobs()

    assert rows(Message) == []


def test_case_that_went_between_list_and_page_is_passed_over(visitor, file, do_jobs, rows, world):
    notify(visitor, about(file))
    world.cases.vanished = {file.case.key}

    do_jobs()

    assert rows(Message) == []


def test_case_that_the_resident_may_not_see_yet_is_passed_over(visitor, do_jobs, rows, world):
    hidden = a_case_file()
    world.cases.hidden = {hidden.case.key: BSN}
    notify(visitor, about(hidden))
    do_jobs()

    assert rows(Message) == []


def test_following_tries_again_later_while_the_case_system_is_down(visitor, file, do_jobs, world):
    notify(visitor, about(file))
    world.cases.is_down = True

    with pytest.raises(SourceUnavailable):
        do_jobs()


def test_lines_of_following_say_that_the_system_looked(visitor, file, do_jobs, rows):
    notify(visitor, about(file))
    do_jobs()

    lines = rows(ConsultationLine)
    assert {line.actor_class for line in lines} == {"system"}
    assert {line.source for line in lines} == {"zaaksysteem", "takenregister"}
