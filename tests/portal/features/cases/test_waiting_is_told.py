"""A case that waits for the resident: told once, by its task or by its status."""

from datetime import UTC, datetime, timedelta

from portal.domain.cases import Progress, Step, StepState
from portal.domain.task_aims import AmountDue, TaskAim, TaskKind
from portal.storage.messages import Message
from tests.browser import main_of
from tests.factories import BSN, a_case, a_case_file, a_task
from tests.portal.features.cases.test_notifications import about, notify


def waiting_since(minutes):
    """A case that waits for the resident, since so many minutes."""
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    steps = (
        Step(name="Ontvangen", state=StepState.DONE, at=since),
        Step(name="Wachten op informatie van u", state=StepState.NOW, at=since),
    )
    return a_case_file(a_case(progress=Progress.WAITING_FOR_YOU), steps=steps)


def test_waiting_for_the_resident_is_told_once_by_the_task(visitor, do_jobs, rows, world):
    waiting = waiting_since(minutes=1)
    world.cases.files[BSN] = [waiting]
    world.tasks.tasks[BSN] = [a_task(waiting.case)]
    for _time in range(2):
        notify(visitor, about(waiting))
        do_jobs()

    assert [message.kind for message in rows(Message)] == ["task"]


def test_waiting_for_something_else_than_a_task_is_told_too(visitor, do_jobs, rows, world):
    waiting = waiting_since(minutes=1)
    world.cases.files[BSN] = [waiting]
    notify(visitor, about(waiting))
    do_jobs()

    assert [message.kind for message in rows(Message)] == ["status"]


def test_task_from_just_before_the_waiting_began_is_the_one_message(visitor, do_jobs, rows, world):
    waiting = waiting_since(minutes=1)
    task = world.tasks.tasks[BSN] = [a_task(waiting.case)]
    world.cases.files[BSN] = [waiting]
    notify(visitor, about(waiting))
    do_jobs()
    world.cases.files[BSN] = [waiting_since(minutes=-5)]
    world.tasks.tasks[BSN] = task
    notify(visitor, about(waiting))
    do_jobs()

    assert [message.kind for message in rows(Message)] == ["task"]


def test_waiting_anew_is_told_though_an_older_task_is_open(visitor, do_jobs, rows, world):
    waiting = waiting_since(minutes=1)
    task = world.tasks.tasks[BSN] = [a_task(waiting.case)]
    world.cases.files[BSN] = [waiting]
    notify(visitor, about(waiting))
    do_jobs()
    world.cases.files[BSN] = [waiting_since(minutes=-20)]
    world.tasks.tasks[BSN] = task
    notify(visitor, about(waiting))
    do_jobs()

    assert [message.kind for message in rows(Message)] == ["task", "status"]


def test_no_document_is_asked_for_in_a_message_once_the_case_was_withdrawn(
    browser, visitor, do_jobs, rows, world
):
    file = a_case_file(documents=())
    world.cases.files[BSN] = [file]
    browser.submit(browser.get(f"/zaken/{file.case.key.id}/intrekken/"))
    due = TaskAim(kind=TaskKind.PAYMENT, due=AmountDue(cents=100, reference="x"))
    world.tasks.tasks[BSN] = [a_task(file.case), a_task(file.case, title="Betaal", aim=due)]
    notify(visitor, about(file))
    do_jobs()

    told = [message for message in rows(Message) if message.kind == "task"]
    assert len(told) == 1
    assert "Betaal" in main_of(browser.get(f"/berichten/{told[0].id}/"))
