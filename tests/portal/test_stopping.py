"""At SIGTERM pages go on for a moment, while `/readyz` says no."""

import os
import signal
from threading import Event

import pytest
from flask import Flask

from portal.commands import processes
from tests.factories import settings_for


class Server:
    """Takes the place of the server: asks what a proxy asks, and is told to stop."""

    def __init__(self, _name, **_options) -> None:
        self.hooks = []
        self.interrupted = Event()

    def on_startup(self, hook) -> None:
        """As the server's own."""
        self.hooks.append(hook)

    def signal_handler_interrupt(self, *_signal) -> None:
        """As the server's own."""
        self.interrupted.set()


@pytest.fixture
def serve(monkeypatch):
    """Serve, by a server that does this when it has begun."""
    usual = signal.getsignal(signal.SIGTERM)

    def serve_(then, **changes):
        def run(server, **_loading) -> None:
            for hook in server.hooks:
                hook()
            then(server)

        monkeypatch.setattr(Server, "serve", run, raising=False)
        monkeypatch.setattr(processes, "Granian", Server)
        processes.serve(Flask("app"), settings_for(**changes))

    yield serve_
    signal.signal(signal.SIGTERM, usual)


def test_ready_says_no_before_the_server_stops(serve, app):
    client, answers = app.test_client(), []

    def stop(server) -> None:
        answers.append(client.get("/readyz"))
        os.kill(os.getpid(), signal.SIGTERM)
        answers.append(client.get("/readyz"))
        assert not server.interrupted.is_set()
        os.kill(os.getpid(), signal.SIGTERM)
        assert server.interrupted.is_set(), "the second time it stops at once"

    serve(stop, drain_seconds=60)

    assert [answer.status_code for answer in answers] == [200, 503]
    assert answers[1].json["why"] == ["It is about to stop."]
    assert client.get("/readyz").status_code == 200


def test_server_stops_when_it_was_drained(serve):
    def stop(server) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        assert server.interrupted.wait(5)

    serve(stop, drain_seconds=1)


def test_without_a_time_to_drain_the_server_does_as_it_does(serve):
    serve(lambda server: server.interrupted.set() if server.hooks else None, drain_seconds=0)

    assert signal.getsignal(signal.SIGTERM) is not Server.signal_handler_interrupt
