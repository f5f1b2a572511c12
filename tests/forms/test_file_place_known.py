"""Files, places, and what is already known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import StoredFile
from forms.engine import path
from forms.fields import values
from forms.kinds import KINDS
from forms.kinds.known import fact_lines
from forms.reading import summary
from portal.domain.persons import Remark
from tests.forms.factories import FACTS, OneQuestion, a_context

PHOTO = StoredFile("f1", "contract.jpg", 1000, "image/jpeg")
WITH_PHOTO = a_context(uploads={"q": (PHOTO,)})
KNOWN = {
    "facts": [
        {"fact": "person.name", "label": "Naam"},
        {"fact": "person.born", "label": "Geboren"},
        {"fact": "person.address", "label": "Adres"},
        {"fact": "household", "label": "Huis"},
    ],
    "wrong": "Bel ons.",
}


def test_files_that_are_kept_are_the_answer():
    question = OneQuestion("file", WITH_PHOTO)

    assert question.value() == {"later": False, "files": ["f1"]}
    assert question.shown().stored == (PHOTO,)


def test_later_is_an_answer_only_where_it_is_offered():
    question = OneQuestion("file", later=True)

    assert question.value(("later", "y")) == {"later": True, "files": []}
    assert question.again({"later": True, "files": []}) == {"later": True, "files": []}
    assert OneQuestion("file").fault(("later", "y")).error_id == "q"


def test_a_file_makes_later_unneeded():
    value = OneQuestion("file", WITH_PHOTO, later=True).value(("later", "y"))

    assert value == {"later": False, "files": ["f1"]}


def test_refused_files_are_told_while_the_others_stay():
    refused = ("groot.pdf is te groot.", "virus.pdf is niet veilig.")
    context = a_context(uploads={"q": (PHOTO,)}, upload_errors={"q": refused})

    field = OneQuestion("file", context).fault()

    assert field.errors == list(refused)
    assert field.upload_errors == refused
    assert field.stored == (PHOTO,)


def test_too_many_files():
    context = a_context(uploads={"q": (PHOTO, PHOTO)})

    assert OneQuestion("file", context, max_files=1).fault().errors == [
        "Haal bestanden weg. U kunt er 1 sturen."
    ]


def test_no_file():
    assert OneQuestion("file", required=False).value() is None
    assert OneQuestion("file").fault().errors == ["Kies een bestand, bijvoorbeeld een foto."]
    assert "later" in OneQuestion("file", later=True).fault().errors[0]


def test_place_by_text_or_by_position():
    question = OneQuestion("place")

    assert question.value(("street", "Lindelaan 12")) == {
        "text": "Lindelaan 12",
        "latitude": "",
        "longitude": "",
    }
    assert question.value(("latitude", "52.0705"), ("longitude", "4.3007")) == {
        "text": "",
        "latitude": "52.070500",
        "longitude": "4.300700",
    }


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("91", "4"),
        ("52", "181"),
        ("NaN", "4"),
        ("x", "4"),
        ("52", ""),
        ("Infinity", "4"),
        ("1e999", "1"),
    ],
)
def test_position_that_cannot_be(latitude, longitude):
    field = OneQuestion("place").fault(("latitude", latitude), ("longitude", longitude))

    assert field.errors == ["De plek van uw apparaat klopt niet. Vul een straat in."]
    assert field.error_id == "q-street"


def test_no_place_and_too_much_place():
    assert OneQuestion("place").fault().error_id == "q-street"
    assert "301" in OneQuestion("place").fault(("street", "x" * 301)).errors[0]
    assert OneQuestion("place", required=False).value() is None


@given(
    st.decimals(-90, 90, places=6, allow_nan=False),
    st.decimals(-180, 180, places=6, allow_nan=False),
)
def test_stored_place_shown_and_sent_again_is_the_same(latitude, longitude):
    value = {
        "text": "Haven",
        "latitude": f"{latitude.quantize(Decimal('0.000001')):f}",
        "longitude": f"{longitude.quantize(Decimal('0.000001')):f}",
    }

    assert OneQuestion("place").again(value) == value


def test_known_facts_are_shown_and_nothing_is_asked():
    field = OneQuestion("known", **KNOWN).shown()

    assert field.facts == (
        ("Naam", ("Noor de Wit",)),
        ("Geboren", ("2 maart 1988",)),
        ("Adres", ("Lindelaan 12", "1234 AB Demodam")),
        ("Huis", ("Sam Yilmaz", "Lila Yilmaz")),
    )
    assert not field.missing
    assert field.wrong == "Bel ons."
    assert field.error_id == "q"


def test_known_facts_that_are_missing_are_not_nothing():
    field = OneQuestion("known", a_context(facts={"household": []}), **KNOWN).shown()

    assert field.missing
    assert field.facts == (("Huis", ("Niemand anders",)),)


def test_what_the_register_does_not_hold_is_not_an_outage():
    context = a_context(facts={"person": {"name": "Noor", "address": {}}, "household": []})
    field = OneQuestion("known", context, **KNOWN).shown()

    assert not field.missing
    assert not field.is_stranger
    assert field.facts == (
        ("Naam", ("Noor",)),
        ("Geboren", ("Hierover staat niets in de BRP.",)),
        ("Adres", ("Hierover staat niets in de BRP.",)),
        ("Huis", ("Niemand anders",)),
    )


def test_somebody_whom_the_register_does_not_know_is_told_so():
    field = OneQuestion("known", a_context(facts={"person": {}}), **KNOWN).shown()

    assert field.is_stranger
    assert not field.missing
    assert field.facts == ()


def test_an_address_abroad_and_a_home_opposite_are_shown_as_the_register_has_them():
    abroad = {"lines": ["Rue de la Loi 1", "1000 Bruxelles", "België"]}
    opposite = FACTS["person"]["address"] | {"indication": "tegenover"}

    for address, first in ((abroad, "Rue de la Loi 1"), (opposite, "Lindelaan tegenover 12")):
        context = a_context(facts={"person": {"address": address}})
        assert fact_lines("person.address", context)[0] == first


def test_an_incomplete_date_is_shown_as_it_is():
    person = FACTS["person"] | {"born": "1960"}

    assert fact_lines("person.born", a_context(facts={"person": person})) == ("1960",)


def test_a_month_of_birth_is_written_out():
    person = FACTS["person"] | {"born": "1960-11"}

    assert fact_lines("person.born", a_context(facts={"person": person})) == ("november 1960",)


@pytest.mark.parametrize("remark", list(Remark))
def test_each_remark_of_the_register_has_a_sentence(remark):
    context = a_context(facts={"person": {"name": "Noor", "remarks": [str(remark), "else"]}})
    [sentence] = OneQuestion("known", context, **KNOWN).shown().remarks

    assert sentence.endswith(".")


def test_a_house_number_in_a_fact_may_be_a_number():
    address = FACTS["person"]["address"] | {"number": 12}
    context = a_context(facts={"person": {"address": address}})

    assert fact_lines("person.address", context) == ("Lindelaan 12", "1234 AB Demodam")


def test_what_is_known_is_no_answer():
    form = OneQuestion("known", **KNOWN).form

    assert KINDS["known"].display(form.pages[0].questions[0], None, a_context()) == ()
    assert summary(path(form, {}, a_context())) == ()


def test_sending_a_known_page_gives_no_values():
    form = OneQuestion("known", **KNOWN).sent()

    assert form.errors == {}
    assert form["q"].raw_by_name() == {}
    assert values(form) == {}
