"""Answers of registers within their published schemas and slightly outside.

Whatever they say, reading them ends in an answer or in a failure of that register; nothing that
can be read is hidden, and nothing that they do not say is told.
"""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.addresses import Address
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, NotFound
from portal.domain.people import Party
from portal.domain.sources import Shape, SourceDescription, SourceField
from portal.gateways.addresses.locatieserver import Locatieserver
from portal.gateways.consultations.log import VngLog
from portal.gateways.persons.brp import FIELDS, OPTIONAL_FIELDS, BrpPersons
from portal.gateways.sources.registers import RegisterClient
from portal.gateways.vehicles.rdw import RdwVehicles
from tests.examples import of_outside_systems
from tests.factories import BSN
from tests.files_read import read_spec
from tests.portal.gateways.test_addresses import DOCUMENT
from tests.portal.gateways.test_consultation_log import DAYS, READ, an_item
from tests.portal.gateways.test_persons import NOOR
from tests.portal.gateways.test_vehicles import ROW
from tests.random_answers import ODD, OneAnswer, slightly_outside, within_schema

SPECS = Path(__file__).parents[2] / "specs"
BRP = read_spec("brp-bevragen-resolved.yaml")
RESIDENT = ConsultationProof(uuid4(), Party.resident(BSN, uuid4()))
WARNINGS = (
    "geheimhoudingPersoonsgegevens",
    "indicatieCurateleRegister",
    "opschortingBijhouding",
    "rni",
)
UNASKED = ("geheimhoudingPersoonsgegevens", "opschortingBijhouding", "inOnderzoek", "rni")
ASKED = frozenset({*(name.partition(".")[0] for name in (*FIELDS, *OPTIONAL_FIELDS)), *UNASKED})
IN_SCHEMA = within_schema(BRP, "Persoon", ASKED).map(
    lambda person: {**person, "burgerservicenummer": BSN}
)
PERSONS = IN_SCHEMA | slightly_outside(IN_SCHEMA) | slightly_outside(st.just(NOOR))
WORD = re.compile(r"\w+")
OWN_WORDS = {"tegenover", "bij"}


