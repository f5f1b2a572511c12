"""Web processes are forks of one that has the app: what it had open, they would use together."""

from functools import partial
from threading import Thread

import psycopg
import pytest

from portal import measures
from portal.application import create_app
from portal.gateways.links import DIRECT, Link
from portal.wiring import assemble
from tests.factories import settings_for

OPENERS = ((psycopg, "connect"), (Link, "make_pools"), (Thread, "start"), (measures, "_measures"))


class OpenBeforeFork(Exception):
    """A connection, thread or figure was made."""


@pytest.fixture(autouse=True)
def tries(monkeypatch):
    """What was tried to be opened, none of which succeeds."""
    names = []

    def refuse(name, *_arguments, **_options) -> None:
        names.append(name)
        raise OpenBeforeFork

    for owner, name in OPENERS:
        monkeypatch.setattr(owner, name, partial(refuse, name))
    return names


def test_making_the_app_opens_nothing(tries):
    create_app(assemble(settings_for()))

    assert tries == []


@pytest.mark.parametrize(
    "act",
    [
        lambda portal: portal.sessions().connection(),
        lambda portal: portal.live.current(),
        lambda _portal: DIRECT.make_pools(),
        lambda _portal: Thread(target=print).start(),
        lambda _portal: measures.count_login("in"),
    ],
)
def test_what_is_opened_would_show(act):
    portal = assemble(settings_for())

    with pytest.raises(OpenBeforeFork):
        act(portal)
