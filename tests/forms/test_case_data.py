"""What a form gives the case system besides its PDF: properties as data, and what it is about."""

from datetime import date
from decimal import Decimal

import pytest

from forms import BadForm, Catalogue, load_sources
from forms.case_data import (
    case_description,
    case_objects,
    case_point,
    case_properties,
    case_record,
    case_shapes,
)
from forms.case_objects import CaseAddress, CasePoint, CaseVehicle
from forms.engine import path
from forms.properties import ValueFormat
from tests.forms.factories import a_context, a_form, a_page, a_question

OPTIONS = [{"value": "rent", "label": "Ik ga huren"}, {"value": "own", "label": "Ik koop"}]
CASE = {
    "type": "T",
    "description": "Zaak",
    "documents": {"answers": "Aanvraag", "proof": "Bijlage"},
    "first_status": "Ontvangen",
    "term": None,
    "service_days": 5,
}
PAGE = a_page(
    a_question("living", "choice", options=OPTIONS),
    a_question("amount", "money"),
    a_question("year", "number", at_most=2099),
    a_question("day", "date"),
    a_question("story", "textarea", max_length=1000),
    a_question("place", "place"),
    a_question("address", "address"),
    a_question("plate", "text"),
    a_question("car", "licence_plate", foreign="allowed"),
    a_question("proof", "file"),
)
ANSWERS = {
    "living": "rent",
    "amount": 41250,
    "year": 2026,
    "day": "2026-12-05",
    "story": "x" * 1000,
    "place": {"text": "", "latitude": "52.370216", "longitude": "4.895168"},
    "address": {
        "street": "Lindelaan",
        "number": "14",
        "postcode": "1234 AB",
        "city": "Demodam",
        "checked": False,
    },
}


@pytest.mark.parametrize(
    ("place", "point"),
    [
        (ANSWERS["place"], CasePoint(latitude=Decimal("52.370216"), longitude=Decimal("4.895168"))),
        ({"text": "Lindelaan", "latitude": "", "longitude": ""}, None),
        (None, None),
    ],
)
def test_where_it_is_is_what_was_pointed_at(place, point):
    form = a_form(PAGE, case={**CASE, "properties": {}})

    assert case_point(path(form, ANSWERS | {"place": place}, a_context())) == point


def form_with(**case):
    return a_form(PAGE, case={**CASE, "properties": {}, **case})


def test_answers_are_data_and_not_sentences():
    names = ("living", "amount", "year", "day", "story", "place", "address")
    form = form_with(
        properties={name: name for name in names},
        codes={"living": {"rent": "huur", "own": "koop"}},
    )

    assert case_properties(path(form, ANSWERS, a_context(locale="en"))) == {
        "living": ("huur",),
        "amount": (Decimal("412.50"),),
        "year": (Decimal(2026),),
        "day": (date(2026, 12, 5),),
        "story": ("x" * 1000,),
        "place": ("52.370216, 4.895168",),
        "address": ("Lindelaan 14, 1234 AB Demodam",),
    }
    assert str(case_properties(path(form, ANSWERS, a_context()))["amount"][0]) == "412.50"
    shapes = case_shapes(form)
    assert shapes["living"].codes == ("huur", "koop")
    assert (shapes["amount"].format, shapes["amount"].decimals) == (ValueFormat.NUMBER, 2)
    assert (shapes["year"].format, shapes["year"].longest) == (ValueFormat.NUMBER, 4)
    assert shapes["story"].longest == 1000


def test_a_version_without_codes_gives_the_values_of_its_own():
    form = form_with(properties={"woonsituatie": "living"})

    assert case_properties(path(form, ANSWERS, a_context())) == {"woonsituatie": ("rent",)}


@pytest.mark.parametrize(
    ("subject", "answers", "description"),
    [
        ("Naar {address}", ANSWERS, "Naar Lindelaan 14, 1234 AB Demodam"),
        ("{living}, {place}", ANSWERS, "Ik ga huren, 52.370216, 4.895168"),
        ("In {year}", ANSWERS, "In 2026"),
        ("In {year}", {}, "Zaak"),
        ("", ANSWERS, "Zaak"),
        ("Bij {place}", {"place": {"text": "y" * 90}}, f"Bij {'y' * 75}…"),
        ("Bij {place}", {"place": {"text": "de man met 999993653"}}, "Zaak"),
    ],
)
def test_the_description_says_what_it_is_about(subject, answers, description):
    form = form_with(subject=subject)

    assert case_description(path(form, answers, a_context())) == description


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        ({"subject": "Over {story}"}, "can hold what not everybody may see"),
        ({"subject": "Over {nothing}"}, "No question 'nothing'"),
        ({"subject": "Over {"}, "names no question"),
        ({"codes": {"a": {"rent": "huur", "own": "koop"}}}, "No property 'a'"),
        (
            {"properties": {"a": "living"}, "codes": {"a": {"rent": "huur"}}},
            "Not every value has a code",
        ),
        ({"about": {"nothing": "address"}}, "No question 'nothing'"),
        ({"about": {"address": "licence_plate"}}, "is no licence_plate"),
        ({"about": {"story": "licence_plate"}}, "is no licence_plate"),
        ({"properties": {"a": "day"}, "codes": {"a": {"rent": "huur"}}}, "not one of a few values"),
    ],
)
def test_what_can_not_be_right_is_not_published(case, problem):
    with pytest.raises(BadForm, match=problem):
        form_with(**case)


