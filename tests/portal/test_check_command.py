"""`portal check`, as an operator types it."""

import json
from datetime import timedelta

import pytest

from portal import commands
from portal.certificates import certificate_ends
from portal.domain.days import utc_now
from portal.domain.failures import SourceRefused
from portal.domain.security_events import NOWHERE, EventKind, SecurityEvent
from portal.services.audit.sealing import keys_of, seal_events
from portal.services.publishing import publish
from portal.storage.drafts import store_version
from portal.storage.keys import remember_keys
from portal.storage.messages import keep_contact
from portal.storage.security_events import add_events
from tests.factories import settings_for
from tests.forms_filled import MOVE
from tests.parts import changed_case
from tests.portal.gateways.certificates import TestCa
from tests.portal.test_commands import run
from tests.publications import decided

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
        "ok    forms in files",
        "ok    database",
        "ok    encryption key k1 on contact_details.sealed",
        "ok    index keys",
        "ok    audit keys",
        "ok    receipt keys",
        "ok    remedies of published forms",
        "ok    files in postgresql",
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


def test_an_audit_key_that_did_not_seal_the_log_is_told(run, environment, database):
    add_events(database, [SecurityEvent(EventKind.LOGIN)], NOWHERE)
    seal_events(database, keys_of(settings_for()))
    environment.setenv("PORTAL_AUDIT_KEYS", "k1:" + "b" * 32)

    code, lines = lines_of(run)

    assert code == 1
    fault = "PORTAL_AUDIT_KEYS has another key under the name 'k1' than sealed the log."
    assert f"FAULT audit keys: {fault}" in lines


@pytest.mark.parametrize(
    ("case_type", "off", "fault"),
    [
        ("VERHUIZING", "", ""),
        ("X", "", f"The published version of {MOVE} names remedy van-vroeger, and the file of "),
        ("X", MOVE, ""),
    ],
    ids=["of its case type", "of none", "off"],
)
def test_a_published_form_without_its_remedy_is_told(
    run, environment, database, candidates, case_type, off, fault
):
    """As where the files have another name by now, and `portal migrate` wasn't run yet."""
    case = {"remedy": "van-vroeger", "type": case_type}
    publish(database, changed_case(candidates.form(MOVE), case), "Jo")
    environment.setenv("PORTAL_FORMS_OFF", off)

    code, lines = lines_of(run)

    [line] = [line for line in lines if "remedies of published forms" in line]
    assert code == int(bool(fault))
    assert line.startswith(f"FAULT remedies of published forms: {fault}" if fault else "ok  ")


def test_a_published_version_that_can_not_be_read_is_told(run, database):
    store_version(database, "v9", MOVE, '{"format": 99}')
    decided(database, MOVE, "v9")
    database.commit()

    code, lines = lines_of(run)

    assert code == 1
    assert any(line.startswith("FAULT remedies of published forms: version v9") for line in lines)


@pytest.mark.parametrize(("days", "has_fault"), [(31, False), (29, True), (-0.01, True)])
def test_a_certificate_that_ends_within_a_month_is_told(
    run, environment, tmp_path, days, has_fault
):
    ca = TestCa(tmp_path)
    ours = ca.sign("portal", term=timedelta(days=days))
    entry = {"certificate": str(ours.certificate), "key": str(ours.key)}
    environment.setenv("PORTAL_CONNECTIONS", json.dumps({"brp": entry}))

    code, lines = lines_of(run)

    [line] = [line for line in lines if "certificate of brp" in line]
    assert (code, line.startswith("FAULT")) == (int(has_fault), has_fault)
    assert (f"{ours.certificate} end" in line) is has_fault


def test_of_several_cas_the_first_to_end_that_still_holds_counts(tmp_path):
    names = {"old": -1, "next": 10, "last": 99}
    ca, bundle = TestCa(tmp_path), tmp_path / "bundle.pem"
    pems = [ca.sign(name, term=timedelta(days=days)).certificate for name, days in names.items()]
    bundle.write_bytes(b"".join(pem.read_bytes() for pem in pems))
    settings = settings_for(connections={"brp": {"ca": str(bundle)}, "mail": {"ca": "/absent"}})

    [end] = certificate_ends(settings)

    assert 9 < end.days_left(utc_now()) < 10


def test_a_database_that_is_away_is_one_of_the_faults(run, environment):
    environment.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://portal@127.0.0.1:9/portal")

    code, lines = lines_of(run)

    assert code == 1
    assert "FAULT database: The database doesn't answer as it should (OperationalError)." in lines
    assert "FAULT keys: could not be tried (OperationalError)" in lines
    assert "FAULT remedies of published forms: could not be read (OperationalError)" in lines
    assert "FAULT files: could not be counted (OperationalError)" in lines
    assert lines[-1] == "ok    brp"
