"""The Notificaties API: who subscribes is told what passes the filters, once per subscription."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import delete

from portal.embedded.storage import ABONNEMENT

BASE = "/notificaties/api/v1"
SECRET = "Bearer van-het-portaal"
RSIN = "002220647"


class Portal(ThreadingHTTPServer):
    """Takes notifications as a portal does; keeps what it was told with the right secret."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[dict] = []
        self.is_open = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/notificaties"

    def wait_for(self, number: int) -> list[dict]:
        until = time.monotonic() + 10
        while len(self.got) < number and time.monotonic() < until:
            time.sleep(0.02)
        return self.got


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_known = self.server.is_open or self.headers["Authorization"] == SECRET
        if is_known and body["kanaal"] != "test":
            self.server.got.append(body)
        self.send_response(204 if is_known else 401)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


@pytest.fixture
def portal(world) -> Iterator[Portal]:
    server = Portal()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    with world.engine.begin() as connection:
        connection.execute(delete(ABONNEMENT))


def a_body(portal, **changes):
    kanalen = [{"naam": "zaken", "filters": {"bronorganisatie": RSIN}}]
    return {"callbackUrl": portal.url, "auth": SECRET, "kanalen": kanalen, **changes}


def test_the_channels_are_listed_with_what_one_can_filter_on(api):
    channels = {each["naam"]: each for each in api.get(f"{BASE}/kanaal").json}

    assert set(channels) >= {"zaken", "besluiten", "documenten", "klantcontacten"}
    assert "verantwoordelijke_organisatie" in channels["besluiten"]["filters"]
    assert api.get(channels["zaken"]["url"]).json == channels["zaken"]


def test_a_subscription_is_told_what_passes_its_filters(api, portal):
    made = api.made(f"{BASE}/abonnement", a_body(portal))
    case = api.case()
    api.document()
    api.case(bronorganisatie="111222333")
    last = api.case()

    told = portal.wait_for(2)

    assert {body["hoofdObject"] for body in told} == {case["url"], last["url"]}
    assert {body["kanaal"] for body in told} == {"zaken"}
    assert "auth" not in made


def test_the_same_twice_is_two_and_each_is_told(api, portal):
    for _ in range(2):
        api.made(f"{BASE}/abonnement", a_body(portal))
    api.case()

    assert len(portal.wait_for(2)) == 2
    assert len(api.get(f"{BASE}/abonnement").json) == 2


def test_a_subscription_is_read_changed_and_removed(api, portal):
    made = api.made(f"{BASE}/abonnement", a_body(portal))
    kanalen = [{"naam": "besluiten", "filters": {"verantwoordelijke_organisatie": RSIN}}]

    changed = api.patch(made["url"], {"kanalen": kanalen}).json

    assert api.get(made["url"]).json == changed == {**made, "kanalen": kanalen}
    assert api.call("PUT", made["url"], json=a_body(portal)).json == made
    assert api.call("DELETE", made["url"]).status_code == 204
    assert api.get(made["url"]).status_code == 404


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"auth": "Bearer iets-anders"}, "invalid-callback-url"),
        ({"callbackUrl": "http://127.0.0.1:9/"}, "invalid-callback-url"),
        ({"callbackUrl": "https://elders.example/api"}, "invalid-callback-url"),
        ({"kanalen": [{"naam": "weer"}]}, "kanaal_naam"),
        ({"kanalen": [{"naam": "zaken", "filters": {"kleur": "rood"}}]}, "filters"),
        ({"auth": ""}, "blank"),
    ],
)
def test_what_can_not_work_is_refused(api, portal, changes, code):
    answer = api.post(f"{BASE}/abonnement", a_body(portal, **changes))

    assert answer.status_code == 400
    assert [param["code"] for param in answer.json["invalidParams"]] == [code]
    assert api.get(f"{BASE}/abonnement").json == []


def test_who_takes_everything_from_everybody_is_refused(api, portal):
    portal.is_open = True

    answer = api.post(f"{BASE}/abonnement", a_body(portal))

    assert [p["code"] for p in answer.json["invalidParams"]] == ["no-auth-on-callback-url"]
