"""Persons from the BRP, in the shapes that the specification gives."""

from datetime import date
from uuid import uuid4

import pytest

from portal.domain.addresses import Address
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound, SourceError, SourceRefused, SourceUnavailable
from portal.domain.people import Party
from portal.domain.persons import Relation
from portal.gateways import persons
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply

PARTNER = {
    "burgerservicenummer": OTHER_BSN,
    "naam": {"voornamen": "Sam", "voorletters": "S.", "geslachtsnaam": "Yilmaz"},
    "geboorte": {"datum": {"type": "JaarMaandDatum", "jaar": 1984, "maand": 11}},
}
CHILD = {
    "burgerservicenummer": "999991772",
    "naam": {"voornamen": "Lila", "voorvoegsel": "van 't", "geslachtsnaam": "Wolkje"},
    "geboorte": {"datum": {"type": "Datum", "datum": "2015-06-09", "langFormaat": "9 juni 2015"}},
}
NOOR = {
    "burgerservicenummer": BSN,
    "naam": {
        "voornamen": "Noor",
        "voorvoegsel": "de",
        "geslachtsnaam": "Wit",
        "voorletters": "N.",
        "volledigeNaam": "Noor de Wit",
        "aanduidingNaamgebruik": {"code": "E", "omschrijving": "eigen geslachtsnaam"},
    },
    "adressering": {"aanschrijfwijze": {"naam": "N. de Wit"}},
    "geboorte": {"datum": {"type": "Datum", "datum": "1986-04-17"}},
    "verblijfplaats": {
        "type": "Adres",
        "verblijfadres": {
            "officieleStraatnaam": "Havenstraat",
            "korteStraatnaam": "Havenstr",
            "huisnummer": 10,
            "huisletter": "A",
            "huisnummertoevoeging": "2",
            "postcode": "1235EF",
            "woonplaats": "Demodam",
        },
    },
    "partners": [PARTNER],
    "kinderen": [CHILD],
}


def answering(*found):
    return Reply(json={"type": "RaadpleegMetBurgerservicenummer", "personen": list(found)})


@pytest.fixture
def register(settings):
    return persons.connect(settings)


def test_a_person(register, recorded, server):
    server.answers(answering(NOOR))

    person = register.person(recorded).value

    assert person.name == "Noor de Wit"
    assert person.born == date(1986, 4, 17)
    assert person.address == Address(
        street="Havenstraat",
        number=10,
        letter="A",
        addition="2",
        postcode="1235 EF",
        city="Demodam",
    )
    assert [(one.name, one.relation, one.born) for one in person.relatives] == [
        ("Sam Yilmaz", Relation.PARTNER, None),
        ("Lila van 't Wolkje", Relation.CHILD, date(2015, 6, 9)),
    ]


def test_only_what_is_used_is_asked_for_in_the_body(register, recorded, server):
    server.answers(answering(NOOR))
    register.person(recorded)

    [asked] = server.requests
    assert asked.path == "/brp/haalcentraal/api/brp/personen"
    assert asked.json["burgerservicenummer"] == [BSN]
    assert not {"nationaliteiten", "gezag", "aNummer", "ouders"} & set(asked.json["fields"])
    assert not any("naam" in name for name in asked.json["fields"] if name.startswith("gezag"))
    assert asked.headers["X-API-KEY"] == "b" * 32
    assert BSN not in asked.url


def test_keys_of_relatives_say_nothing_and_stay_the_same(register, recorded, server):
    server.answers(answering(NOOR))
    first = [one.key for one in register.person(recorded).value.relatives]
    server.answers(answering({**NOOR, "partners": [], "kinderen": [CHILD]}))
    [child] = register.person(recorded).value.relatives

    assert child.key == first[1]
    assert len(set(first)) == 2
    assert not any(bsn in key for bsn in (OTHER_BSN, "999991772") for key in first)


def test_relatives_without_a_number_have_keys_too(register, recorded, server):
    def unnumbered(name):
        return {"naam": {"voornamen": name, "geslachtsnaam": "Wit"}}

    server.answers(answering({**NOOR, "kinderen": [unnumbered("Pien"), unnumbered("Daan")]}))

    assert len({one.key for one in register.person(recorded).value.relatives}) == 3


