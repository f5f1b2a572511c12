"""Persons as the BRP should not write them, and names as it means them."""

import pytest
from structlog.testing import capture_logs

from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways import persons
from portal.gateways.persons import names
from portal.gateways.persons.resources import Naam
from tests.factories import BSN
from tests.portal.gateways.givens import BUGS, raising
from tests.portal.gateways.test_persons import CHILD, NOOR, answering


@pytest.fixture
def register(settings):
    return persons.connect(settings)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E", "Theo Philip van den Aedel"),
        ("P", "Theo Philip in het Zonnetje"),
        ("V", "Theo Philip in het Zonnetje-van den Aedel"),
        ("N", "Theo Philip van den Aedel-in het Zonnetje"),
        ("", "Theo Philip van den Aedel"),
    ],
)
def test_the_name_follows_the_chosen_use_of_names(code, name):
    naam = {"voornamen": "Theo Philip", "voorvoegsel": "van den", "geslachtsnaam": "Aedel"}
    partner = Naam(voorvoegsel="in het", geslachtsnaam="Zonnetje")
    chosen = Naam.model_validate({**naam, "aanduidingNaamgebruik": {"code": code}})

    assert names.full(chosen, [partner]) == name


def test_the_own_name_where_the_partners_is_unknown():
    naam = {"voorletters": "T.", "geslachtsnaam": "Aedel", "aanduidingNaamgebruik": {"code": "P"}}

    titled = {**naam, "volledigeNaam": "jonkheer T. Aedel"}

    assert names.full(Naam.model_validate(naam), []) == "T. Aedel"
    assert names.full(Naam.model_validate(naam), [None]) == "T. Aedel"
    assert names.full(Naam.model_validate(titled), []) == "jonkheer T. Aedel"


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_ours_is_no_failure_of_the_register(register, recorded, server, monkeypatch, bug):
    server.answers(answering(NOOR))
    monkeypatch.setattr(names, "full", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        register.person(recorded)


def test_the_operator_is_told_which_field_was_odd_and_never_its_value(register, recorded, server):
    odd = {**NOOR, "geboorte": {"datum": {"type": "Datum", "datum": BSN}}}
    server.answers(answering(odd))

    with capture_logs() as logs:
        register.person(recorded)
    [line] = logs
    assert line["cause"] == "geboorte.datum.datum: value_error"
    assert BSN not in str(logs)


ODD_PARTS = {
    "naam": {"voornamen": 5},
    "geboorte": {"datum": {"type": "Datum", "datum": "gisteren"}},
    "verblijfplaats": {"verblijfadres": {"huisnummer": "achter"}},
}


@pytest.mark.parametrize("field", ODD_PARTS)
def test_an_odd_part_of_a_person_hides_no_other(register, recorded, server, field):
    server.answers(answering({**NOOR, field: ODD_PARTS[field]}))
    whole = {"naam": "name", "geboorte": "born", "verblijfplaats": "address"}

    answer = register.person(recorded)

    person = answer.value
    assert [part.name for part in answer.missing] == [whole[field]]
    assert person.unread == (whole[field],)
    shown = {"name": person.name, "born": person.born, "address": person.address}
    assert [name for name, value in shown.items() if not value] == [whole[field]]
    assert len(person.relatives) == len(NOOR["partners"]) + len(NOOR["kinderen"])


@pytest.mark.parametrize("field", ["partners", "kinderen"])
def test_relatives_who_are_no_list_are_missing_and_not_none(register, recorded, server, field):
    server.answers(answering({**NOOR, field: "geen"}))

    answer = register.person(recorded)

    assert [part.name for part in answer.missing] == ["relative"]


@pytest.mark.parametrize("odd", [{}, {"burgerservicenummer": None}, 5, None])
def test_a_person_who_is_nobody_is_a_failure(register, recorded, server, odd):
    server.answers(answering(odd))

    with pytest.raises(SourceError):
        register.person(recorded)


def test_an_odd_relative_hides_no_other(register, recorded, server):
    odd = {**CHILD, "geboorte": {"datum": {"type": "Datum", "datum": "gisteren"}}}
    server.answers(answering({**NOOR, "kinderen": [odd, CHILD]}))

    with capture_logs() as logs:
        answer = register.person(recorded)

    assert [one.name for one in answer.value.relatives] == ["Sam Yilmaz", "Lila van 't Wolkje"]
    assert [part.name for part in answer.missing] == ["relative"]
    [line] = logs
    assert (line["event"], line["cause"]) == (
        "outside_partial",
        "geboorte.datum.datum: value_error",
    )


def test_an_only_child_who_is_odd_hides_not_the_person(register, recorded, server):
    odd = {**CHILD, "geboorte": {"datum": {"type": "Datum", "datum": "gisteren"}}}
    server.answers(answering({**NOOR, "kinderen": [odd]}))

    answer = register.person(recorded)

    assert [relative.name for relative in answer.value.relatives] == ["Sam Yilmaz"]
    assert [part.name for part in answer.missing] == ["relative"]


@pytest.mark.parametrize(
    "odd",
    [
        {"geheimhoudingPersoonsgegevens": "misschien"},
        {"indicatieCurateleRegister": {"a": 1}},
        {"opschortingBijhouding": "overleden"},
        {"rni": "ja"},
    ],
)
def test_a_warning_that_can_not_be_read_is_not_left_out(register, recorded, server, odd):
    server.answers(answering({**NOOR, **odd}))

    with pytest.raises(InvalidSourceAnswer):
        register.person(recorded)


def test_a_name_that_can_not_be_read_is_no_empty_name(register, recorded, server):
    server.answers(answering({"burgerservicenummer": NOOR["burgerservicenummer"], "naam": "Noor"}))

    with pytest.raises(InvalidSourceAnswer):
        register.name_of(recorded)
