"""Addresses from the Locatieserver."""

import pytest

from portal.domain.addresses import Address
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.gateways import addresses
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising

DOCUMENT = {
    "straatnaam": "Havenstraat",
    "huisnummer": 10,
    "huisletter": "A",
    "huisnummertoevoeging": "2",
    "postcode": "1235EF",
    "woonplaatsnaam": "Demodam",
}
PLAIN = {
    name: DOCUMENT[name] for name in ("straatnaam", "huisnummer", "postcode", "woonplaatsnaam")
}


def answering(*documents):
    response = {"numFound": len(documents), "start": 0, "docs": list(documents)}
    return Reply(json={"response": response})


@pytest.fixture
def register(settings):
    return addresses.connect(settings)


def test_all_addresses_with_one_number(register, server):
    server.answers(answering(DOCUMENT, PLAIN, {**PLAIN, "huisnummer": 100}))

    found = register.find("1235 ef", 10)

    assert [address.lines[0] for address in found] == ["Havenstraat 10", "Havenstraat 10 A-2"]
    assert found[0] == Address(street="Havenstraat", number=10, postcode="1235 EF", city="Demodam")
    [asked] = server.requests
    assert asked.path == "/locatieserver/search/v3_1/free"
    assert asked.params["fq"] == "type:adres AND postcode:1235EF AND huisnummer:10"
    assert set(asked.params) == {"fq", "fl", "rows"}, "3.1 refuses parameters it doesn't know"


def test_there_are_none(register, server):
    server.answers(answering())

    assert register.find("1234 AB", 1) == []


@pytest.mark.parametrize("postcode", ["", "1234", "0123 AB", "1234 AB OR *:*", "1234AB)"])
def test_what_is_no_postcode_is_not_asked(register, server, postcode):
    assert register.find(postcode, 1) == []
    assert server.requests == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(502, body=b""), SourceUnavailable),
        (Reply(json={}, wait_s=3), SourceUnavailable),
        (Reply(400, json={"error": {"code": 400}}), SourceRefused),
        (Reply(json={"response": {}}), InvalidSourceAnswer),
        (Reply(json={"response": {"docs": [{}]}}), InvalidSourceAnswer),
        (Reply(body=b"<html>"), InvalidSourceAnswer),
    ],
)
def test_a_failure_is_never_no_address(register, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        register.find("1234 AB", 1)


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_ours_is_no_failure_of_the_register(register, server, monkeypatch, bug):
    server.answers(answering(DOCUMENT))
    monkeypatch.setattr("portal.gateways.addresses.locatieserver._address", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        register.find("1235 EF", 10)


def test_an_odd_address_hides_no_other(register, server):
    server.answers(answering({**DOCUMENT, "straatnaam": None}, PLAIN))

    [address] = register.find("1235 EF", 10)

    assert address.lines[0] == "Havenstraat 10"


def test_an_odd_address_is_not_nothing_where_no_other_fits(register, server):
    other = {**PLAIN, "huisnummer": 100}
    server.answers(answering({**DOCUMENT, "straatnaam": None}, other))

    with pytest.raises(InvalidSourceAnswer, match="straatnaam"):
        register.find("1235 EF", 10)