def test_a_former_partner_is_none(register, recorded, server):
    former = {**PARTNER, "ontbindingHuwelijkPartnerschap": {"datum": {"type": "DatumOnbekend"}}}
    server.answers(answering({**NOOR, "partners": [former], "kinderen": []}))

    assert register.person(recorded).value.relatives == ()


@pytest.mark.parametrize(
    "datum",
    [
        {"type": "JaarMaandDatum", "jaar": 1986, "maand": 4},
        {"type": "JaarDatum", "jaar": 1986},
        {"type": "DatumOnbekend", "onbekend": True},
    ],
)
def test_an_incomplete_date_is_no_date(register, recorded, server, datum):
    server.answers(answering({**NOOR, "geboorte": {"datum": datum}}))

    assert register.person(recorded).value.born is None


@pytest.mark.parametrize(
    "residence",
    [
        {},
        {"type": "VerblijfplaatsOnbekend"},
        {"type": "VerblijfplaatsBuitenland"},
        {"type": "Locatie", "verblijfadres": {}},
    ],
)
def test_a_place_without_an_address(register, recorded, server, residence):
    server.answers(answering({**NOOR, "verblijfplaats": residence}))

    assert register.person(recorded).value.address is None


def test_a_person_of_whom_little_is_known(register, recorded, server):
    server.answers(answering({"burgerservicenummer": BSN, "naam": {"geslachtsnaam": "Özil"}}))

    person = register.person(recorded).value

    assert (person.name, person.born) == ("Özil", None)
    assert (person.address, person.relatives) == (None, ())


def test_an_unknown_person_is_not_found(register, recorded, server):
    server.answers(answering())

    with pytest.raises(NotFound):
        register.person(recorded)


@pytest.mark.parametrize(
    "reply",
    [
        answering({**NOOR, "burgerservicenummer": OTHER_BSN}),
        answering(NOOR, NOOR),
        answering({}),
        Reply(json={"personen": None}),
        Reply(json={"type": "x"}),
    ],
)
def test_another_answer_is_never_a_person(register, recorded, server, reply):
    server.answers(reply)

    with pytest.raises(SourceError) as caught:
        register.person(recorded)
    assert BSN not in str(caught.value)


@pytest.mark.parametrize(
    "born", [{"datum": {"type": "Datum", "datum": "gisteren"}}, "999993653"], ids=str
)
def test_another_birth_is_never_a_birth(register, recorded, server, born):
    server.answers(answering({**NOOR, "geboorte": born}))

    answer = register.person(recorded)

    assert (answer.value.born, answer.value.born_about, answer.value.unread) == (
        None,
        "",
        ("born",),
    )
    assert [part.name for part in answer.missing] == ["born"]
    assert BSN not in str(answer.missing)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(503, json={}), SourceUnavailable),
        (Reply(json={}, wait_s=3), SourceUnavailable),
        (Reply(401, json={"code": "authentication"}), SourceRefused),
    ],
)
def test_the_register_fails(register, recorded, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        register.person(recorded)


def test_without_a_valid_bsn_nothing_is_asked(register, server):
    with pytest.raises(ValueError, match="no valid BSN"):
        register.person(ConsultationProof(uuid4(), Party.resident("999993654", uuid4())))
    assert server.requests == []


def test_for_a_name_nothing_else_is_asked(register, recorded, server):
    server.answers(answering(NOOR))

    assert register.name_of(recorded) == "Noor de Wit"
    [asked] = server.requests
    assert asked.json["fields"] == ["burgerservicenummer", "naam", "adressering.aanschrijfwijze"]


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ({"adressering": {"aanschrijfwijze": {"naam": "N. Yilmaz-de Wit"}}}, "N. Yilmaz-de Wit"),
        ({}, "Noor de Wit"),
    ],
)
def test_the_name_of_who_uses_that_of_a_partner(register, recorded, server, found, name):
    naam = {**NOOR["naam"], "aanduidingNaamgebruik": {"code": "V"}}
    server.answers(answering({"burgerservicenummer": BSN, "naam": naam, **found}))

    assert register.name_of(recorded) == name


def test_the_name_of_somebody_unknown_is_not_found(register, recorded, server):
    server.answers(answering())

    with pytest.raises(NotFound):
        register.name_of(recorded)
