"""What was kept at revision 0005 goes on working: a dump of then, brought to the newest state.

In it: a case, a submission and a report on their way, a document for a task, a consent, concepts
of a resident and of a browser without login, one resident logged in and one session expired.
"""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from sqlalchemy import select, text

from forms import Catalogue, load_sources
from portal import worker
from portal.application import create_app
from portal.domain.consents import ConsentState
from portal.domain.people import Ground, Level
from portal.services import publishing
from portal.storage import migrations
from portal.storage.base import connect
from portal.storage.consents import consents
from portal.storage.consents.consents import ConsentAction
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.storage.owners import Owner, OwnerKind, resident_of
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.web.edge.login_session import ANONYMOUS, TOKEN
from portal.web.edge.request_context import portal_of
from portal.wiring import assemble
from tests.browser import Browser, filled_in, form_on, main_of
from tests.databases import texts_in
from tests.factories import BSN, OTHER_BSN, PORTAL, a_case_file, a_person, settings_for
from tests.fakes import World
from tests.forms_filled import REPORT, begin, page_id
from tests.remission import REMISSION
from tests.witness import Witness, lines_of

DUMP = json.loads(Path(__file__).with_name("dumps").joinpath("revision_0005.json").read_text())
STATE, TABLES = DUMP["state"], DUMP["tables"]
FILL = 'INSERT INTO "{0}" SELECT * FROM jsonb_populate_recordset(NULL::"{0}", %s::jsonb)'
AS_IF_JUST_DUMPED = (
    "SELECT setval('procrastinate_jobs_id_seq', (SELECT max(id) FROM procrastinate_jobs))",
    "UPDATE draft SET changed_at = now()",
    "UPDATE parked_input SET made_at = now()",
    "UPDATE consultation SET made_at = made_at + (now() - timestamptz '2026-11-28 23:00Z')",
    """UPDATE login_session SET began_at = now(), last_seen_at = now()
    WHERE last_seen_at > timestamptz '2026-11-28 22:30Z'""",
)
KEY_OF_RESIDENT = TABLES["consent"][0]["owner_key"]
HASHES = {
    row[column]
    for rows in TABLES.values()
    for row in rows
    for column in ("owner_key", "subject_key")
    if column in row
}


