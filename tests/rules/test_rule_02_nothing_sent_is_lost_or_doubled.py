"""Rule 2: nothing a resident sent is lost or doubled, wherever a process is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, text, update

from portal.domain.failures import SourceUnavailable
from portal.services.submissions.delivery import deliver
from portal.services.tasks.delivery import deliver_task_reply
from portal.storage import housekeeping, jobs
from portal.storage.drafts import Draft
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.web.edge.request_context import portal_of
from tests.browser import filled_in, form_on
from tests.factories import BSN, a_case_file, a_task
from tests.files_made import a_pdf
from tests.forms_filled import MOVE, fill, send

MOST_STATEMENTS = 60
EVERY = pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.stress)])
"""How many steps there are from one at which it is killed to the next: each takes a delivery."""


class Killed(BaseException):
    """The process ends here, as with kill -9: nothing after it is done."""


@contextmanager
def killed_at(sessions, number: int) -> Iterator[list[str]]:
    """Kill the process just before its so-many-th word to the database; gives what it said."""
    said: list[str] = []
    engine = sessions.kw["bind"]
    connections = set()

    def count(connection, _cursor, statement, *_rest) -> None:
        said.append(statement)
        connections.add(connection.connection.driver_connection)
        if len(said) == number:
            raise Killed(statement)

    def commit(connection) -> None:
        count(connection, None, "COMMIT")

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", commit)
    try:
        yield said
    except Killed:
        for connection in connections:
            connection.close()  # as the operating system does
    finally:
        event.remove(engine, "before_cursor_execute", count)
        event.remove(engine, "commit", commit)


@pytest.fixture
def the_only(rows):
    """The only row of a table."""

    def only(table):
        [row] = rows(table)
        return row

    return only


@EVERY
def test_rule_02_a_delivery_killed_at_any_step_and_repeated_gives_one_case(
    sessions, world, app, rows, empty_again, every
):
    municipality = portal_of(app).municipality
    for number in range(1, MOST_STATEMENTS, every):
        empty_again()
        world.intake.made.clear()
        send(app.test_client().log_in(BSN))
        submission = rows(Submission)[0].id
        with killed_at(sessions, number) as said:
            deliver(sessions, world, municipality, submission)
        was_killed = len(said) == number

        deliver(sessions, world, municipality, submission)

        assert len(world.intake.made) == 1, said[-1]
        [after] = rows(Submission)
        assert world.intake.made[after.number].is_complete
        assert after.delivered_at is not None
        assert [m.kind for m in rows(Message)] == ["received"]
        if not was_killed:
            assert number > 10, "it was killed nowhere"
            return
    raise AssertionError("the delivery never ended")


@EVERY
def test_rule_02_sending_killed_at_any_step_loses_nothing(app, sessions, rows, empty_again, every):
    for number in range(1, MOST_STATEMENTS, every):
        empty_again()
        browser = app.test_client().log_in(BSN)
        check = fill(browser)
        with killed_at(portal_of(app).sessions, number) as said:
            browser.submit(check, form="send", follow_redirects=False)
        was_killed = len(said) == number
        # What was "received" is a submission with its job; what was not is still a draft.
        assert len(rows(Submission)) + len(rows(Draft)) == 1, said[-1]

        receipt = browser.submit(check, form="send")

        [submission] = rows(Submission)
        assert submission.reference in receipt.request.path
        assert queued(sessions, jobs.DELIVER) == [str(submission.id)]
        if not was_killed:
            assert number > 10, "it was killed nowhere"
            return
    raise AssertionError("sending never ended")


def test_rule_02_a_case_system_that_answers_too_late_gets_one_case(
    browser, world, do_jobs, the_only
):
    send(browser)
    world.intake.too_late = 3

    for _time in range(3):
        with pytest.raises(SourceUnavailable):
            do_jobs()
    do_jobs()

    assert list(world.intake.made) == [the_only(Submission).number]


def test_rule_02_the_number_is_kept_before_it_is_used(browser, world, do_jobs, the_only):
    send(browser)
    seen = []
    world.intake.on_deliver = lambda new: seen.append((new.number, the_only(Submission).number))
    do_jobs()

    [(used, kept)] = seen
    assert used == kept


def test_rule_02_a_database_restored_from_before_the_delivery_makes_no_second_case(
    app, browser, world, do_jobs, sessions, the_only
):
    send(browser)
    do_jobs()
    before = the_only(Submission)
    with sessions() as session:
        session.execute(
            update(Submission).values(
                number=None, case_system=None, case_id=None, delivered_at=None
            )
        )
        session.commit()

    deliver(sessions, world, portal_of(app).municipality, before.id)

    after = the_only(Submission)
    assert list(world.intake.made) == [before.number]
    assert (after.number, after.case_id) == (before.number, before.case_id)


def test_rule_02_a_repeated_delivery_says_exactly_the_same(browser, world, do_jobs):
    send(browser)
    seen = []
    world.intake.on_deliver = seen.append
    world.intake.too_late = 1
    with pytest.raises(SourceUnavailable):
        do_jobs()
    do_jobs()

    first, second = seen
    assert (first.number, first.sent_at, first.properties, first.initiator) == (
        second.number,
        second.sent_at,
        second.properties,
        second.initiator,
    )
    assert [d.reference for d in first.documents] == [d.reference for d in second.documents]


def test_rule_02_days_without_the_case_system_lose_nothing(
    browser, world, do_jobs, sessions, the_only
):
    send(browser)
    world.intake.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    with sessions() as session:  # the queue itself is lost, and three days pass
        session.execute(text("DELETE FROM procrastinate_jobs"))
        session.query(Submission).update({"made_at": datetime.now(UTC) - timedelta(days=3)})
        session.commit()
    world.intake.is_down = False

    with sessions() as session:
        housekeeping.defer_overdue(session)
        session.commit()
    do_jobs()

    assert world.intake.made[the_only(Submission).number].is_complete


def test_rule_02_a_double_click_on_send_gives_one_submission(browser, the_only):
    check = fill(browser)
    data = filled_in(form_on(check, "send"))

    places = {browser.post(f"/formulieren/{MOVE}/controleren/", data=data).location for _ in "ab"}

    assert places == {f"/formulieren/{MOVE}/ontvangen/{the_only(Submission).reference}/"}


def test_rule_02_a_document_killed_on_its_way_at_any_step_arrives_once(
    app, world, sessions, rows, empty_again
):
    for number in range(1, MOST_STATEMENTS):
        empty_again()
        world.intake.added.clear()
        world.tasks.done.clear()
        file = a_case_file()
        task = a_task(file.case)
        world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
        visitor = app.test_client().log_in(BSN)
        page = visitor.get(f"/taken/{task.id}/")
        visitor.submit(page, files={"documents": ("a.pdf", a_pdf())}, follow_redirects=False)
        sending = rows(TaskReply)[0].id
        with killed_at(sessions, number) as said:
            deliver_task_reply(sessions, world, sending)
        was_killed = len(said) == number

        deliver_task_reply(sessions, world, sending)

        assert len(world.intake.added) == 1, said[-1]
        assert set(world.tasks.done) == {task.id}
        if not was_killed:
            assert number > 5, "it was killed nowhere"
            return
    raise AssertionError("the delivery never ended")


def test_rule_02_the_job_and_the_submission_are_one_transaction(browser, sessions, the_only):
    send(browser)

    assert queued(sessions, jobs.DELIVER) == [str(the_only(Submission).id)]
    with sessions() as session:
        jobs.defer(session, jobs.DELIVER, submission="not committed")
    assert queued(sessions, jobs.DELIVER) == [str(the_only(Submission).id)]


def queued(sessions, task: str) -> list[str]:
    """What waits of this task, by its submission."""
    query = text("SELECT args ->> 'submission' FROM procrastinate_jobs WHERE task_name = :task")
    with sessions() as session:
        return list(session.scalars(query, {"task": task}))
