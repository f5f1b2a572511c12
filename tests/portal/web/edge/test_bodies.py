"""Bodies: read where a view takes one, by half of the threads at most."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from werkzeug.exceptions import ServiceUnavailable

from portal.web.edge import bodies
from portal.web.edge.bodies import BodyReaders
from tests.factories import BUREAU_SECRET, NOTIFICATION_TOKEN, settings_for

THREADS = settings_for().threads
WAIT_S = 10


class Half:
    """A body of which the rest doesn't come until it is let."""

    def __init__(self) -> None:
        self.is_asked, self.rest = Event(), Event()

    def read(self, _size: int = -1) -> bytes:
        """Nothing, and late."""
        self.is_asked.set()
        assert self.rest.wait(WAIT_S)
        return b""

    readline = read

    def close(self) -> None:
        """As files have it."""


def send(app, body, path="/uitloggen/", method="POST"):
    """Send this body, of which there should be more."""
    environ = {"wsgi.input": body, "CONTENT_LENGTH": "1000"}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    options = {"environ_overrides": environ, "headers": headers, "method": method}
    return app.test_client().open(path, **options).status_code


def test_half_bodies_hold_half_of_the_threads(app):
    halves = [Half() for _ in range(THREADS // 2)]
    with ThreadPoolExecutor(2 * THREADS) as pool:
        held = [pool.submit(send, app, half) for half in halves]
        assert all(half.is_asked.wait(WAIT_S) for half in halves)

        others = [pool.submit(send, app, Half()) for _ in range(THREADS)]
        home = pool.submit(app.test_client().get, "/")

        assert home.result(WAIT_S).status_code == 200
        assert {other.result(WAIT_S) for other in others} == {503}
        for half in halves:
            half.rest.set()
        assert {answer.result(WAIT_S) for answer in held} == {400}
    assert app.test_client().post("/uitloggen/").status_code == 400, "there is room again"


def test_as_many_small_bodies_as_there_are_threads_pass_at_once(monkeypatch):
    for limit in ("MOST_WAIT_S", "PASSING_S"):  # this machine may be busy with other tests
        monkeypatch.setattr(bodies, limit, WAIT_S)
    readers, together = BodyReaders(THREADS), Barrier(THREADS)

    def read(number: int) -> int:
        together.wait(WAIT_S)
        with readers.place():
            sleep(0.002)
        return number

    with ThreadPoolExecutor(THREADS) as pool:
        assert sorted(pool.map(read, range(THREADS))) == list(range(THREADS))


def test_a_large_body_waits_longer_for_its_turn_than_a_small_one(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_WAIT_S", 0.01)
    monkeypatch.setattr(bodies, "LARGE_WAIT_S", WAIT_S)
    readers, is_held, is_let = BodyReaders(4), Barrier(3), Event()

    def hold() -> None:
        with readers.place():
            is_held.wait(WAIT_S)
            assert is_let.wait(WAIT_S)

    def read(*, is_large: bool) -> bool:
        with readers.place(is_large=is_large):
            return True

    with ThreadPoolExecutor(3) as pool:
        holding = [pool.submit(hold) for _number in range(2)]
        is_held.wait(WAIT_S)
        with pytest.raises(ServiceUnavailable):
            read(is_large=False)
        large = pool.submit(read, is_large=True)
        sleep(0.05)
        is_let.set()
        assert large.result(WAIT_S)
        assert [each.result(WAIT_S) for each in holding] == [None, None]


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/", "GET"),
        ("/", "HEAD"),
        ("/", "OPTIONS"),
        ("/", "POST"),
        ("/", "DELETE"),
        ("/inloggen/", "GET"),
        ("/bestaat-niet/", "POST"),
        ("/api/notificaties", "POST"),
        ("/api/toestemmingen/gebruik", "POST"),
    ],
)
def test_no_other_body_is_read(app, path, method):
    half = Half()
    half.rest.set()

    send(app, half, path, method)

    assert not half.is_asked.is_set()


def test_more_fields_than_any_form_has_are_too_many(app):
    answer = app.test_client().post("/uitloggen/", data=dict.fromkeys(map(str, range(1001)), ""))

    assert answer.status_code == 413


def test_messages_of_systems_are_small(app):
    answer = app.test_client().post(
        "/api/notificaties",
        data=b"[" * 2_000_000,
        headers={"Authorization": f"Bearer {NOTIFICATION_TOKEN}"},
    )

    assert answer.status_code == 413


@pytest.mark.parametrize("depth", [1, 100_000])
def test_messages_of_systems_may_be_nested_as_deep_as_they_like(app, depth):
    token = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
    message = {"data": b"[" * depth, "content_type": "application/json"}

    assert app.test_client().post("/api/notificaties", headers=token, **message).status_code == 204
    refusal = app.test_client().post(
        "/api/toestemmingen/gebruik", auth=("peil", BUREAU_SECRET), **message
    )
    assert refusal.status_code == 403
