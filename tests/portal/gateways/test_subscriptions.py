"""The subscription at a Notificaties API: made once, mended where it differs, told truthfully."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.domain.failures import SourceError, SourceRefused
from portal.domain.subscriptions import Channel, faults_of, subscribe
from portal.gateways import notifications
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_of_the_world
from tests.worlds import served_world

OLD, NEW = "token-van-vroeger", "token-van-vandaag"
ZAKEN = Channel("zaken", {"bronorganisatie": "002220647"})
BESLUITEN = Channel("besluiten", {"verantwoordelijke_organisatie": "002220647"})


class Portal(ThreadingHTTPServer):
    """Takes notifications with one of its tokens, as `portal web` does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tokens = {OLD}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        token = (self.headers["Authorization"] or "").removeprefix("Bearer ")
        self.send_response(204 if token in self.server.tokens else 401)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


@pytest.fixture
def portal() -> Iterator[Portal]:
    server = Portal()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def base(postgres):
    """Where an embedded world answers to which nobody is subscribed."""
    url = postgres.url("world of subscriptions")
    with served_world(url, client_secret="c" * 32) as (app, _front):
        yield app.extensions["world"].base_url


@pytest.fixture
def connect(base, portal):
    """Its Notificaties API, for a portal with some token."""

    def connect_(token=OLD, **changes):
        values = {
            "public_url": portal.url,
            "notification_token": token,
            "notificaties_url": f"{base}/notificaties/api/v1",
            "contacts_url": None,
        }
        [system] = notifications.connect(settings_of_the_world(base, **{**values, **changes}))
        return system

    yield connect_
    for subscription in connect_().own():
        connect_().remove(subscription)


def test_twice_is_one_subscription_with_what_the_portal_needs(connect):
    system = connect()
    assert faults_of(system) == [f"No subscription leads to {system.callback_url}."]

    first, second = subscribe(system), subscribe(system)

    [made] = system.own()
    assert made.channels == (ZAKEN, BESLUITEN)
    assert first[0].startswith(f"Subscribed: {system.callback_url} is told of zaken (")
    assert second == [
        f"It was subscribed already: {system.callback_url}. The token is that of now."
    ]
    assert faults_of(system) == []


def test_with_a_contact_register_its_answers_are_heard_of(connect, base):
    system = connect(contacts_url=f"{base}/klantinteracties/api/v1", contacts_token="t")

    subscribe(system)

    [made] = system.own()
    assert made.channels[2:] == (Channel("klantcontacten", {}), Channel("internetaken", {}))


def test_what_differs_is_told_and_mended(connect):
    system = connect()
    system.put([ZAKEN, Channel("documenten", {})], None)
    system.put([ZAKEN], None)
    [first, second] = system.own()

    assert sorted(faults_of(system)) == [
        "The subscription has documenten (all), which is not needed.",
        "The subscription lacks besluiten (verantwoordelijke_organisatie 002220647).",
        f"There is a second subscription to it: {second.url}.",
    ]
    done = subscribe(system)

    assert f"Removed a second subscription to it: {second.url}." in done
    assert [each.url for each in system.own()] == [first.url]
    assert faults_of(system) == []


def test_another_portal_at_the_same_api_is_left_alone(connect, portal):
    other = connect(public_url=portal.url.replace("127.0.0.1", "localhost"))
    subscribe(other)
    subscribe(connect())

    assert len(other.own()) == len(connect().own()) == 1
    other.remove(other.own()[0])


def test_a_token_is_replaced_while_both_are_taken(connect, portal):
    subscribe(connect())
    portal.tokens = {OLD, NEW}

    assert subscribe(connect(NEW))[0].startswith("It was subscribed already")

    portal.tokens = {NEW}
    assert len(connect(NEW).own()) == 1


def test_a_portal_that_does_not_know_the_token_is_told_what_to_mend(connect, portal):
    portal.tokens = {"iets-heel-anders"}

    with pytest.raises(SourceRefused, match="is `portal web` running there") as refused:
        subscribe(connect())

    assert OLD not in str(refused.value)
    assert connect().own() == []


def test_an_api_without_a_channel_or_filter_is_asked_for_what_it_has(server):
    base = f"{server.url}/v1"
    server.answers(Reply(json=[{"naam": "zaken", "filters": []}]))
    [system] = notifications.connect(settings_of_the_world(server.url, notificaties_url=base))

    assert system.wanted() == (Channel("zaken", {}),)


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_an_api_that_refuses_or_fails_is_told(server, status):
    server.answers(Reply(status))
    [system] = notifications.connect(
        settings_of_the_world(server.url, notificaties_url=f"{server.url}/v1")
    )

    with pytest.raises(SourceError):
        faults_of(system)


def test_names_of_filters_are_the_same_however_they_are_written():
    theirs = Channel("besluiten", {"verantwoordelijkeOrganisatie": "002220647"})

    assert theirs.facts == BESLUITEN.facts != Channel("besluiten", {}).facts


def test_without_an_address_there_is_nothing_to_subscribe_at(server):
    assert notifications.connect(settings_of_the_world(server.url)) == []


def test_case_systems_that_share_an_api_have_one_subscription_there(server):
    urls = {f"{name}_url": server.url for name in ("zaken", "catalogi", "documenten", "besluiten")}
    others = {
        name: {
            **urls,
            "words": name,
            "client_id": name,
            "client_secret": "s" * 32,
            "rsin": "111222333",
            "notificaties_url": f"{server.url}/{place}",
        }
        for name, place in (("vth", "eigen"), ("zorg", "gedeeld"))
    }
    settings = settings_of_the_world(
        server.url,
        notificaties_url=f"{server.url}/gedeeld",
        case_systems=others,
        case_system_words="burgerzaken",
    )

    first, vth = notifications.connect(settings)

    assert (first.api.base_url, first.rsin) == (f"{server.url}/gedeeld", "002220647")
    assert (vth.api.base_url, vth.rsin) == (f"{server.url}/eigen", "111222333")
    assert vth.api.system.endswith("vth")
