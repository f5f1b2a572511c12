"""What an author is told of a form that could be published: no form that we offer has any of it."""

import pytest

from forms import Catalogue, load_sources
from portal.configuration import translated
from portal.configuration.translated import translated_texts
from portal.services.form_remarks import remarks_on
from tests.forms.factories import a_choice, a_form, a_page, a_question

OFFERED = Catalogue.load(load_sources())


def said_of(*pages, **given):
    return [
        (each.loc, f"{each.problem} {each.remedy}")
        for each in remarks_on(a_form(*pages, **given))
        if "have no English" not in each.problem
    ]


def a_good_page(*questions, **given):
    return a_page(*questions, **{"why": "Zo weten wij dat."} | given)


@pytest.mark.parametrize("form", [*OFFERED], ids=lambda form: form.slug)
def test_a_form_that_we_offer_has_no_remarks(form):
    assert list(remarks_on(form)) == []


def test_a_page_says_why_it_asks():
    assert said_of(a_page(a_question())) == [
        (
            ("sections", 0, "pages", 0),
            "Page 'on_q' does not say why it asks. Add `why: …`: what the answers are needed for.",
        )
    ]


def test_a_page_that_asks_nothing_needs_no_reason():
    content = {"id": "content", "title": "Lees dit", "intro": "Dit moet u weten.", "questions": []}

    assert said_of(content, a_good_page(a_question())) == []


def test_each_page_has_a_title_of_its_own():
    said = said_of(a_good_page(a_question("a")), a_good_page(a_question("b")))

    assert said == [
        (
            ("sections", 0, "pages", number, "title"),
            "More than one page has the title 'Titel'. Give each a title of its own.",
        )
        for number in (0, 1)
    ]


def test_a_page_asks_no_more_than_seven_things():
    questions = [a_question(f"q{number}") for number in range(8)]

    assert said_of(a_good_page(*questions[:7])) == []
    assert said_of(a_good_page(*questions)) == [
        (
            ("sections", 0, "pages", 0, "questions"),
            "Page 'on_q0' asks 8 questions. Make two pages of it.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Indien u verhuist, bel ons.", "Harder than level B1: indien. Write als."),
        ("Vul je naam in.", "Harder than level B1. Say u."),
        (
            "Dit is een zin van " + "woord " * 12 + "lang.",
            (
                "A sentence of 18 words begins with 'Dit is een zin van woord woord'."
                " Make two sentences."
            ),
        ),
        (
            " ".join(["woord"] * 21) + ".",
            "Harder than level B1: 21 words. Make two sentences.",
        ),
    ],
)
def test_a_text_is_plain_dutch(text, sentence):
    place = ("sections", 0, "pages", 0, "questions", 0, "hint")

    assert said_of(a_good_page(a_question(hint=text))) == [(place, sentence)]


def test_names_of_laws_are_no_sentences():
    law = "Wet, artikel " + "1 en " * 8
    norm = {
        "id": "norm",
        "label": "Norm",
        "law": law.strip(),
        "amounts": [{"since": "2020-01-01", "amount": 100}],
    }

    assert said_of(a_good_page(a_question()), norms=[norm]) == []


def test_what_is_not_translated_is_counted_once():
    page = a_good_page(a_choice("keuze", "een", "twee"), title="Nergens vertaald")

    [told] = [each for each in remarks_on(a_form(page)) if "English" in each.problem]

    assert told.loc == ("title",)
    assert "texts have no English, the first is 'Formulier'." in told.problem
    assert "make translations" in told.remedy


@pytest.fixture
def packed(monkeypatch, tmp_path):
    """Translations as they are in a wheel: what is made of them, and not what they are made of."""
    made = translated.resource("translations") / "en/LC_MESSAGES/messages.mo"
    place = tmp_path / "translations/en/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.mo").write_bytes(made.read_bytes())
    monkeypatch.setattr(translated, "resource", lambda name: tmp_path / name)
    translated_texts.cache_clear()
    yield
    translated_texts.cache_clear()


def test_a_wheel_knows_what_is_translated_too(packed):
    assert "Verhuizing doorgeven" in translated_texts("en")
    assert "Nergens vertaald" not in translated_texts("en")
