"""The portal with everything outside it replaced, and browsers that visit it."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
import structlog
import werkzeug.test
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from sqlalchemy import select, text, update

from forms import Catalogue, load_sources
from portal import worker
from portal.application import create_app
from portal.domain.people import Party
from portal.storage import migrations
from portal.storage.logins import LoginSession
from portal.storage.owners import resident_of
from portal.web.edge.request_context import portal_of
from portal.wiring import assemble, connect_database
from tests.browser import Browser
from tests.databases import Cleaner, Shelf, live_state_on_one_connection, local_postgres
from tests.examples import register_profiles
from tests.factories import BSN, OTHER_BSN, a_person, an_address, settings_for
from tests.fakes import World
from tests.measuring import (  # noqa: F401 - hooks of pytest
    pytest_fixture_setup,
    pytest_runtest_protocol,
)
from tests.parts import change_parts, look_anew, publish_only, put_back
from tests.reads import reads_ended  # noqa: F401 - a fixture
from tests.remembered_looks import time_for_files  # noqa: F401 - a fixture
from tests.scheduling import (  # noqa: F401 - hooks of pytest
    pytest_collection_modifyitems,
    pytest_runtest_setup,
    pytest_xdist_make_scheduler,
)
from tests.starting import (  # noqa: F401 - hooks of pytest
    pytest_collection_finish,
    pytest_configure,
)
from tests.witness import Witness

MOST_JOBS = 1_000
register_profiles()


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of this test run."""
    with local_postgres() as server:
        yield server


@pytest.fixture(scope="session", autouse=True)
def _one_boundary() -> Iterator[None]:
    """Let all files and forms that tests send have one boundary: each new one is compiled."""
    with pytest.MonkeyPatch.context() as patch:
        encode = partial(werkzeug.test.stream_encode_multipart, boundary="boundary-of-the-tests")
        patch.setattr(werkzeug.test, "stream_encode_multipart", encode)
        yield


@pytest.fixture(scope="session")
def portal_database(postgres) -> str:
    """The address of a database with the portal's tables, made by its migrations."""
    url = postgres.url("portal")
    migrations.upgrade(url)
    return url


@pytest.fixture(scope="session")
def plain_database(postgres, portal_database) -> str:
    """The same address, as psycopg wants it."""
    return postgres.plain_url("portal")


@pytest.fixture(scope="session")
def cleaner(plain_database):
    cleaner = Cleaner(plain_database)
    yield cleaner
    cleaner.close()


@pytest.fixture
def database_url(portal_database, cleaner) -> str:
    """The same, with empty tables."""
    cleaner.clean()
    return portal_database


@pytest.fixture(scope="session")
def _portal(portal_database):
    nowhere = World.seen_by(Witness(lambda: None))  # the world is set by `app`
    with live_state_on_one_connection():
        app = create_app(assemble(settings_for(portal_database), nowhere))
        app.config["TESTING"] = True
        app.test_client_class = Browser
        yield app
    portal_of(app).sessions.kw["bind"].dispose()


@pytest.fixture(scope="session")
def _all_sessions(portal_database):
    made = connect_database(settings_for(portal_database))
    yield made
    made.kw["bind"].dispose()


@pytest.fixture
def sessions(_all_sessions, database_url):
    """Sessions on the database that are not the app's own."""
    return _all_sessions


@pytest.fixture
def database(sessions):
    """A look into the portal's records from outside the app."""
    with sessions() as session:
        yield session


@pytest.fixture
def world(sessions) -> World:
    """The outside world: our resident and the register know each other, all systems work."""
    made = World.seen_by(Witness(sessions))
    made.persons.persons[BSN] = a_person()
    made.persons.persons[OTHER_BSN] = a_person(name="Sam Yilmaz")
    made.addresses.addresses += [
        an_address(number=14),
        an_address(number=16, letter="A"),
        an_address(number=16, letter="B"),
    ]
    return made


