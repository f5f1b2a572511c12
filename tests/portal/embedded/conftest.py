"""One embedded world for all tests of it, in a PostgreSQL of its own, reset before each test."""

import json
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from portal.embedded import records
from portal.embedded.app import create_app
from portal.embedded.config import Config
from portal.embedded.world import World
from tests.databases import Cleaner, Shelf
from tests.portal.embedded.openid_client import Portal
from tests.worlds import world_config


@pytest.fixture(scope="session")
def client_key() -> RSAKey:
    """The key with which the portal proves itself at the OpenID provider."""
    return RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)


@pytest.fixture(scope="session")
def config(postgres, client_key: RSAKey) -> Config:
    """Settings of the world under test."""
    public_key = json.dumps(client_key.as_dict(private=False))
    return world_config(postgres.url("embedded_world"), client_public_key=public_key)


@pytest.fixture(scope="session")
def embedded_app(config: Config) -> Iterator[Flask]:
    """The world, once for all tests."""
    app = create_app(config)
    app.config.update(TESTING=True)
    yield app
    app.extensions["world"].engine.dispose()


@pytest.fixture(scope="session")
def plant_anew(postgres, embedded_app: Flask) -> Iterator[Callable[[], None]]:
    """Let the cases be as they were at the first start: in a moment, sowing them takes seconds."""
    assert embedded_app.test_client().post("/schakelbord/api/reset").status_code == 204
    cleaner = Cleaner(postgres.plain_url("embedded_world"))
    shelf = Shelf(cleaner, cleaner.tables)

    def plant() -> None:
        cleaner.clean()
        shelf.put_back()

    yield plant
    cleaner.close()


@pytest.fixture
def app(embedded_app: Flask) -> Flask:
    """The world with its cases, no post, nobody logged in and everything working.

    What a test does to the cases stays; one that needs them untouched asks for a reset itself.
    """
    client = embedded_app.test_client()
    assert client.post("/schakelbord/api/alles-goed").status_code == 204
    assert client.delete("/schakelbord/api/tellers").status_code == 204
    records.forget(embedded_app.extensions["world"].engine)
    return embedded_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who calls it."""
    return app.test_client()


@pytest.fixture
def world(app: Flask) -> World:
    """What its parts were given."""
    return app.extensions["world"]


@pytest.fixture
def portal(client, client_key):
    return Portal(client, client_key)


@pytest.fixture
def registered(app, config, monkeypatch):
    """Register the client in another way for this test."""

    def register(**changes: object) -> None:
        monkeypatch.setitem(app.extensions, "config", config.model_copy(update=changes))

    return register
