"""`portal check`, as an operator types it."""

import pytest

from portal import commands
from portal.domain.failures import SourceRefused
from portal.storage.keys import remember_keys
from portal.storage.messages import keep_contact
from tests.portal.test_commands import run

__all__ = ["run"]
OTHER_KEY = "k1:" + "B" * 43 + "="


def refuse():
    raise SourceRefused("persons", "HTTP 403 on POST", status=403)


@pytest.fixture(autouse=True)
def here(environment, database_url, database, monkeypatch):
    """The commands work on this database; two systems stand for all."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    asked = {"oidc": lambda: None, "brp": lambda: None}
    monkeypatch.setattr("portal.commands.checks.checks", lambda _settings: asked)
    remember_keys(database)
    database.commit()
    return asked


def lines_of(run):
    code, said, errors = run("check")
    return code, said.splitlines() + errors.splitlines()


def test_a_line_for_each_that_is_well(run, database, resident):
    keep_contact(database, resident.key, {"email": "noor@example.org"})
    database.commit()

    code, lines = lines_of(run)

    assert code == 0
    assert lines == [
        "ok    settings and files",
        "ok    database",
        "ok    encryption key k1 on contact_details.sealed",
        "ok    index keys",
        "ok    receipt keys",
        "ok    oidc",
        "ok    brp",
    ]


def test_a_system_that_refuses_is_named_and_the_rest_is_asked_too(run, here):
    here["oidc"], here["brp"] = refuse, lambda: None

    code, lines = lines_of(run)

    assert code == 1
    assert lines[-2:] == ["FAULT oidc: HTTP 403 on POST", "ok    brp"]


def test_a_key_that_does_not_fit_is_named_and_never_shown(run, environment, database, resident):
    keep_contact(database, resident.key, {"email": "noor@example.org"})
    database.commit()
    environment.setenv("PORTAL_ENCRYPTION_KEYS", OTHER_KEY)

    code, lines = lines_of(run)

    assert code == 1
    assert (
        "FAULT encryption key k1 on contact_details.sealed: "
        "No key 'k1' of PORTAL_ENCRYPTION_KEYS opens contact_details.sealed."
    ) in lines
    assert any(line.startswith("FAULT database: PORTAL_ENCRYPTION_KEYS has") for line in lines)
    secrets = [
        value.get_secret_value()
        for value in dict(commands.Settings()).values()
        if hasattr(value, "get_secret_value") and value.get_secret_value()
    ]
    assert not [line for line in lines for secret in secrets if secret in line]


def test_receipts_that_no_key_verifies_are_told(run, monkeypatch):
    forged = {"proof": {"jws": "e30.e30.AAAA"}}
    monkeypatch.setattr("portal.commands.checks.oldest_and_newest", lambda _session: [forged])

    code, lines = lines_of(run)

    assert code == 1
    assert (
        "FAULT receipt keys: PORTAL_RECEIPT_KEYS lacks a key with which receipts were signed."
    ) in lines


def test_a_database_that_is_away_is_one_of_the_faults(run, environment):
    environment.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://portal@127.0.0.1:9/portal")

    code, lines = lines_of(run)

    assert code == 1
    assert "FAULT database: The database doesn't answer as it should (OperationalError)." in lines
    assert "FAULT keys: could not be tried (OperationalError)" in lines
    assert lines[-1] == "ok    brp"
