"""A connection to the database that breaks at any moment of a request, and what can't be written.

Each statement and commit in turn is the one before which the database ends the connection.
"""

from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Engine, event, text

from portal.live_state import LiveState
from portal.services.current_state import StateReader
from portal.storage import readiness
from portal.storage.base import connect
from portal.storage.drafts import Draft
from portal.storage.keys import remember_keys
from portal.storage.submissions import Submission
from portal.storage.vault import Vault
from portal.web.edge.request_context import portal_of
from tests.factories import settings_for
from tests.forms_filled import fill, open_page, send
from tests.parts import change_parts, put_back

PHONE = "0800 0999"
MOST_STATEMENTS = 60
PAGES = (
    "/",
    "/overzicht/",
    "/zaken/",
    "/berichten/",
    "/gegevensgebruik/",
    "/toestemmingen/",
    "/formulieren/verhuizing-doorgeven/controleren/",
)


@contextmanager
def broken_before(engine: Engine, number: int, url: str):
    """Ends the connection just before this statement or commit; gives whether it came so far."""
    count, came = 0, []

    def ends(connection) -> None:
        nonlocal count
        count += 1
        if count == number:
            came.append(number)
            pid = connection.connection.dbapi_connection.info.backend_pid
            with psycopg.connect(url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    def executes(connection, *_rest) -> None:
        ends(connection)

    event.listen(engine, "before_cursor_execute", executes)
    event.listen(engine, "commit", ends)
    event.listen(engine, "rollback", ends)
    try:
        yield came
    finally:
        event.remove(engine, "before_cursor_execute", executes)
        event.remove(engine, "commit", ends)
        event.remove(engine, "rollback", ends)


@pytest.fixture
def breaking(app, plain_database):
    """Does something again and again, broken one statement later each time; gives the answers."""
    engine = portal_of(app).sessions.kw["bind"]

    def answers(act):
        for number in range(1, MOST_STATEMENTS):
            with broken_before(engine, number, plain_database) as came:
                answer = act()
            if not came:
                return
            yield answer
        raise AssertionError("it never ends")

    return answers


def is_whole(answer) -> bool:
    """The page, or the one that says whom to phone; a page is never empty."""
    if answer.status_code == 503:
        return PHONE in answer.text
    return answer.status_code in {302, 303} or (
        answer.status_code == 200 and "<main" in answer.text
    )


@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole_whenever_the_connection_breaks(browser, breaking, path):
    fill(browser)

    answers = list(breaking(lambda: browser.get(path)))

    assert answers
    assert [answer.status_code for answer in answers if not is_whole(answer)] == []
    assert browser.get(path).status_code == 200


def test_what_is_sent_while_connections_break_arrives_once(browser, breaking, rows):
    page = fill(browser)

    answers = list(breaking(lambda: browser.submit(page, form="send")))
    receipt = browser.submit(page, form="send")

    assert [answer.status_code for answer in answers if not is_whole(answer)] == []
    assert len(rows(Submission)) == 1
    assert "/ontvangen/" in receipt.request.path


def test_page_of_a_form_is_kept_whenever_it_is_sent_again(browser, breaking, rows):
    page = fill(browser, until="dag")
    day = {"moving_date-day": "1", "moving_date-month": "x"}

    answers = list(breaking(lambda: browser.submit(page, day)))
    browser.submit(page, day)

    assert [answer.status_code for answer in answers if answer.status_code == 500] == []
    assert len(rows(Draft)) == 1
    assert 'value="x"' in open_page(browser, "dag").text


@pytest.fixture
def read_only(app, portal_database):
    """The portal's database as after a failover to a standby: it can only be read."""
    url = f"{portal_database}&options=-c%20default_transaction_read_only%3Don"
    sessions = connect(settings_for(url))
    usual = change_parts(app, sessions=sessions)
    yield
    put_back(app, usual)
    sessions.kw["bind"].dispose()


def test_database_that_can_only_be_read_gives_the_page_that_says_so(browser, read_only):
    answers = [browser.get(path) for path in (*PAGES, "/formulieren/verhuizing-doorgeven/verder/")]

    assert [answer.status_code for answer in answers if answer.status_code == 500] == []
    assert all(is_whole(answer) for answer in answers)
    assert answers[-1].status_code == 503


def test_database_that_can_only_be_read_is_not_ready(visitor, read_only):
    answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["why"] == ["The database can only be read."]


@pytest.fixture
def full(app, portal_database):
    """The portal's database where there is no room for what doesn't fit in memory."""
    sessions = connect(settings_for(f"{portal_database}&options=-c%20temp_file_limit%3D0"))
    usual = change_parts(app, sessions=sessions)
    yield
    put_back(app, usual)
    sessions.kw["bind"].dispose()


def test_full_database_is_not_ready(visitor, full):
    answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["why"] == [
        "The database doesn't answer as it should (ConfigurationLimitExceeded)."
    ]


@pytest.mark.parametrize("revision", ["0005", None])
def test_older_database_is_not_ready(visitor, database, revision):
    usual = database.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    try:
        _set_revision(database, revision)
        answer = visitor.get("/readyz")
    finally:
        _set_revision(database, usual)

    assert answer.status_code == 503
    assert "portal migrate" in answer.json["why"][0]


def test_database_of_a_newer_release_is_ready(visitor, database):
    usual = database.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    try:
        _set_revision(database, "9999")
        answer = visitor.get("/readyz")
    finally:
        _set_revision(database, usual)

    assert answer.status_code == 200


OTHER_KEYS = {
    "other names": {"encryption_keys": "k9:" + "A" * 43 + "=", "index_keys": "k9:" + "x" * 40},
    "others under the same names": {
        "encryption_keys": "k1:" + "B" * 43 + "=",
        "index_keys": "k1:" + "x" * 40,
    },
    "another for sealing": {"encryption_keys": "k1:" + "B" * 43 + "="},
    "another for finding": {"index_keys": "k1:" + "x" * 40},
}


@pytest.fixture(params=OTHER_KEYS)
def other_keys(request, app, browser, sessions, portal_database):
    """A process with other keys, that began while the database was away."""
    send(browser)
    with sessions() as session:
        remember_keys(session)
        session.commit()
    settings = settings_for(portal_database, **OTHER_KEYS[request.param])
    info = sessions.kw["info"] | {"vault": Vault.of(settings)}
    others = type(sessions)(sessions.kw["bind"], info=info)
    live = LiveState(StateReader(settings, others))
    usual = change_parts(app, sessions=others, live=live)
    yield OTHER_KEYS[request.param]
    put_back(app, usual)


def test_other_keys_than_before_are_not_ready_and_show_no_empty_page(browser, other_keys):
    answer = browser.get("/readyz")
    pages = [browser.get(path) for path in PAGES]

    assert answer.status_code == 503
    assert len(answer.json["why"]) == len(other_keys)
    for page in pages:
        assert page.status_code in {303, 503}, page.request.path
        assert page.status_code == 303 or PHONE in page.text
    assert 503 in {page.status_code for page in pages}


@pytest.mark.parametrize("state", ["53100", "57P01", "25006", "42P01", "08006", "XX000"])
def test_failures_of_the_database_are_told_from_our_own(state):
    from sqlalchemy.exc import ProgrammingError

    class Failure(Exception):
        sqlstate = state

    assert readiness.is_out_of_service(ProgrammingError("SELECT", {}, Failure()))


@pytest.mark.parametrize("state", ["42601", "23505", "22001", None])
def test_a_statement_of_ours_that_is_wrong_is_a_bug(state):
    from sqlalchemy.exc import ProgrammingError

    class Failure(Exception):
        sqlstate = state

    assert not readiness.is_out_of_service(ProgrammingError("SELECT", {}, Failure()))


def _set_revision(database, revision):
    database.execute(text("DELETE FROM alembic_version"))
    if revision:
        database.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})
    database.commit()
