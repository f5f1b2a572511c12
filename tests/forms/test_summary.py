"""Answers as people read them, and as case properties."""

from datetime import date

import pytest

from forms import StoredFile
from forms.case_data import case_properties
from forms.engine import path
from forms.reading import summary
from tests.forms.factories import a_choice, a_context, a_form, a_page, a_question

CONTEXT = a_context()

EVERY_KIND = a_form(
    a_page(a_choice("choice", "rent", "own", short="Wonen")),
    a_page(a_question("people", "people")),
    a_page(a_question("date", "date")),
    a_page(a_question("address", "address")),
    a_page(a_question("file", "file", later=True)),
    a_page(a_question("place", "place")),
    a_page(a_question("phone", "phone", required=False)),
    a_page(a_question("area", "textarea")),
    a_page(
        a_question(
            "facts_", "known", facts=[{"fact": "person.name", "label": "Naam"}], wrong="Bel."
        )
    ),
)
ADDRESS = {
    "street": "Lindelaan",
    "number": "12",
    "letter": "A",
    "addition": "2",
    "postcode": "1234 AB",
    "city": "Demodam",
    "checked": True,
}
ANSWERS = {
    "choice": "rent",
    "people": {"keys": ["p1"], "names": ["Sam Yilmaz", "Lila"]},
    "date": "2026-12-12",
    "address": ADDRESS,
    "file": {"later": False, "files": ["f1", "f2"]},
    "place": {"text": "Haven", "latitude": "52.000000", "longitude": "4.000000"},
    "area": "een\ntwee",
}


def test_answers_are_shown_as_people_read_them():
    photo = StoredFile("f1", "contract.pdf", 10, "application/pdf")
    context = a_context(uploads={"file": (photo,)})

    [section] = summary(path(EVERY_KIND, ANSWERS, context))

    assert section.title == "Deel"
    assert {row.label: row.lines for row in section.rows} == {
        "Wonen": ("Rent",),
        "Vraag people": ("Sam Yilmaz", "Lila"),
        "Vraag date": ("12 december 2026",),
        "Vraag address": ("Lindelaan 12 A-2", "1234 AB Demodam"),
        "Vraag file": ("contract.pdf", "Een bestand"),
        "Vraag place": ("Haven", "Plek van uw apparaat: 52.000000, 4.000000"),
        "Vraag phone": (),
        "Vraag area": ("een", "twee"),
    }
    assert section.rows[0].page_id == "on_choice"


def test_answers_in_other_words():
    answers = ANSWERS | {
        "people": {"keys": [], "names": []},
        "file": {"later": True, "files": []},
        "address": ADDRESS | {"checked": False},
        "phone": "+31612345678",
        "choice": "gone",
        "date": "onzin",
    }

    [section] = summary(path(EVERY_KIND, answers, CONTEXT))

    lines = {row.question_id: row.lines for row in section.rows}
    assert lines["people"] == ("Niemand",)
    assert lines["file"] == ("U stuurt dit later.",)
    assert lines["address"][-1] == "Wij hebben dit adres niet nagekeken."
    assert lines["phone"] == ("06 12345678",)
    assert lines["choice"] == lines["date"] == ()


def test_texts_are_shown_in_the_language_of_the_reader():
    context = a_context(translate=lambda text: f"[{text}]", locale="en")

    [section] = summary(path(EVERY_KIND, ANSWERS, context))

    assert section.title == "[Deel]"
    assert section.rows[0].label == "[Wonen]"
    assert section.rows[0].lines == ("[Rent]",)
    assert section.rows[2].lines == ("December 12, 2026",)


def test_case_properties_are_dutch_and_plain():
    form = a_form(
        *(page.model_dump(mode="json", exclude_defaults=True) for page in EVERY_KIND.pages),
        case={
            "type": "T",
            "description": "Zaak",
            "properties": {
                "wonen": "choice",
                "wie": "people",
                "dag": "date",
                "adres": "address",
                "bellen": "phone",
            },
            "documents": {"answers": "Aanvraag", "file": "Bijlage"},
            "first_status": "Ontvangen",
            "term": {"weeks": 8, "law": "Awb, artikel 4:13"},
            "service_days": 5,
        },
    )
    context = a_context(translate=str.upper, locale="en")

    assert case_properties(path(form, ANSWERS, context)) == {
        "wonen": ("rent",),
        "wie": ("Sam Yilmaz", "Lila"),
        "dag": (date(2026, 12, 12),),
        "adres": ("Lindelaan 12 A-2, 1234 AB Demodam",),
    }
    assert case_properties(path(form, {"date": "x"}, context)) == {}


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2028, 2, 29)])
def test_days_are_written_out_in_dutch(day):
    assert a_context().day(day).split()[1] == "februari"