@pytest.fixture(scope="session")
def candidates() -> Catalogue:
    """The forms of the files."""
    return Catalogue.load(load_sources())


@pytest.fixture(scope="session")
def published(_portal, cleaner, candidates) -> Shelf:
    """The rows of the forms of the files, as publishing them leaves them."""
    cleaner.clean()
    publish_only(_portal, candidates)
    return Shelf(cleaner, ("form_version", "published_form", "form_publication"))


@pytest.fixture
def app(_portal, world, database_url, published, reads_ended):  # noqa: F811
    """The portal; made once, for every test in a new world."""
    usual = change_parts(_portal, gateways=world)
    published.put_back()
    look_anew(_portal)
    yield _portal
    reads_ended()
    put_back(_portal, usual)


@pytest.fixture
def empty_again(app, cleaner, published) -> Callable[[], None]:
    """Leave nothing of what this test did so far; the forms stay published."""

    def empty() -> None:
        cleaner.clean()
        published.put_back()
        look_anew(app)

    return empty


@pytest.fixture
def visitor(app) -> Browser:
    """The browser of somebody who is not logged in."""
    return app.test_client()


@pytest.fixture
def browser(app) -> Browser:
    """The browser of a resident who is logged in."""
    return app.test_client().log_in(BSN)


@pytest.fixture
def other_browser(app) -> Browser:
    """The browser of another resident who is logged in."""
    return app.test_client().log_in(OTHER_BSN)


@pytest.fixture
def resident(sessions) -> Party:
    """The resident of `browser`."""
    with sessions.begin() as session:
        return resident_of(session, BSN)


@pytest.fixture
def other_resident(sessions) -> Party:
    """The resident of `other_browser`."""
    with sessions.begin() as session:
        return resident_of(session, OTHER_BSN)


@pytest.fixture
def tasks(app) -> App:
    """The jobs of the worker, without a queue: their functions, to call."""
    known = App(connector=InMemoryConnector())
    worker.register(known, portal_of(app))
    return known


@pytest.fixture
def do_jobs(tasks, sessions) -> Callable[[], list[str]]:
    """Do what waits in the queue, and what follows from it; gives the names of what was done.

    What fails stays in the queue, and its failure is raised.
    """

    def do() -> list[str]:
        done = []
        for _job in range(MOST_JOBS):
            with sessions() as session:
                query = text(
                    "SELECT id, task_name, args FROM procrastinate_jobs"
                    " WHERE status = 'todo' ORDER BY scheduled_at NULLS FIRST, id LIMIT 1"
                )
                row = session.execute(query).one_or_none()
            if row is None:
                return done
            tasks.tasks[row.task_name].func(**row.args)
            with sessions() as session:
                session.execute(
                    text("DELETE FROM procrastinate_jobs WHERE id = :id"), {"id": row.id}
                )
                session.commit()
            done.append(row.task_name)
        raise AssertionError("the jobs never end")

    return do


@pytest.fixture
def logs_restored() -> Iterator[None]:
    """What a test does to logging is undone after it."""
    root, library = logging.getLogger(), logging.getLogger("procrastinate")
    handlers, level, library_level = root.handlers[:], root.level, library.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = True
    library.setLevel(library_level)
    structlog.reset_defaults()


@pytest.fixture
def pass_time(sessions) -> Callable[..., None]:
    """Let time pass for all login sessions: since the last click, and since they began."""

    def pass_(*, idle: timedelta = timedelta(), in_all: timedelta = timedelta()) -> None:
        with sessions() as session:
            session.execute(
                update(LoginSession).values(
                    last_seen_at=LoginSession.last_seen_at - idle,
                    began_at=LoginSession.began_at - in_all,
                )
            )
            session.commit()

    return pass_


@pytest.fixture
def rows(sessions) -> Callable[[type], list]:
    """All rows of a table, as they lie in the database now, oldest first."""

    def rows_(table: type) -> list:
        with sessions() as session:
            return list(session.scalars(select(table).order_by(getattr(table, "made_at", None))))

    return rows_
