"""What a resident said to send later, brought on paper: they say so, and the case is told."""

import pytest
from sqlalchemy import text

from portal.domain.days import today
from portal.domain.failures import SourceUnavailable
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.storage.own_tasks import OwnTask
from portal.storage.task_replies import TaskReply
from portal.texts.words import words_in
from tests.browser import links_of, main_of, words_of
from tests.forms_filled import send
from tests.papers import words_of_pdf
from tests.portal.features.submissions.test_own_tasks import FILE, NAME, deliver, end_case


def said() -> str:
    """What the page says of something brought today."""
    return f"U zei op {words_in('nl').day(today())} dat u dit bracht of met de post stuurde."


@pytest.fixture
def task(browser):
    """The page of what comes later, of a form that was just sent."""
    return browser.get(links_of(send(browser))[NAME])


def say(browser, page, brought=True):
    """Press the button that is there: that it was brought, or that it wasn't after all."""
    return browser.submit(page, {"brought": "yes" if brought else ""}, form="brought")


def papers(world):
    """What stands in the case, in words."""
    return [
        " ".join(words_of_pdf(content).split()) for _key, content in world.intake.added.values()
    ]


def test_who_brought_it_says_so_and_the_case_is_told(browser, task, do_jobs, world, rows):
    case = deliver(do_jobs, world)

    page = say(browser, task)

    assert "Wij geven door dat u dit bracht of met de post stuurde." in words_of(page)
    assert said() in main_of(page)
    assert "Doe dit uiterlijk" not in main_of(page)
    assert NAME not in main_of(browser.get("/overzicht/")), "there is nothing to do"
    assert said() in main_of(browser.get(f"/zaken/{case.key.id}/"))
    do_jobs()
    [paper] = papers(world)
    assert "Op papier gebracht" in paper
    assert "De aanvrager zegt dat dit is gebracht, of met de post is gestuurd." in paper
    assert "Huurcontract" in paper
    assert case.number in paper
    assert [key for key, _content in world.intake.added.values()] == [case.key]
    assert "document_received" not in {message.kind for message in rows(Message)}
    assert said() in main_of(browser.get(task.request.path)), "delivered, it is open all the same"
    shared = [line for line in rows(ConsultationLine) if line.action == "shared"]
    assert {line.acted_by for line in shared} == {browser.owner_id}
    assert world.tasks.done == []


def test_it_can_be_taken_back_until_it_is_done_and_the_case_is_told_that_too(
    browser, task, do_jobs, world
):
    deliver(do_jobs, world)
    page = say(browser, task)
    do_jobs()

    page = say(browser, page, brought=False)

    assert "Wij geven door dat wij dit nog niet van u hebben." in words_of(page)
    assert "U zei op" not in main_of(page)
    assert "Doe dit uiterlijk" in main_of(page)
    assert NAME in main_of(browser.get("/overzicht/"))
    do_jobs()
    first, second = papers(world)
    assert "Op papier gebracht" in first
    assert "De aanvrager zegt dat dit nog niet is gebracht of gestuurd." in second


def test_twice_is_once(browser, task, rows, do_jobs, world):
    for _time in range(2):
        say(browser, task)
    do_jobs()

    assert len(rows(TaskReply)) == 1
    assert len(world.intake.added) == 1


def test_before_there_is_a_case_it_waits_for_it(browser, task, do_jobs, world):
    world.intake.is_down = True
    page = say(browser, task)
    assert said() in main_of(page)
    assert said() in main_of(browser.visit(links_of(page)["Ontvangstbewijs"]))
    world.intake.is_down = False

    deliver(do_jobs, world)
    do_jobs()

    assert len(world.intake.added) == 1


def test_it_can_be_sent_all_the_same(browser, task, do_jobs, world, rows):
    deliver(do_jobs, world)
    page = say(browser, task)

    browser.submit(page, files=FILE, form="reply")
    do_jobs()

    assert len(world.intake.added) == 2
    assert rows(OwnTask)[0].fulfilled_at is not None
    assert "U heeft dit al gestuurd." in words_of(browser.visit(task.request.path))
    assert "U heeft dit al gestuurd." in words_of(say(browser, page, brought=False))
    assert len(rows(TaskReply)) == 2, "nothing is told of what is done"


def test_of_what_has_ended_nothing_is_noted(browser, task, do_jobs, world, sessions, rows):
    deliver(do_jobs, world)
    end_case(sessions)

    assert "U hoeft dit niet meer te sturen." in main_of(say(browser, task))
    assert rows(TaskReply) == []


def test_nothing_is_noted_that_the_case_could_not_be_told(browser, task, rows, monkeypatch):
    def refuse(*_parts):
        raise SourceUnavailable("files", "away")

    monkeypatch.setattr("portal.services.uploads.keeping.put_content", refuse)

    assert "Dit lukte nu niet." in words_of(say(browser, task))
    assert rows(TaskReply) == []
    assert rows(OwnTask)[0].brought_at is None


def test_a_task_of_somebody_else_or_of_the_register_is_not_found(
    browser, other_browser, task, sessions
):
    path = f"{task.request.path}gebracht/"
    token = other_browser.csrf_token()
    answer = other_browser.post(path, data={"csrf_token": token, "brought": "yes"})
    assert answer.status_code == 404
    with sessions.begin() as session:
        session.execute(text("DELETE FROM own_task"))
    assert say(browser, task).status_code == 404