YES_OR_NO = ("ja", "nee")
"""What a question of yes or no gives by itself."""


def test_every_form_says_what_its_cases_are_about_and_has_codes_in_dutch():
    for form in Catalogue.load(load_sources()):
        assert form.case.subject
        shapes = case_shapes(form).items()
        coded = {name for name, shape in shapes if shape.codes and shape.codes != YES_OR_NO}
        signed = {form.cosign.property} if form.cosign else set()  # the portal itself fills it
        assert coded - signed == form.case.codes.keys()


HOME = CaseAddress(
    street="Lindelaan",
    number=14,
    letter="",
    addition="",
    postcode="1234 AB",
    city="Demodam",
    bag_id="",
)


def test_a_case_is_about_an_address_and_a_vehicle_where_the_form_says_so():
    form = form_with(about={"address": "address", "plate": "licence_plate"})
    looked_up = {**ANSWERS["address"], "checked": True, "bag_id": "9999200000000001"}

    def about(**answers):
        return case_objects(path(form, ANSWERS | answers, a_context()))

    assert about(plate="ab-123.c ") == (HOME, CaseVehicle("AB123C"))
    car = form_with(about={"car": "licence_plate"})
    for plate, country in (("AB123C", "NL"), ("AB-123-C", "DE")):
        answers = {"car": {"plate": plate, "country": country}}
        assert case_objects(path(car, answers, a_context())) == (CaseVehicle("AB123C"),)
    [home] = about(address=looked_up)
    assert (home.bag_id, home.number) == ("9999200000000001", 14)
    assert case_objects(path(form_with(), ANSWERS, a_context())) == ()


@pytest.mark.parametrize("plate", ["", "A", "ik heb geen auto", "999993653", "ÄB-12-CD"])
def test_what_is_no_plate_is_no_vehicle(plate):
    form = form_with(about={"plate": "licence_plate"})

    assert case_objects(path(form, {"plate": plate}, a_context())) == ()


@pytest.mark.parametrize("address", [{"number": ""}, {"number": "14a"}, {}, "Lindelaan 14", None])
def test_what_is_no_address_is_none(address):
    form = form_with(about={"address": "address"})

    assert case_objects(path(form, {"address": address}, a_context())) == ()


def test_the_record_has_the_answers_as_data_page_by_page():
    answers = ANSWERS | {"proof": {"files": ["1"]}, "page:p": True}

    record = case_record(path(form_with(), answers, a_context(locale="en")))

    [(page, data)] = record.items()
    assert page == PAGE["id"]
    assert data == {**ANSWERS, "amount": "412.50"}
    assert case_record(path(form_with(), {}, a_context())) == {}


def test_a_form_that_asks_for_consent_keeps_that_out_of_the_record():
    forms = {form.slug: form for form in Catalogue.load(load_sources())}

    record = case_record(
        path(
            forms["verhuizing-doorgeven"], {"phone": "+31612345678", "may_call": "yes"}, a_context()
        )
    )

    assert record == {"contact": {"phone": "+31612345678"}}


ROWS = a_page(
    a_question("what"),
    a_question("cost", "money"),
    a_question("share", "percentage"),
    a_question("day", "date"),
    a_question("time", "time"),
    a_question("period", "period"),
    a_question("size", "number", unit="m²"),
    repeat={
        "id": "costs",
        "title": "Kosten",
        "row": "%(what)s: %(cost)s, %(share)s, %(day)s, %(time)s, %(period)s, %(size)s",
        "add": "Nog iets",
    },
)
ROW = {
    "what": "Tent\u202fen\u2009kraam",
    "cost": 1_234_550,
    "share": "12.5",
    "day": "2026-12-05",
    "time": "14:00",
    "period": {"from": "2026-12-05", "until": "2026-12-06"},
    "size": 12000,
}


def test_a_row_is_told_to_the_case_system_with_usual_spaces():
    form = a_form(ROWS, case={**CASE, "documents": {"answers": "A"}, "properties": {"k": "costs"}})

    [row] = case_properties(path(form, {"costs": {"1": ROW}}, a_context()))["k"]

    assert row.startswith("Tent en kraam: € 12.345,50, 12,5")
    assert "5 december 2026" in row
    assert [sign for sign in row if sign.isspace() and sign != " "] == []


def test_a_description_has_usual_spaces_and_so_has_what_was_typed():
    case = {"subject": "Bij {place}", "properties": {"verhaal": "story"}}
    answers = {"place": {"text": "de\u202foude haven"}, "story": "a\xa0b\nc\td"}
    sent = path(form_with(**case), answers, a_context())

    assert case_description(sent) == "Bij de oude haven"
    assert case_properties(sent) == {"verhaal": ("a b\nc\td",)}
