"""Persons of whom the BRP says something out of the ordinary: each has an answer of its own."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.addresses import Address, DescribedPlace
from portal.domain.failures import SourceError
from portal.domain.persons import Relation, Remark
from portal.gateways import persons
from tests.factories import BSN
from tests.portal.gateways.test_persons import CHILD, NOOR, PARTNER, answering

LINES = ["Rue de la Loi 1", "1000 Bruxelles", "Brabant"]
ABROAD = dict(zip(("regel1", "regel2", "regel3"), LINES, strict=True)) | {
    "land": {"code": "5010", "omschrijving": "België"}
}
HOME = {"korteStraatnaam": "Lindelaan", "huisnummer": 12, "postcode": "1234AB"}
ENDED = {"ontbindingHuwelijkPartnerschap": {"datum": {"type": "Datum", "datum": "2024-01-01"}}}
JONKHEER = {"code": "JH", "omschrijving": "jonkheer", "soort": "predicaat"}
GRAAF = {"code": "G", "omschrijving": "graaf", "soort": "titel"}


@pytest.fixture
def register(settings):
    return persons.connect(settings)


@pytest.fixture
def read(register, recorded, server):
    """Reads Noor with these changes."""

    def person(**changes):
        server.answers(answering({**NOOR, **changes}))
        return register.person(recorded).value

    return person


@pytest.mark.parametrize(
    ("kind", "home", "place"),
    [
        ("VerblijfplaatsBuitenland", ABROAD, (*LINES, "België")),
        ("VerblijfplaatsBuitenland", {"land": ABROAD["land"]}, ("België",)),
        ("VerblijfplaatsBuitenland", {"regel1": "Rue 1", "land": {"code": "0000"}}, ("Rue 1",)),
        ("Locatie", {"locatiebeschrijving": "Woonboot  bij de brug"}, ("Woonboot bij de brug",)),
        ("Adres", {"postcode": "1234AB", "woonplaats": "Demodam"}, ("1234 AB Demodam",)),
        ("Adres", {"korteStraatnaam": "Lindelaan"}, ("Lindelaan",)),
    ],
)
def test_a_place_is_told_in_the_lines_of_the_register(read, kind, home, place):
    person = read(verblijfplaats={"type": kind, "verblijfadres": home})

    assert person.address == DescribedPlace(place)


@pytest.mark.parametrize(
    ("indication", "line"),
    [
        ({"code": "to", "omschrijving": "tegenover"}, "Lindelaan tegenover 12"),
        ({"code": "by", "omschrijving": "bij"}, "Lindelaan bij 12"),
        ({"code": "by"}, "Lindelaan bij 12"),
        ({"code": "xx", "omschrijving": "naast"}, "Lindelaan naast 12"),
        (None, "Lindelaan 12"),
    ],
)
def test_opposite_a_house_is_another_home_than_the_house(read, indication, line):
    home = {**HOME, "aanduidingBijHuisnummer": indication}

    address = read(verblijfplaats={"type": "Adres", "verblijfadres": home}).address

    assert isinstance(address, Address)
    assert address.lines[0] == line


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ({"huisletter": "a"}, "Lindelaan 12 a"),
        ({"huisnummertoevoeging": "A1"}, "Lindelaan 12-A1"),
        ({"huisletter": "A", "huisnummertoevoeging": "1"}, "Lindelaan 12 A-1"),
    ],
)
def test_letters_and_additions_stay_as_they_are(read, extra, line):
    address = read(verblijfplaats={"type": "Adres", "verblijfadres": {**HOME, **extra}}).address

    assert address.lines[0] == line


@pytest.mark.parametrize(
    ("changes", "remarks"),
    [
        ({}, ()),
        ({"geheimhoudingPersoonsgegevens": True}, (Remark.CONFIDENTIAL,)),
        ({"geheimhoudingPersoonsgegevens": False}, ()),
        ({"indicatieCurateleRegister": True}, (Remark.GUARDIANSHIP,)),
        ({"verblijfplaats": {"type": "VerblijfplaatsBuitenland"}}, (Remark.ABROAD,)),
        ({"verblijfplaats": {"type": "VerblijfplaatsOnbekend"}}, (Remark.ADDRESS_UNKNOWN,)),
        (
            {"verblijfplaats": {"indicatieVastgesteldVerblijftNietOpAdres": True}},
            (Remark.NOT_AT_ADDRESS,),
        ),
        ({"opschortingBijhouding": {"reden": {"code": "R"}}}, (Remark.NON_RESIDENT,)),
        ({"opschortingBijhouding": {"reden": {"code": "E"}}}, (Remark.NON_RESIDENT,)),
        ({"opschortingBijhouding": {"reden": {"code": "O"}}}, (Remark.DECEASED,)),
        ({"opschortingBijhouding": {}}, ()),
        ({"rni": [{"categorie": "Persoon"}]}, (Remark.NON_RESIDENT,)),
        ({"naam": {"geslachtsnaam": "Wit", "inOnderzoek": {}}}, (Remark.NAME_INVESTIGATED,)),
        ({"geboorte": {"inOnderzoek": {"datum": True}}}, (Remark.BIRTH_INVESTIGATED,)),
        (
            {"verblijfplaats": {"verblijfadres": {"inOnderzoek": {"postcode": True}}}},
            (Remark.ADDRESS_INVESTIGATED,),
        ),
        ({"kinderen": [{**CHILD, "inOnderzoek": {}}]}, (Remark.FAMILY_INVESTIGATED,)),
        ({"partners": [{**PARTNER, **ENDED, "inOnderzoek": {}}]}, ()),
    ],
)
def test_what_the_register_says_besides(read, changes, remarks):
    assert read(**changes).remarks == remarks


@pytest.mark.parametrize(
    ("datum", "born", "about"),
    [
        ({"type": "Datum", "datum": "1986-04-17"}, date(1986, 4, 17), ""),
        ({"type": "JaarMaandDatum", "jaar": 1986, "maand": 4}, None, "1986-04"),
        ({"type": "JaarDatum", "jaar": 1986}, None, "1986"),
        ({"type": "DatumOnbekend", "onbekend": True}, None, ""),
    ],
)
def test_a_birth_date_as_far_as_it_is_known(read, datum, born, about):
    person = read(geboorte={"datum": datum}, kinderen=[{"geboorte": {"datum": datum}}])

    assert (person.born, person.born_about) == (born, about)
    assert (person.relatives[1].born, person.relatives[1].born_about) == (born, about)


def test_two_of_whom_nothing_or_the_same_is_known_never_share_a_key(read):
    nameless = {"geboorte": CHILD["geboorte"]}
    children = [{}, {}, nameless, nameless, CHILD, CHILD]

    relatives = read(partners=[{}], kinderen=children).relatives

    assert len({relative.key for relative in relatives}) == len(relatives) == 7


@pytest.mark.parametrize(
    ("ending", "relations"),
    [(None, [Relation.PARTNER]), (ENDED["ontbindingHuwelijkPartnerschap"], []), ({}, [])],
)
def test_a_partner_of_before_is_no_partner_now(read, ending, relations):
    partner = {**PARTNER, "ontbindingHuwelijkPartnerschap": ending}

    person = read(partners=[partner], kinderen=[])

    assert [each.relation for each in person.relatives] == relations


@pytest.mark.parametrize(
    ("naam", "written", "name"),
    [
        ({"aanduidingNaamgebruik": {"code": "V"}}, "A. Yilmaz-Bakker", "A. Yilmaz-Bakker"),
        ({"aanduidingNaamgebruik": {"code": "E"}}, "A. Bakker", "Aisha Bakker"),
        ({"aanduidingNaamgebruik": {"code": "P"}}, None, "Aisha Yilmaz"),
        ({"adellijkeTitelPredicaat": JONKHEER}, None, "jonkheer Aisha Bakker"),
        ({"adellijkeTitelPredicaat": GRAAF, "voorvoegsel": "van"}, None, "Aisha graaf van Bakker"),
        (
            {"adellijkeTitelPredicaat": JONKHEER, "aanduidingNaamgebruik": {"code": "N"}},
            None,
            "jonkheer Aisha Bakker-Yilmaz",
        ),
        ({"voorvoegsel": "d'", "geslachtsnaam": "Artagnan"}, None, "Aisha d'Artagnan"),
        ({"voorvoegsel": "van 't", "geslachtsnaam": "Hek"}, None, "Aisha van 't Hek"),
        ({"geslachtsnaam": "."}, None, "Aisha"),
    ],
)
def test_a_widow_is_named_as_the_register_writes_her(read, naam, written, name):
    person = read(
        naam={"voornamen": "Aisha", "geslachtsnaam": "Bakker", **naam},
        adressering={"aanschrijfwijze": {"naam": written}},
        partners=[{**PARTNER, **ENDED}],
    )

    assert person.name == name


def test_form_and_greeting_have_one_name(register, recorded, server):
    naam = {**NOOR["naam"], "aanduidingNaamgebruik": {"code": "N"}}
    written = {"aanschrijfwijze": {"naam": "N. de Wit-Yilmaz"}}
    server.answers(answering({**NOOR, "naam": naam, "adressering": written}))

    assert register.name_of(recorded) == register.person(recorded).value.name


TEXT = st.none() | st.text(max_size=20)
VALUE = st.none() | st.fixed_dictionaries({}, optional={"code": TEXT, "omschrijving": TEXT})
DAYS = st.none() | st.fixed_dictionaries(
    {"type": st.sampled_from(["Datum", "JaarMaandDatum", "JaarDatum", "DatumOnbekend"])},
    optional={
        "datum": st.sampled_from(["1986-04-17", "0001-01-01", "", None, "1986-00-00"]),
        "jaar": st.integers(0, 10_000),
        "maand": st.integers(0, 13),
    },
)
NAMES = st.none() | st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ["voornamen", "voorletters", "voorvoegsel", "geslachtsnaam", "volledigeNaam"], TEXT
        ),
        "adellijkeTitelPredicaat": VALUE,
        "aanduidingNaamgebruik": VALUE,
        "inOnderzoek": st.none() | st.just({}),
    },
)
BIRTHS = st.none() | st.fixed_dictionaries({}, optional={"datum": DAYS})
RELATIVES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "burgerservicenummer": st.none() | st.just("999990019"),
            "naam": NAMES,
            "geboorte": BIRTHS,
            "ontbindingHuwelijkPartnerschap": st.none() | BIRTHS,
        },
    ),
    max_size=4,
)
HOMES = st.none() | st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ["officieleStraatnaam", "korteStraatnaam", "huisletter", "huisnummertoevoeging"], TEXT
        ),
        **dict.fromkeys(["postcode", "woonplaats", "locatiebeschrijving", "regel1"], TEXT),
        "huisnummer": st.none() | st.integers(-1, 100_000),
        "aanduidingBijHuisnummer": VALUE,
        "land": VALUE,
    },
)
RECORDS = st.fixed_dictionaries(
    {"burgerservicenummer": st.just(BSN)},
    optional={
        "naam": NAMES,
        "geboorte": BIRTHS,
        "verblijfplaats": st.none() | st.fixed_dictionaries({}, optional={"verblijfadres": HOMES}),
        "partners": st.none() | RELATIVES,
        "kinderen": st.none() | RELATIVES,
        "geheimhoudingPersoonsgegevens": st.none() | st.booleans(),
        "opschortingBijhouding": st.none() | st.fixed_dictionaries({"reden": VALUE}),
    },
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(record=RECORDS)
def test_whatever_the_register_says_nobody_is_hidden_or_made_up(register, recorded, server, record):
    server.answers(answering(record))

    try:
        answer = register.person(recorded)
    except SourceError:
        return
    present = [
        partner
        for partner in record.get("partners") or []
        if partner.get("ontbindingHuwelijkPartnerschap") is None
    ]
    relatives, lacking = answer.value.relatives, len(answer.missing)
    children = len(record.get("kinderen") or [])
    assert len(present) + children - lacking <= len(relatives) <= len(present) + children
    assert len({relative.key for relative in relatives}) == len(relatives)