def words_in(value: Any) -> set[str]:
    """All words in an answer."""
    if isinstance(value, dict):
        return set().union(*map(words_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(words_in, value))
    return set(WORD.findall(str(value).upper()))


def register_of(person: dict[str, Any]) -> BrpPersons:
    return BrpPersons(OneAnswer.of("persons", {"personen": [person]}), b"k" * 32)


@given(person=PERSONS)
@of_outside_systems()
def test_whatever_the_brp_says_of_somebody_it_is_told_or_missing(person):
    try:
        answer = register_of(person).person(RESIDENT)
    except InvalidSourceAnswer:
        if person.get("burgerservicenummer") == BSN:  # then it is a warning that can't be read
            without = {name: value for name, value in person.items() if name not in WARNINGS}
            assert register_of(without).person(RESIDENT).value
        return

    told = answer.value
    partners, children = (person.get(name) or [] for name in ("partners", "kinderen"))
    if isinstance(partners, list) and isinstance(children, list):
        present = [each for each in partners if not _is_ended(each)]
        most = len(present) + len(children)
        missing = [part for part in answer.missing if part.name == "relative"]
        assert len(told.relatives) + len(missing) >= most, "nobody is hidden"
    assert len({each.key for each in told.relatives}) == len(told.relatives)
    said = words_in(person)
    lines = told.address.lines if told.address else ()
    for text in (told.name, *lines, *(each.name for each in told.relatives)):
        assert set(WORD.findall(text.upper())) - OWN_WORDS <= _written(said)
    assert not (told.unread and not answer.missing)


def _is_ended(partner: Any) -> bool:
    return isinstance(partner, dict) and partner.get("ontbindingHuwelijkPartnerschap") is not None


def _written(words: set[str]) -> set[str]:
    """These words, and the parts in which a page writes some of them."""
    postcodes = {part for word in words for part in (word[:4], word[4:])}
    return {*words, *postcodes, *(word.upper() for word in OWN_WORDS), *_joined(words)}


def _joined(words: set[str]) -> set[str]:
    return {f"{first}{second}" for first in words if first.isdigit() for second in words}


@given(
    documents=st.lists(slightly_outside(st.just(DOCUMENT)), max_size=3), count=ODD | st.integers()
)
@of_outside_systems()
def test_whatever_the_address_register_says_it_is_told_or_missing(documents, count):
    response = {"numFound": 3, "docs": [*documents, {**DOCUMENT, "huisnummer": 11}]}
    found = response if count == 3 else {**response, "numFound": len(documents) + 1}
    register = Locatieserver(OneAnswer.of("addresses", {"response": found}))

    try:
        answer = register.find("1235 EF", 10)
    except InvalidSourceAnswer:
        assert documents
        return

    others = [each for each in documents if each.get("huisnummer") not in (10, DOCUMENT)]
    assert len(answer.value) + len(answer.missing) + len(others) >= len(documents)
    for address in answer.value:
        assert isinstance(address, Address)
        assert address.number == 10


@given(rows=st.lists(slightly_outside(st.just(ROW)), max_size=2))
@of_outside_systems()
def test_whatever_the_rdw_says_of_a_plate_it_is_told_or_a_failure(rows):
    register = RdwVehicles(OneAnswer.of("vehicles", rows))

    try:
        vehicle = register.find("AB123C")
    except InvalidSourceAnswer:
        assert rows
        return

    assert (vehicle is None) == (not rows)
    if vehicle:
        words = {word.upper() for row in rows for word in words_in(row)}
        for text in (vehicle.make, vehicle.model, vehicle.colour):
            assert text.isprintable()
            assert {word.upper() for word in WORD.findall(text)} <= words


LINES = st.builds(an_item) | slightly_outside(st.builds(an_item))
LINES_IN_SCHEMA = within_schema(READ, "VerwerktObjectUitgebreid").map(
    lambda item: {**item, "objecttype": "persoon", "soortObjectId": "BSN", "objectId": BSN}
)


@given(items=st.lists(LINES | slightly_outside(LINES_IN_SCHEMA), max_size=3))
@of_outside_systems()
def test_whatever_the_log_says_it_is_told_or_missing(items):
    log = VngLog(api=OneAnswer.of("log", {"results": [*items, an_item()]}), own="002220647")

    try:
        answer = log.lines_of(RESIDENT, *DAYS)
    except InvalidSourceAnswer:
        assert any(each.get("objectId") != BSN or _is_of_another_kind(each) for each in items)
        return

    open_ones = [each for each in items if _is_open(each)]
    assert len(answer.value) + len(answer.missing) >= len(open_ones) + 1
    assert all(BSN not in str((line.reason, line.details)) for line in answer.value)


def _is_of_another_kind(item: dict[str, Any]) -> bool:
    return (item.get("objecttype"), item.get("soortObjectId")) != ("persoon", "BSN")


def _is_open(item: dict[str, Any]) -> bool:
    act = item.get("verwerkingsactie")
    return isinstance(act, dict) and act.get("vertrouwelijkheid") in ("normaal", "opgeheven")


INCOME = SourceDescription(
    id="uwv",
    records="inkomsten",
    fields=tuple(
        SourceField(name=shape.value, at_source=shape.value, shape=shape) for shape in Shape
    ),
)
RECORD = {
    "text": "Bakkerij",
    "money": "684.25",
    "balance": "-12.50",
    "day": "2026-01-01",
    "month": "2026-10",
}
AMOUNTS = st.decimals(-9_999_999, 9_999_999, places=2).map(str)
RECORDS = st.fixed_dictionaries(
    {
        "text": st.text(min_size=1, max_size=200),
        "money": AMOUNTS,
        "balance": AMOUNTS,
        "day": st.dates().map(str),
        "month": st.just("2026-10"),
    }
)


@given(records=st.lists(RECORDS | slightly_outside(RECORDS | st.just(RECORD)), max_size=3))
@of_outside_systems()
def test_whatever_a_source_says_each_record_is_there_with_what_can_be_read(records):
    answer = {"burgerservicenummer": BSN, "inkomsten": records}
    source = RegisterClient(INCOME, OneAnswer.of("uwv", answer))

    try:
        told = source.fetch(BSN, tuple(RECORD))
    except InvalidSourceAnswer:
        assert records
        return

    assert len(told) == len(records)
    for mine, theirs in zip(told, records, strict=True):
        assert set(mine) <= set(theirs)
        if "money" in mine:
            assert f"{mine['money'] / 100:.2f}" == theirs["money"]
        if "text" in mine:
            assert mine["text"] == theirs["text"]


@pytest.mark.parametrize("personen", [[], [NOOR, NOOR]])
def test_nobody_and_two_people_are_different_answers(personen):
    register = BrpPersons(OneAnswer.of("persons", {"personen": personen}), b"k" * 32)

    with pytest.raises(InvalidSourceAnswer if personen else NotFound):
        register.person(RESIDENT)
