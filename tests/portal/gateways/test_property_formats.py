"""Properties of a case: in the format, length and value list of the catalogue, or not at all."""

from datetime import date
from decimal import Decimal

import pytest

from forms.properties import DAY, PropertyShape, ValueFormat
from portal.domain.case_intake import PropertyNeed
from portal.domain.failures import SourceRefused
from portal.gateways.cases.zgw.catalogue_resources import PropertySpecification, PropertyType
from portal.gateways.cases.zgw.named_items import NamedItems
from portal.gateways.cases.zgw.property_formats import SEE_PDF, as_written, properties_lacking
from tests.portal.gateways.deliveries import a_submission, assert_complete
from tests.portal.gateways.givens import items

AMOUNT = {"formaat": "getal", "lengte": "9,2"}
TEXT = {"formaat": "tekst", "lengte": "255"}
MONTH = date(2026, 12, 5)
SECRET = "999993653"


def specification(**fields):
    return PropertySpecification(**{"kardinaliteit": "1", **fields})


@pytest.mark.parametrize(
    ("asked", "values", "texts"),
    [
        ({"formaat": "datum", "lengte": "8"}, (MONTH,), ("20261205",)),
        ({"formaat": "datum_tijd", "lengte": "14"}, (MONTH,), ("20261205000000",)),
        (TEXT, (MONTH,), ("2026-12-05",)),
        (AMOUNT, (Decimal("412.50"),), ("412,50",)),
        ({"formaat": "getal", "lengte": "4"}, (Decimal(2026),), ("2026",)),
        (TEXT, (Decimal("412.50"),), ("412,50",)),
        (TEXT, ("Sam Yilmaz", "Lila"), ("Sam Yilmaz, Lila",)),
        ({**TEXT, "kardinaliteit": "N"}, ("Sam Yilmaz", "Lila"), ("Sam Yilmaz", "Lila")),
        ({**TEXT, "kardinaliteit": "2"}, ("a", "b"), ("a", "b")),
        ({**TEXT, "kardinaliteit": "2"}, ("a", "b", "c"), ("a, b, c",)),
        ({**TEXT, "waardenverzameling": ["Huur", "Koop"]}, ("huur",), ("Huur",)),
        ({}, ("x" * 255,), ("x" * 255,)),
        (TEXT, ("x" * 256,), (SEE_PDF,)),
        ({**TEXT, "kardinaliteit": "N"}, ("a", "x" * 256), (SEE_PDF,)),
    ],
)
def test_a_value_is_written_as_the_catalogue_asks(asked, values, texts):
    assert as_written("eigen", specification(**asked), values) == texts


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ({"formaat": "datum", "lengte": "8"}, (SECRET,)),
        ({"formaat": "datum_tijd", "lengte": "14"}, (Decimal(1),)),
        ({"formaat": "getal", "lengte": "4"}, (Decimal("412.50"),)),
        ({"formaat": "getal", "lengte": "2,2"}, (Decimal("412.50"),)),
        ({"formaat": "getal", "lengte": "9,2"}, (f"ongeveer {SECRET}",)),
        ({"formaat": "getal", "lengte": "8"}, (MONTH,)),
        ({"formaat": "getal", "lengte": "8"}, (Decimal(1), Decimal(2))),
        ({**TEXT, "waardenverzameling": ["huur"]}, ("koop",)),
        ({"formaat": "tekst", "lengte": "4"}, ("x" * 5,)),
    ],
)
def test_what_does_not_fit_is_refused_for_good_by_the_name_of_the_property(asked, values):
    with pytest.raises(SourceRefused, match="property eigen: the answer does not fit") as caught:
        as_written("eigen", specification(**asked), values)
    assert caught.value.is_final
    assert SECRET not in str(caught.value)


def lacking(asked, shape):
    kind = PropertyType(naam="eigen", url="x", specificatie=specification(**asked))
    has = NamedItems({"eigen": kind})
    return list(properties_lacking(has, (PropertyNeed(name="eigen", shape=shape),)))


def test_what_the_form_can_give_is_held_against_the_catalogue():
    money = PropertyShape(format=ValueFormat.NUMBER, longest=9, decimals=2)
    code = PropertyShape(longest=4, codes=("huur", "koop"))

    assert lacking({"formaat": "datum", "lengte": "8"}, DAY) == []
    assert lacking({"formaat": "tekst", "lengte": "10"}, DAY) == []
    assert lacking({"formaat": "tekst", "lengte": "8"}, DAY) == [
        "property eigen that fits: it has length 8, and the form gives up to 10 characters"
    ]
    assert lacking(AMOUNT, money) == []
    assert lacking({**TEXT, "waardenverzameling": ["huur", "koop", "anders"]}, code) == []
    assert lacking({"formaat": "datum", "lengte": "8"}, money) == [
        "property eigen that fits: it has format datum, and the form gives a number"
    ]
    assert lacking({"formaat": "getal", "lengte": "6"}, money) == [
        "property eigen that fits: it has length 6, and the form gives up to 9 characters",
        "property eigen that fits: it has length 6, and the form gives 2 decimals",
    ]
    assert lacking({"formaat": "tekst", "lengte": "40"}, PropertyShape(longest=200)) == [
        "property eigen that fits: it has length 40, and the form gives up to 200 characters"
    ]
    assert lacking({**TEXT, "waardenverzameling": ["huur"]}, code) == [
        "property eigen that fits: it has no value koop in its list"
    ]
    assert lacking({**TEXT, "waardenverzameling": ["huur"]}, PropertyShape(longest=9)) == [
        "property eigen that fits: it has a list of values, and the form takes any"
    ]
    assert list(properties_lacking(NamedItems(), (PropertyNeed(name="eigen", shape=DAY),))) == [
        "property eigen"
    ]
    unread = NamedItems[PropertyType](odd=("1.naam: missing",))
    assert list(properties_lacking(unread, (PropertyNeed(name="eigen", shape=DAY),))) == [
        "property eigen that can be read (1.naam: missing)"
    ]


def test_a_strict_case_system_takes_all_formats_and_every_name_by_itself(case_intake, meddler):
    new = a_submission(
        case_type="VERHUIZING",
        properties={
            "verhuisdatum": (MONTH,),
            "meeverhuizers": ("Sam Yilmaz", "Lila"),
            "woonsituatie": ("huur",),
        },
    )

    key = case_intake.deliver(new)

    assert_complete(case_intake, new, key)
    assert case_intake.deliver(new) == key
    assert_complete(case_intake, new, key)


def test_a_value_that_does_not_fit_makes_no_case(case_intake, meddler):
    new = a_submission(properties={"woonsituatie": ("kraakt",)})

    with pytest.raises(SourceRefused, match="property woonsituatie"):
        case_intake.deliver(new)

    assert items(case_intake.zgw.cases, "zaken", {"identificatie": new.number}) == ()
