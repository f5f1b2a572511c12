"""The portal looks little of itself: one look for what comes together, none for what it sent.

With the embedded world around it, over real HTTP, and its notifications as it sends them.
"""

import json
import logging
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from sqlalchemy import text

from portal import worker
from portal.domain.case_keys import CaseKey
from portal.embedded.desk import actions
from portal.services.cases.own_changes import DELIVERY_TAKES
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from portal.wiring import connect
from tests.browser import main_of
from tests.factories import NOTIFICATION_TOKEN
from tests.forms_filled import send
from tests.journeys.world import eventually
from tests.parts import change_parts
from tests.portal.features.cases.conftest import FILE
from tests.portal.gateways.givens import settings_of_the_world
from tests.worlds import served_world

HEADERS = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
MOST_AUTOMATIC = 3


class Post(ThreadingHTTPServer):
    """Takes in the notifications, and keeps them until the test lets the portal have them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[dict[str, Any]] = []

    def take(self, last: str) -> list[dict[str, Any]]:
        """All that came, once one came about this kind of resource and no other follows."""
        eventually(lambda: any(body["resource"] == last for body in self.bodies))
        eventually(lambda: threading.active_count() and not _under_way())
        taken, self.bodies = self.bodies, []
        return taken


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


def _under_way() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "notification"]


@pytest.fixture(scope="module")
def post():
    server = Post()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def embedded(postgres, post):
    """The embedded world, whose notifications the test passes on."""
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    url = f"http://127.0.0.1:{post.server_port}/api/notificaties"
    secret = "c" * 32
    with served_world(postgres.url("world of own looks"), notify_url=url, client_secret=secret) as (
        app,
        _front,
    ):
        yield app.extensions["world"]


@pytest.fixture
def tasks(app, browser, world, embedded) -> App:
    """The jobs of a portal of which a form was just sent; its cases are in the embedded world."""
    send(browser)
    outside = connect(settings_of_the_world(embedded.base_url))
    change_parts(
        app,
        gateways=replace(
            world,
            cases=outside.cases,
            intake=outside.intake,
            tasks=outside.tasks,
            records=outside.records,
        ),
    )
    known = App(connector=InMemoryConnector())
    worker.register(known, portal_of(app))
    return known


@pytest.fixture
def pass_on(visitor, post, looks_queued):
    """Lets the portal have the notifications; gives how many looks wait then."""

    def pass_on_(last: str) -> int:
        for body in post.take(last):
            assert visitor.post("/api/notificaties", json=body, headers=HEADERS).status_code == 204
        return looks_queued()

    return pass_on_


@pytest.fixture
def looks_queued(sessions):
    query = text(
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'cases.follow'"
        " AND status = 'todo' AND scheduled_at > now()"
    )

    def count() -> int:
        with sessions() as session:
            return session.scalar(query)

    return count


@pytest.fixture
def delivered(do_jobs, rows) -> CaseKey:
    """The case of a form that was just sent and delivered."""
    do_jobs()
    return rows(Submission)[-1].case_key


def automatic(rows) -> list[tuple[str, str]]:
    """What the portal looked at of itself."""
    lines = rows(ConsultationLine)
    return [(line.source, line.outcome) for line in lines if line.actor_class == "system"]


def move_on(world, key: CaseKey, place: int = 1) -> None:
    """The case worker gives the case its next status."""
    step = actions.case_file(world, key.id).possible_statuses[place]
    actions.set_status(world, key.id, status_type=step.id)


def test_fresh_submission_is_not_looked_at_by_the_portal_that_sent_it(
    browser, delivered, pass_on, do_jobs, rows
):
    queued = pass_on("status")
    do_jobs()

    assert queued == 1
    assert automatic(rows) == []
    fetched = [line for line in rows(ConsultationLine) if line.action == "fetched"]
    assert len(fetched) <= MOST_AUTOMATIC
    assert "Aanvraag ontvangen" in main_of(browser.get(f"/zaken/{delivered.id}/"))


def test_what_comes_within_ten_seconds_is_one_look(embedded, delivered, pass_on, do_jobs, rows):
    pass_on("status")
    do_jobs()
    move_on(embedded, delivered)
    results = actions.case_file(embedded, delivered.id).possible_results
    actions.decide(embedded, delivered.id, result_type=results[0].id, explanation="Dat mag.")

    pass_on("besluit")
    do_jobs()

    assert automatic(rows) == [("zaaksysteem", "ok"), ("takenregister", "ok")]
    assert "decision" in [message.kind for message in rows(Message)]


def test_status_of_others_beside_the_delivery_is_looked_at(
    embedded, delivered, pass_on, do_jobs, rows
):
    move_on(embedded, delivered)

    pass_on("status")
    do_jobs()

    assert len(automatic(rows)) == 2
    assert "status" in [message.kind for message in rows(Message)]


def test_another_status_is_looked_at_also_where_it_is_told_later(
    delivered, post, visitor, do_jobs, rows
):
    bodies = post.take("status")
    [status] = [body for body in bodies if body["resource"] == "status"]
    for body in bodies:
        visitor.post("/api/notificaties", json=body, headers=HEADERS)
    do_jobs()
    before = automatic(rows)

    other = status | {"resourceUrl": f"{status['resourceUrl']}1"}
    visitor.post("/api/notificaties", json=other, headers=HEADERS)
    do_jobs()

    assert before == []
    assert len(automatic(rows)) == 2


def test_document_that_was_sent_for_a_task_is_not_looked_at(
    browser, embedded, delivered, pass_on, do_jobs, rows
):
    kind = next(
        choice.id
        for choice in actions.case_file(embedded, delivered.id).possible_documents
        if choice.name == "Huurcontract"
    )
    task = actions.ask_for_document(
        embedded, delivered.id, document_type=kind, explanation="Alle bladzijden."
    )
    pass_on("status")
    do_jobs()
    before = automatic(rows)
    browser.submit(browser.get(f"/taken/{task}/"), files=FILE)
    do_jobs()

    queued = pass_on("zaakinformatieobject")
    do_jobs()

    assert "task" in [message.kind for message in rows(Message)]
    assert queued == 1
    assert automatic(rows) == before


def test_notification_from_long_before_the_delivery_ended_waits_for_no_delivery(
    delivered, post, visitor, do_jobs, rows, database
):
    """Nobody knows whose the case is yet: it is asked again, and after two minutes looked at."""
    bodies = post.take("status")
    database.query(Submission).update({"case_id": None, "delivered_at": None})
    database.commit()
    first, *_rest = bodies
    at = datetime.fromisoformat(first["aanmaakdatum"]) - DELIVERY_TAKES - timedelta(seconds=1)
    for body in (*bodies, first | {"aanmaakdatum": at.isoformat()}):
        visitor.post("/api/notificaties", json=body, headers=HEADERS)

    do_jobs()

    assert ("zaaksysteem", "ok") in automatic(rows)
