"""Vehicles from the open data of the RDW."""

from datetime import date

import pytest

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.domain.vehicles import Vehicle
from portal.gateways import vehicles
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising, settings_of_the_world

ROW = {
    "kenteken": "AB123C",
    "merk": "VOLKSWAGEN",
    "handelsbenaming": "GOLF",
    "eerste_kleur": "GRIJS",
    "vervaldatum_apk": "20271211",
}
GOLF = Vehicle(make="Volkswagen", model="Golf", colour="grijs", inspected_until=date(2027, 12, 11))
NOTHING = Vehicle(make="", model="", colour="", inspected_until=None)


@pytest.fixture
def register(settings):
    return vehicles.connect(settings)


def with_row(**changes):
    """An answer of one row."""
    return Reply(json=[{**ROW, **changes}])


def test_a_vehicle_and_only_its_plate_is_sent(register, server):
    server.answers(with_row())

    assert register.find("AB123C") == GOLF
    [asked] = server.requests
    assert asked.path == "/rdw-open-data/resource/m9d7-ebf2.json"
    assert asked.params == {
        "kenteken": "AB123C",
        "$select": "kenteken,merk,handelsbenaming,eerste_kleur,vervaldatum_apk",
        "$limit": "2",
    }
    assert "X-App-Token" not in asked.headers


def test_the_app_token_goes_along(server):
    settings = settings_of_the_world(server.url, vehicles_token="app-token")
    server.answers(with_row())

    vehicles.connect(settings).find("AB123C")

    assert server.requests[0].headers["X-App-Token"] == "app-token"


def test_there_is_none_and_that_is_not_kept(register, server):
    server.answers(Reply(json=[]))
    assert register.find("AB123C") is None
    server.answers(with_row())

    assert register.find("AB123C") == GOLF


def test_what_is_there_is_asked_once_and_outlives_an_outage(register, server):
    server.answers(with_row())
    register.find("AB123C")
    server.answers(Reply(502))

    assert register.find("AB123C") == GOLF
    assert len(server.requests) == 1
    with pytest.raises(SourceUnavailable):
        register.find("12AB34")


@pytest.mark.parametrize("plate", ["", "AB-123-C", "AB123C' OR 1=1", "ab123c", "AB123C&$limit=9"])
def test_what_is_no_plate_is_not_asked(register, server, plate):
    assert register.find(plate) is None
    assert server.requests == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"merk": "BMW", "handelsbenaming": "BMW 118I"}, ("BMW", "118I")),
        ({"merk": "MERCEDES-BENZ", "handelsbenaming": "E-KLASSE"}, ("Mercedes-Benz", "E-Klasse")),
        ({"merk": "VOLKSWAGEN", "handelsbenaming": "VOLKSWAGEN GOLF"}, ("Volkswagen", "Golf")),
        ({"merk": "VOLKSWAGEN", "handelsbenaming": "VOLKSWAGEN"}, ("Volkswagen", "Volkswagen")),
        ({"merk": "", "handelsbenaming": "GOLF"}, ("", "Golf")),
        ({"merk": "  A   B ", "handelsbenaming": "ID.3"}, ("A B", "ID.3")),
    ],
)
def test_names_are_written_as_people_do(register, server, changes, expected):
    server.answers(with_row(**changes))

    vehicle = register.find("AB123C")

    assert (vehicle.make, vehicle.model) == expected


@pytest.mark.parametrize("colour", ["N.v.t.", "Niet geregistreerd", ""])
def test_no_colour_is_none(register, server, colour):
    server.answers(with_row(eerste_kleur=colour))

    assert register.find("AB123C").colour == ""


@pytest.mark.parametrize("day", ["", "0", "00000000", 0])
def test_no_inspection_is_none(register, server, day):
    server.answers(with_row(vervaldatum_apk=day))

    assert register.find("AB123C").inspected_until is None


def test_a_row_may_lack_all_but_its_plate(register, server):
    server.answers(Reply(json=[{"kenteken": "AB123C", "more": {"than": "asked"}}]))

    assert register.find("AB123C") == NOTHING


@pytest.mark.parametrize(
    ("field", "odd"),
    [
        ("merk", ["VOLKSWAGEN"]),
        ("merk", 5),
        ("merk", "V" * 61),
        ("merk", "VOLKS\nWAGEN"),
        ("merk", "\u202eWAGEN"),
        ("handelsbenaming", {"a": 1}),
        ("eerste_kleur", None),
        ("vervaldatum_apk", "morgen"),
        ("vervaldatum_apk", "20271399"),
        ("vervaldatum_apk", "٢٠٢٧١٢١١"),
        ("vervaldatum_apk", True),
        ("vervaldatum_apk", 2.5),
    ],
)
def test_an_odd_field_takes_no_other_away(register, server, field, odd):
    server.answers(with_row(**{field: odd}))

    vehicle = register.find("AB123C")

    names = {"merk": "make", "handelsbenaming": "model", "eerste_kleur": "colour"}
    name = names.get(field, "inspected_until")
    rest = {each: getattr(GOLF, each) for each in Vehicle.__slots__ if each != name}
    assert {each: getattr(vehicle, each) for each in rest} == rest
    assert not getattr(vehicle, name)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(502, body=b""), SourceUnavailable),
        (Reply(json=[], wait_s=3), SourceUnavailable),
        (Reply(400, json={"error": True, "message": "no-such-column"}), SourceRefused),
        (Reply(429, json={}), SourceUnavailable),
        (Reply(json={"antwoord": []}), InvalidSourceAnswer),
        (Reply(json=[5]), InvalidSourceAnswer),
        (Reply(json=[{"merk": "FIAT"}]), InvalidSourceAnswer),
        (Reply(json=[{**ROW, "kenteken": "12AB34"}]), InvalidSourceAnswer),
        (Reply(json=[ROW, {**ROW, "kenteken": "12AB34"}]), InvalidSourceAnswer),
        (Reply(body=b"<html>"), InvalidSourceAnswer),
    ],
)
def test_a_failure_is_never_an_unknown_plate(register, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        register.find("AB123C")


def test_an_odd_row_hides_no_other(register, server):
    server.answers(Reply(json=[{"kenteken": [5]}, ROW]))

    assert register.find("AB123C") == GOLF


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_ours_is_no_failure_of_the_register(register, server, monkeypatch, bug):
    server.answers(with_row())
    monkeypatch.setattr("portal.gateways.vehicles.rdw._vehicle", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        register.find("AB123C")
