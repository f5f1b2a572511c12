"""The parts of a name and of the partner's, for who chooses which one to use."""

import pytest

from forms.facts import FACTS, fact
from portal.domain.persons import NameParts
from portal.gateways import persons
from portal.services.sources.person_facts import facts_of_person
from tests.forms.factories import a_context
from tests.portal.gateways.test_persons import NOOR, PARTNER, answering

OF_BEFORE = {
    "naam": {"voorvoegsel": "van", "geslachtsnaam": "Toen"},
    "ontbindingHuwelijkPartnerschap": {"datum": {"type": "Datum", "datum": "2020-01-02"}},
}
TITLE = {
    "adellijkeTitelPredicaat": {"code": "JV", "omschrijving": "jonkvrouw", "soort": "predicaat"}
}


@pytest.fixture
def names(settings, recorded, server):
    register = persons.connect(settings)

    def asked(**changes):
        server.answers(answering({**NOOR, **changes}))
        return register.person(recorded).value

    return asked


def test_the_parts_of_both_names(names):
    assert names().names == NameParts(
        given="Noor", prefix="de", surname="Wit", use="E", partner_surname="Yilmaz"
    )


def test_the_present_partner_goes_before_the_last_one(names):
    assert names(partners=[OF_BEFORE, PARTNER]).names.partner_surname == "Yilmaz"
    last = names(partners=[OF_BEFORE]).names
    assert (last.partner_prefix, last.partner_surname) == ("van", "Toen")


def test_nobody_is_not_the_same_as_not_known(names):
    assert names(partners=[]).names.partner_surname == ""
    assert names(partners=[PARTNER, {"naam": 5}]).names is None
    assert names(naam={"voornamen": "Noor", "geslachtsnaam": "."}).names is None


def test_a_title_has_rules_of_its_own(names):
    assert names(naam={**NOOR["naam"], **TITLE}).names is None
    titled = {**PARTNER, "naam": {**PARTNER["naam"], **TITLE}}
    assert names(partners=[titled]).names is None


def test_the_parts_are_a_fact_of_forms(names):
    context = a_context(facts=facts_of_person(names()))

    assert "person.names" in FACTS
    assert fact(context, "person.names") == {
        "given": "Noor",
        "prefix": "de",
        "surname": "Wit",
        "use": "E",
        "partner": {"prefix": "", "surname": "Yilmaz"},
    }
    assert (
        fact(a_context(facts=facts_of_person(names(partners=[{"naam": 5}]))), "person.names")
        is None
    )
