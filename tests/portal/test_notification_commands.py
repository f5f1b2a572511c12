"""`portal notifications`: what it says and how it ends."""

import pytest

from portal.domain.subscriptions import FILTERS, Channel, Subscription
from portal.wiring import notifications as gateway
from tests.factories import NOTIFICATION_TOKEN
from tests.portal.test_commands import run

__all__ = ["run"]
URL = "https://mijn.example/api/notificaties"
WANTED = (Channel("zaken", {}), Channel("besluiten", {}))


class FakeNotifications:
    """A Notificaties API in memory."""

    callback_url = URL
    needed = tuple(FILTERS)

    def __init__(self) -> None:
        self.there: list[Subscription] = []

    def wanted(self):
        return WANTED

    def own(self):
        return list(self.there)

    def put(self, channels, _there):
        self.there = [Subscription("https://nrc.example/1", URL, tuple(channels))]

    def remove(self, subscription):
        self.there.remove(subscription)


@pytest.fixture
def system(monkeypatch):
    system = FakeNotifications()
    monkeypatch.setattr(gateway, "connect", lambda _settings: [system])
    return system


def test_subscribing_and_checking(run, environment, system, database_url, database):
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    assert run("notifications", "check")[:2] == (1, f"No subscription leads to {URL}.\n")

    code, said, _errors = run("notifications", "subscribe")

    assert (code, said) == (0, f"Subscribed: {URL} is told of zaken (all) and besluiten (all).\n")
    code, said, _errors = run("notifications", "check")
    assert code == 0
    assert f"{URL} is told of all that the portal needs." in said


@pytest.mark.parametrize("channels", [(), WANTED[:1]])
def test_channels_that_there_are_not_are_told_by_subscribing_too(
    run, environment, system, channels, monkeypatch
):
    monkeypatch.setattr(system, "wanted", lambda: channels)

    code, said, _errors = run("notifications", "subscribe")

    assert code == 1
    assert "The Notificaties API has no channel besluiten." in said
    assert len(system.there) == len(channels), "nothing is subscribed to nothing"


@pytest.mark.parametrize("command", ["subscribe", "check"])
def test_without_an_address_it_says_which_setting(run, environment, command):
    code, _said, errors = run("notifications", command)

    assert code == 2
    assert "PORTAL_NOTIFICATIES_URL is empty" in errors


@pytest.mark.parametrize("command", ["subscribe", "check"])
def test_an_api_that_is_not_there_is_no_traceback(run, environment, command):
    environment.setenv("PORTAL_NOTIFICATIES_URL", "http://127.0.0.1:9/api/v1")

    code, _said, errors = run("notifications", command)

    assert code == 1
    assert "The Notificaties API doesn't do it: notifications:" in errors
    assert NOTIFICATION_TOKEN not in errors
    assert "Traceback" not in errors
