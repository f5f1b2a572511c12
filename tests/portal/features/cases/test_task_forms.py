"""A form that is sent from a task ends that task: once, whatever is down meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from portal.domain.failures import SourceUnavailable
from portal.domain.task_aims import TaskAim, TaskKind
from portal.storage import housekeeping
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.form_tasks import FormTask
from portal.storage.submissions import Submission
from tests.browser import links_of, main_of
from tests.factories import BSN, OTHER_BSN, a_case_file, a_task
from tests.forms_filled import MOVE, REPORT, begin, fill, send
from tests.portal.test_commands import run

__all__ = ["run"]
TITLE = "Vul het formulier in"


def asking_for(slug):
    return TaskAim(kind=TaskKind.FORM, form=slug)


@pytest.fixture
def task(world):
    """A task that asks for a form."""
    file = a_case_file()
    asked = a_task(file.case, title=TITLE, aim=asking_for(MOVE), document_kind="")
    world.cases.files[BSN] = [file]
    world.tasks.tasks[BSN] = [asked]
    return asked


@pytest.fixture
def begun(browser, task):
    """Begins the form by the link on the page of the task."""
    start = links_of(browser.get(f"/taken/{task.id}/"))["Naar het formulier"]
    return browser.visit(links_of(browser.get(start))["Beginnen"])


def test_form_that_is_sent_from_a_task_ends_it_once(browser, begun, task, world, do_jobs, rows):
    send(browser)
    assert world.tasks.done == [], "a page doesn't wait for it"

    done = do_jobs()

    [submission] = rows(Submission)
    assert done.count("tasks.end") == 1
    assert world.tasks.done == [task.id]
    assert world.tasks.forms == {task.id: submission.reference}
    [form_task] = rows(FormTask)
    assert form_task.ended_at
    assert submission.delivered_at


def test_the_page_of_the_task_says_that_it_ends_then(browser, task):
    words = main_of(browser.get(f"/taken/{task.id}/"))

    assert "Heeft u het formulier verstuurd? Dan is deze taak klaar." in words


def test_register_of_tasks_that_is_down_holds_up_no_case_and_is_told_later(
    browser, begun, task, world, do_jobs, rows
):
    send(browser)
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    [waiting] = rows(WaitingDelivery)
    assert (waiting.task, waiting.fault) == ("tasks.end", "down")
    assert rows(Submission)[0].delivered_at or world.intake.made == {}

    world.tasks.is_down = False
    do_jobs()

    assert world.tasks.done == [task.id]
    assert len(world.intake.made) == 1
    assert rows(WaitingDelivery) == []


def test_what_was_sent_is_asked_no_more_while_the_register_does_not_know_it(
    browser, begun, task, do_jobs
):
    pages, address = ("/overzicht/", f"/zaken/{task.case_key.id}/"), f"/taken/{task.id}/"
    assert all(address in links_of(browser.get(page)).values() for page in pages)
    receipt = send(browser)

    assert not any(address in links_of(browser.get(page)).values() for page in pages)
    page = browser.visit(address)
    assert page.request.path == receipt.request.path
    assert "U heeft dit al gestuurd." in page.text

    do_jobs()
    assert browser.visit(f"/taken/{task.id}/").request.path == receipt.request.path


def test_task_that_is_asked_again_after_its_end_can_be_done_again(
    browser, begun, task, world, do_jobs
):
    send(browser)
    do_jobs()
    world.tasks.tasks[BSN] = [task]

    assert "Naar het formulier" in links_of(browser.get(f"/taken/{task.id}/"))


def test_concept_that_was_begun_before_is_sent_for_the_task_that_one_comes_from(
    browser, task, world, do_jobs
):
    fill(browser)
    start = links_of(browser.get(f"/taken/{task.id}/"))["Naar het formulier"]
    browser.visit(links_of(browser.get(start))["Verdergaan"])

    send(browser)
    do_jobs()

    assert world.tasks.done == [task.id]


def test_concept_that_is_thrown_away_takes_its_task_along(browser, begun, world, do_jobs, rows):
    start = browser.get(f"/formulieren/{MOVE}/")
    browser.submit(start)
    assert rows(FormTask) == []

    send(browser)
    do_jobs()

    assert world.tasks.done == []


@pytest.mark.parametrize("whose", ["another form", "somebody else", "gone"])
def test_a_link_alone_ends_no_task(browser, world, do_jobs, rows, whose):
    file = a_case_file()
    asked = a_task(file.case, aim=asking_for(REPORT if whose == "another form" else MOVE))
    if whose != "gone":
        world.tasks.tasks[OTHER_BSN if whose == "somebody else" else BSN] = [asked]
    browser.visit(f"/formulieren/{MOVE}/verder/?taak={asked.id}")

    send(browser)
    do_jobs()

    assert world.tasks.done == []
    [form_task] = rows(FormTask)
    assert form_task.ended_at, "it is asked about no more"
    assert rows(WaitingDelivery) == []


def test_form_without_login_ends_no_task_as_nobody_knows_whose_it_is(browser, world, rows):
    file = a_case_file()
    asked = a_task(file.case, title=TITLE, aim=asking_for(REPORT), document_kind="")
    world.tasks.tasks[BSN] = [asked]

    page = browser.get(f"/taken/{asked.id}/")

    assert links_of(page)["Naar het formulier"] == f"/formulieren/{REPORT}/"
    assert "Tot dan blijft deze taak hier staan." in main_of(page)
    browser.visit(f"/formulieren/{REPORT}/verder/?taak={asked.id}")
    assert rows(FormTask) == []


@pytest.mark.parametrize("value", ["", "x", "1", "00000000-0000-0000-0000-00000000000g"])
def test_what_is_no_task_is_passed_over(browser, rows, value):
    assert browser.get(f"/formulieren/{MOVE}/?taak={value}").status_code == 200
    assert browser.visit(f"/formulieren/{MOVE}/verder/?taak={value}").status_code == 200
    assert rows(FormTask) == []


def test_end_without_a_job_is_queued_anew_until_somebody_lets_it_go(
    browser, begun, run, environment, database_url, sessions, due
):
    send(browser)
    clear = text("DELETE FROM procrastinate_jobs")
    old = datetime.now(UTC) - timedelta(minutes=3)
    with sessions.begin() as session:
        session.execute(clear)
        session.query(Submission).update({"made_at": old})
        [form_task] = session.query(FormTask)
        errand = Errand.form_task(form_task.id)

    with sessions() as session:
        housekeeping.reconcile(session)
    assert "tasks.end" in {task for task, _submission in due()}

    with sessions.begin() as session:
        values = {"argument": errand.argument, "since": old, "tried_at": old, "next_try_at": old}
        session.add(WaitingDelivery(task=errand.task, subject=errand.subject, **values))
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    assert "end of a task" in run("deliveries", "list")[1]
    assert run("deliveries", "let-go", errand.subject, "--by", "Jo")[0] == 0
    with sessions.begin() as session:
        session.execute(clear)
    with sessions() as session:
        housekeeping.reconcile(session)
    assert "tasks.end" not in {task for task, _submission in due()}


def test_several_concepts_in_time_are_each_for_their_own_task(browser, world, do_jobs):
    file = a_case_file()
    tasks = [a_task(file.case, id=uuid4(), aim=asking_for(MOVE)) for _ in range(2)]
    world.tasks.tasks[BSN] = [*tasks]
    for task in tasks:
        browser.visit(f"/formulieren/{MOVE}/verder/?taak={task.id}")
        send(browser)
        do_jobs()

    begin(browser)
    send(browser)
    do_jobs()

    assert world.tasks.done == [task.id for task in tasks]
