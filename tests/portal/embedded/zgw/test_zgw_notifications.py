"""Notifications: what is told of a change, and what happens when nobody listens."""

import dataclasses
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import delete, update

from portal.embedded.storage import ABONNEMENT
from portal.embedded.world import World
from portal.embedded.zgw import notifications, subscriptions

HEARD = "portaal-hoort-dit"


class Subscriber(ThreadingHTTPServer):
    """Keeps what it is sent; the first answers may be refusals."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, dict]] = []
        self.refusals: list[int] = []

    def wait_for(self, number: int) -> list[dict]:
        """The bodies, once so many came."""
        until = time.monotonic() + 10
        while len(self.got) < number and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.got) >= number, self.got
        return [body for _, body in self.got]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = self.server.refusals.pop(0) if self.server.refusals else 204
        if status < 300:
            self.server.got.append((self.headers["Authorization"], body))
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


@pytest.fixture
def subscribe(world: World) -> Iterator[Callable[[str], None]]:
    """Let somebody at this address be told of everything in one test."""

    def subscribe_(url: str) -> None:
        subscriptions.plant(dataclasses.replace(world, notify_url=url, notify_token=HEARD))
        with world.engine.begin() as connection:
            every = [{"naam": name, "filters": {}} for name in subscriptions.CHANNELS]
            connection.execute(update(ABONNEMENT).values(kanalen=every))

    yield subscribe_
    with world.engine.begin() as connection:
        connection.execute(delete(ABONNEMENT))


@pytest.fixture
def subscriber(subscribe) -> Iterator[Subscriber]:
    """Somebody who listens to the world of this test."""
    server = Subscriber()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    subscribe(f"http://127.0.0.1:{server.server_port}/api/notificaties")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_write_is_told_with_where_it_is_and_of_which_case(api, subscriber):
    case = api.case()
    status = api.made("/zaken/api/v1/statussen", api.status_body(case))
    subscriber.wait_for(2)

    header, _ = subscriber.got[0]
    told = {body["resource"]: body for _, body in subscriber.got}
    assert header == f"Bearer {HEARD}"
    assert told["zaak"]["hoofdObject"] == told["zaak"]["resourceUrl"] == case["url"]
    assert told["status"]["resourceUrl"] == status["url"]
    assert told["status"]["hoofdObject"] == case["url"]
    assert told["status"]["kanaal"] == "zaken"
    assert told["status"]["actie"] == "create"
    assert told["status"]["kenmerken"] == {
        "zaaktype": case["zaaktype"],
        "bronorganisatie": "002220647",
        "zaaktype.catalogus": api.type_url("catalogus"),
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
    }
    assert "999993653" not in json.dumps([body for _, body in subscriber.got])


def test_the_other_writes_are_told_too(api, subscriber):
    case = api.case()
    api.link(case, api.document())
    api.result(case)
    api.patch(case["url"], {"omschrijving": "Anders"})

    told = subscriber.wait_for(5)

    assert {(body["kanaal"], body["resource"], body["actie"]) for body in told} == {
        ("zaken", "zaak", "create"),
        ("documenten", "enkelvoudiginformatieobject", "create"),
        ("zaken", "zaakinformatieobject", "create"),
        ("zaken", "resultaat", "create"),
        ("zaken", "zaak", "partial_update"),
    }


def test_what_was_refused_is_not_told(api, subscriber):
    api.post("/zaken/api/v1/zaken", {})
    api.case()

    assert len(subscriber.wait_for(1)) == 1


def test_a_subscriber_that_is_down_for_a_moment_is_told_again(api, subscriber):
    subscriber.refusals = [503, 502]

    api.case()

    assert len(subscriber.wait_for(1)) == 1


def test_nobody_listening_is_only_logged(api, subscribe, caplog, monkeypatch):
    monkeypatch.setattr(notifications, "BACKOFF_S", 0)
    subscribe("http://127.0.0.1:9/")

    api.case()

    until = time.monotonic() + 15
    while "not delivered" not in caplog.text and time.monotonic() < until:
        time.sleep(0.05)
    assert "not delivered" in caplog.text


@pytest.mark.parametrize(("mode", "number"), [("dubbel", 2), ("kwijt", 0)])
def test_they_come_twice_or_never_where_the_switch_says_so(api, client, subscriber, mode, number):
    client.put("/schakelbord/api/notificaties", json={"stand": mode})
    changed = api.case()["url"]
    client.put("/schakelbord/api/notificaties", json={"stand": "goed"})
    last = api.case()["url"]

    subscriber.wait_for(number + 1)
    time.sleep(0.1)

    urls = [body["resourceUrl"] for _, body in list(subscriber.got)]
    assert (urls.count(changed), urls.count(last)) == (number, 1)
