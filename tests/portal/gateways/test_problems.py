"""Why a system says no: what is final, what is for later, and what has to be mended."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pydantic import TypeAdapter

from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.gateways.cases.zgw.refusals import naming
from portal.gateways.http import Api
from portal.gateways.problems import problem_in, retry_after_s
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S

ANYTHING = TypeAdapter(object)
CLOSED = "http://127.0.0.1:8900/ref/fouten/ZaakClosed/"


def refused(server, reply, path="zaken", system="cases"):
    """What a POST there is refused with."""
    server.answers(reply)
    api = Api(system=system, base_url=f"{server.url}/v1", limit_s=ENOUGH_S)
    with pytest.raises(SourceRefused) as refusal:
        api.make(ANYTHING, path, {})
    return refusal.value


def invalid(name, code):
    """The 400 for one value."""
    params = [{"name": name, "code": code, "reason": "Geheim"}]
    return Reply(400, json={"code": "invalid", "invalidParams": params})


@pytest.mark.parametrize(
    ("reply", "is_final"),
    [
        (invalid("waarde", "waarde-incorrect-format"), True),
        (Reply(400, body=b"<html>proxy"), False),
        (invalid("identificatie", "identificatie-niet-uniek"), False),
        (invalid("nonFieldErrors", "unique"), False),
        (Reply(403, json={"code": "permission_denied"}), True),
        (Reply(403, json={"code": "permission_denied", "type": CLOSED}), True),
        (Reply(403, json={"code": "jwt-expired"}), False),
        (Reply(403, json={"code": "invalid-jwt-signature"}), False),
        (Reply(403, json={"code": "invalid-client-identifier"}), False),
        (Reply(403, body=b"<html>proxy"), False),
        (Reply(401, json={"code": "not_authenticated"}), False),
        (Reply(404, json={"code": "not_found"}), False),
        (Reply(409, json={"code": "conflict"}), False),
    ],
)
def test_only_what_a_person_has_to_mend_is_final(server, reply, is_final):
    assert refused(server, reply).is_final is is_final


def test_field_that_is_wrong_is_named_and_its_value_is_not(server):
    error = refused(server, invalid("waarde", "waarde-incorrect-format"))

    assert error.reason == "HTTP 400 on POST zaken: waarde-incorrect-format (waarde)"


@pytest.mark.parametrize(
    ("system", "path", "scope"),
    [
        ("cases", "zaken", "zaken.aanmaken"),
        ("cases", "zaken/1/zaakeigenschappen", "zaken.bijwerken"),
        ("cases", "zaakinformatieobjecten", "zaken.bijwerken"),
        ("cases", "statussen", "zaken.statussen.toevoegen"),
        ("cases", "zaken/_zoek", "zaken.lezen"),
        ("documents", "enkelvoudiginformatieobjecten", "documenten.aanmaken"),
        ("documents", "enkelvoudiginformatieobjecten/1/unlock", "documenten.lock"),
        ("documents", "bestandsdelen/1", "documenten.bijwerken"),
    ],
)
def test_scope_that_lacks_is_named(server, system, path, scope):
    error = refused(server, Reply(403, json={"code": "permission_denied"}), path, system)

    assert error.reason == f"HTTP 403 on POST {path}: permission_denied, needs scope {scope}"


def test_no_scope_is_named_where_the_case_is_closed_or_it_is_no_case_system(server):
    answer = {"code": "permission_denied", "type": CLOSED}

    closed = refused(server, Reply(403, json=answer))
    other = refused(server, Reply(403, json={"code": "permission_denied"}), system="persons")

    assert (closed.code, closed.reason) == ("ZaakClosed", "HTTP 403 on POST zaken: ZaakClosed")
    assert "scope" not in other.reason


def test_what_it_is_about_is_named_too(server):
    error = refused(server, invalid("waarde", "waarde-incorrect-format"))

    with pytest.raises(SourceRefused) as refusal, naming("property verhuisdatum"):
        raise error

    assert refusal.value.reason.endswith("(waarde), property verhuisdatum")
    assert (refusal.value.status, refusal.value.is_final) == (400, True)
    assert refusal.value.code == "waarde-incorrect-format"


@pytest.mark.parametrize(
    "content",
    [b"[]", b'{"invalidParams": 3}', b'{"code": ["x"]}', b'{"invalidParams": [[]]}', b"\xff"],
)
def test_odd_problem_says_nothing(content):
    assert problem_in(content).code == ""


def test_names_are_as_short_and_few_as_names_are():
    names = ["a b", "x" * 99, "nonFieldErrors", "waarde", "rol[0].bsn", *"abcdef"]
    params = str([{"name": name} for name in names]).replace("'", '"')

    assert problem_in(f'{{"invalidParams": {params}}}'.encode()).names == ("waarde", "rol[0].bsn")


@pytest.mark.parametrize("status", [429, 503])
def test_system_says_how_long_it_wants_to_be_left_alone(server, status):
    server.answers(Reply(status, body=b"", headers={"Retry-After": "7"}))
    api = Api(system="cases", base_url=f"{server.url}/v1", limit_s=ENOUGH_S)

    with pytest.raises(SourceUnavailable) as error:
        api.make(ANYTHING, "zaken", {})

    assert error.value.retry_after_s == 7


def test_moment_to_come_back_is_understood_and_nonsense_is_not():
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)

    assert 55 < retry_after_s(moment) <= 60
    assert retry_after_s("Sat, 01 Jan 2000 00:00:00 GMT") == 0
    for nonsense in ("", "soon", "-3", "1.5", "²", "9" * 400):
        assert retry_after_s(nonsense) is None