@pytest.fixture(scope="module")
def portal(postgres):
    """A portal on the database of then, and what is outside it."""
    name = f"then_{uuid4().hex}"
    url = postgres.url(name)
    migrations.upgrade(url, "0005")
    with psycopg.connect(postgres.plain_url(name), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # in any order
        for table, rows in TABLES.items():
            connection.execute(FILL.format(table), [json.dumps(rows)])
        for statement in AS_IF_JUST_DUMPED:
            connection.execute(statement)
    migrations.upgrade(url)
    sessions = connect(settings_for(url))
    with sessions() as session:
        publishing.publish_unknown(session, Catalogue.load(load_sources()), "test")
    world = World.seen_by(Witness(sessions))
    world.persons.persons[BSN] = a_person()
    world.cases.files[BSN] = [a_case_file()]
    app = create_app(assemble(settings_for(url), world))
    app.config["TESTING"] = True
    app.test_client_class = Browser
    yield SimpleNamespace(app=app, world=world, sessions=sessions, url=postgres.plain_url(name))
    for made in (sessions, portal_of(app).sessions):
        made.kw["bind"].dispose()


@pytest.fixture
def browser(portal):
    """The browser that was logged in then."""
    return with_cookie(portal, TOKEN, STATE["token"])


def with_cookie(portal, name, value) -> Browser:
    browser = portal.app.test_client()
    with browser.session_transaction(base_url=PORTAL) as cookie:
        cookie[name] = value
    return browser


def test_the_hashes_are_with_the_owners_only(portal):
    columns = {column for column, value in texts_in(portal.url) if value in HASHES}

    assert columns == {"owner.hash"}


def test_residents_and_browsers_are_owners_of_their_kind(portal):
    with portal.sessions() as session:
        owners = session.scalars(select(Owner)).all()

    residents = {row["subject_key"] for row in TABLES["login_session"]}
    kinds = {owner.hash: owner.kind for owner in owners}
    assert {name for name, kind in kinds.items() if kind == OwnerKind.RESIDENT} == residents
    assert set(kinds) == HASHES
    assert {owner.index_key for owner in owners} == {"k1"}


def test_who_was_logged_in_goes_on_where_they_were(browser):
    overview = browser.get("/overzicht/")

    assert overview.status_code == 200
    assert "Verhuizing doorgeven" in main_of(overview)
    assert page_id(begin(browser)) == "contract"
    assert "contract.pdf" in main_of(begin(browser))


def test_choice_of_then_still_counts(portal):
    page = begin(portal.app.test_client().log_in(BSN, Level.SUBSTANTIEEL), REMISSION)

    assert page_id(page) == "spaargeld"


def test_browser_without_login_goes_on_with_its_report(portal):
    page = begin(with_cookie(portal, ANONYMOUS, STATE["visitor"]), REPORT)

    assert page_id(page) == "plaats"


def test_what_was_typed_when_the_session_was_over_comes_back(portal):
    page = portal.app.test_client().log_in(BSN).get("/formulieren/verhuizing-doorgeven/adres/")

    assert filled_in(form_on(page))["new_address-number"] == "77"


def test_lines_of_before_are_shown_to_whom_they_are_about(portal, browser):
    with portal.sessions() as session:
        lines = {line.id for line in lines_of(session, resident_of(session, BSN).key)}
    of_then = [row for row in TABLES["consultation"] if row["subject_key"] == KEY_OF_RESIDENT]

    assert {row["id"] for row in of_then} <= set(map(str, lines))
    for row in of_then:
        assert browser.get(f"/gegevensgebruik/{row['id']}/").status_code == 200
        other = portal.app.test_client().log_in(OTHER_BSN)
        assert other.get(f"/gegevensgebruik/{row['id']}/").status_code == 404


def test_who_acted_then_is_known_where_it_was_the_person(portal):
    with portal.sessions() as session:
        lines = session.scalars(
            select(ConsultationLine).where(
                ConsultationLine.id.in_([row["id"] for row in TABLES["consultation"]])
            )
        )
        assert {(line.actor_class, line.acted_by == line.owner_id) for line in lines} == {
            ("self", True)
        }


def test_consent_of_before_is_whole_and_can_be_taken_back(portal, browser):
    [row] = TABLES["consent"]
    assert browser.get(f"/toestemmingen/{row['id']}/").status_code == 200
    with portal.sessions() as session:
        [consent] = consents.consents_of(session, resident_of(session, BSN).key)
        consents.withdraw(
            session,
            consent,
            ConsentAction(state=ConsentState.WITHDRAWN, ground=Ground.SELF, level=Level.MIDDEN),
        )
        events = consents.events_of(session, consent)
        assert [event.state for event in events] == ["withdrawn", "given"]
        assert consents.is_whole(events)
        session.rollback()


def test_what_was_on_its_way_arrives_once(portal):
    do_all_jobs(portal)

    with portal.sessions() as session:
        submissions = session.scalars(select(Submission)).all()
        assert all(submission.delivered_at for submission in submissions)
        assert len({submission.number for submission in submissions}) == len(TABLES["submission"])
        [reply] = session.scalars(select(TaskReply))
        assert reply.delivered_at
        told = session.scalars(
            select(Message.kind).where(Message.owner_id == resident_of(session, BSN).key)
        )
        assert sorted(told) == [
            "case_made",
            "consent_given",
            "document_received",
            "received",
            "received",
            "status",
        ]
        moved = next(one for one in submissions if str(one.id) == TABLES["submission"][1]["id"])
        of_case = session.scalars(
            select(ConsultationLine.owner_id).where(ConsultationLine.case_ref == moved.number)
        ).all()
    assert set(of_case) == {moved.owner_id}
    assert len(portal.world.intake.made) == 2
    assert len(portal.world.intake.added) == 1


def test_link_of_a_report_still_follows_it(portal):
    path = re.sub(r"^https://[^/]*", "", STATE["tracking"])

    words = main_of(portal.app.test_client().get(path))
    assert "Melding openbare ruimte Verstuurd op 28 november 2026" in words


def do_all_jobs(portal) -> None:
    """Do what waits in the queue, and what follows from it."""
    tasks = App(connector=InMemoryConnector())
    worker.register(tasks, portal_of(portal.app))
    waiting = text(
        "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs)"
        " RETURNING task_name, args"
    )
    while True:
        with portal.sessions.begin() as session:
            job = session.execute(waiting).one_or_none()
        if job is None:
            return
        tasks.tasks[job.task_name].func(**job.args)
