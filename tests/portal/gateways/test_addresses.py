"""Addresses from the Locatieserver."""

import pytest

from portal.domain.addresses import Address
from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceAnswer,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
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
    "nummeraanduiding_id": "9999200000000001",
}
PLAIN = {
    name: DOCUMENT[name] for name in ("straatnaam", "huisnummer", "postcode", "woonplaatsnaam")
}


def answering(*documents, of=0):
    response = {"numFound": of or len(documents), "start": 0, "docs": list(documents)}
    return Reply(json={"response": response})


@pytest.fixture
def register(settings):
    return addresses.connect(settings)


def test_all_addresses_with_one_number(register, server):
    server.answers(answering(DOCUMENT, PLAIN, {**PLAIN, "huisnummer": 100}))

    answer = register.find("1235 ef", 10)

    assert [each.lines[0] for each in answer.value] == ["Havenstraat 10", "Havenstraat 10 A-2"]
    assert answer.missing == ()
    assert answer.value[0] == Address(
        street="Havenstraat", number=10, postcode="1235 EF", city="Demodam"
    )
    [asked] = server.requests
    assert asked.path == "/locatieserver/search/v3_1/free"
    assert asked.params["fq"] == "type:adres AND postcode:1235EF AND huisnummer:10"
    assert set(asked.params) == {"fq", "fl", "rows"}, "3.1 refuses parameters it doesn't know"


@pytest.mark.parametrize(
    ("said", "bag_id"),
    [
        ("9999200000000001", "9999200000000001"),
        (None, ""),
        ("", ""),
        ("NL.IMBAG.1", ""),
        (9999200000000001, ""),
        (["9999200000000001"], ""),
    ],
)
def test_an_address_has_its_number_in_the_bag_and_an_odd_one_hides_nothing(
    register, server, said, bag_id
):
    server.answers(answering({**DOCUMENT, "nummeraanduiding_id": said}, PLAIN))

    plain, whole = register.find("1235 EF", 10).value

    assert (plain.bag_id, whole.bag_id) == ("", bag_id)
    [asked] = server.requests
    assert "nummeraanduiding_id" in asked.params["fl"].split(",")


def test_there_are_none(register, server):
    server.answers(answering())

    assert register.find("1234 AB", 1) == SourceAnswer(())


@pytest.mark.parametrize("postcode", ["", "1234", "0123 AB", "1234 AB OR *:*", "1234AB)"])
def test_what_is_no_postcode_is_not_asked(register, server, postcode):
    assert register.find(postcode, 1) == SourceAnswer(())
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

    answer = register.find("1235 EF", 10)

    assert [address.lines[0] for address in answer.value] == ["Havenstraat 10"]
    assert [part.reason for part in answer.missing] == ["straatnaam: string_type"]


def test_all_pages_are_read(register, server):
    flats = [{**PLAIN, "huisnummertoevoeging": str(number)} for number in range(1, 151)]
    pages = {None: answering(*flats[:100], of=150), "100": answering(*flats[100:], of=150)}
    server.answer = lambda request: pages[request.params.get("start")]

    answer = register.find("1235 EF", 10)

    assert len(answer.value) == 150
    assert answer.missing == ()
    assert [request.params.get("start") for request in server.requests] == [None, "100"]


def test_a_page_that_is_odd_hides_no_other(register, server):
    flats = [{**PLAIN, "huisnummertoevoeging": str(number)} for number in range(1, 101)]
    later, first = Reply(json={"response": {}}), answering(*flats, of=150)
    server.answer = lambda request: later if "start" in request.params else first

    answer = register.find("1235 EF", 10)

    assert len(answer.value) == 100
    assert len(answer.missing) == 1


def test_of_more_than_is_sane_it_is_said_that_there_are_others(register, server):
    flats = [{**PLAIN, "huisnummertoevoeging": str(number)} for number in range(1, 101)]
    server.answers(answering(*flats, of=5000))

    assert [part.reason for part in register.find("1235 EF", 10).missing] == ["more than 10 pages"]


def test_an_odd_address_is_not_nothing_where_no_other_fits(register, server):
    other = {**PLAIN, "huisnummer": 100}
    server.answers(answering({**DOCUMENT, "straatnaam": None}, other))

    with pytest.raises(InvalidSourceAnswer, match="straatnaam"):
        register.find("1235 EF", 10)


def test_the_nearest_address(register, server):
    server.answers(answering(DOCUMENT))

    assert register.near(52.57, 5.15).lines[0] == "Havenstraat 10 A-2"
    [asked] = server.requests
    assert asked.path == "/locatieserver/search/v3_1/reverse"
    assert (asked.params["lat"], asked.params["lon"]) == ("52.570000", "5.150000")
    assert (asked.params["type"], asked.params["rows"]) == ("adres", "1")


def test_there_may_be_none_near(register, server):
    server.answers(answering())

    assert register.near(52.57, 5.15) is None


@pytest.mark.parametrize(
    "reply", [Reply(502), Reply(400, json={}), answering({}), Reply(json={"response": {}})]
)
def test_a_failure_is_never_no_address_near(register, server, reply):
    server.answers(reply)

    with pytest.raises(SourceError):
        register.near(52.57, 5.15)
