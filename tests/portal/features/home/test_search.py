"""Search in sentences: what residents say finds the form that they mean."""

import pytest

from forms import Catalogue, load_sources
from portal.features.home.search import entry, search, stems_of
from tests.browser import links_of, main_of
from tests.forms_filled import MOVE, REPORT

PHRASES = {
    "ik ga verhuizen met mijn gezin": MOVE,
    "verhuizing doorgeven": MOVE,
    "verhuizen": MOVE,
    "ik verhuis volgende maand": MOVE,
    "wij zijn verhuisd": MOVE,
    "nieuw adres doorgeven": MOVE,
    "mijn adres wijzigen": MOVE,
    "adreswijziging": MOVE,
    "ik heb een nieuwe woning": MOVE,
    "ik ga samenwonen met mijn vriend": MOVE,
    "inschrijven op ander adres": MOVE,
    "hoe geef ik mijn nieuwe adres door?": MOVE,
    "VERHUIZEN!": MOVE,
    "ik ga naar een ander huis": MOVE,
    "lantaarn kapot": REPORT,
    "er ligt afval op straat": REPORT,
    "de straatverlichting doet het niet": REPORT,
    "losse stoeptegels voor mijn deur": REPORT,
    "gat in de weg": REPORT,
    "melding openbare ruimte": REPORT,
    "ik wil iets melden": REPORT,
    "de container is vol": REPORT,
    "er ligt een boom op de weg": REPORT,
    "takken op het fietspad": REPORT,
    "klacht over mijn straat": REPORT,
    "vuilnis naast de container": REPORT,
    "kapotte lantaarnpaal": REPORT,
    "rommel op straat": REPORT,
}


@pytest.fixture(scope="module")
def entries():
    """The two forms, as a Dutch page knows them."""
    return [entry(form, str) for form in Catalogue.load(load_sources())]


@pytest.mark.parametrize("phrase", PHRASES)
def test_what_residents_say_finds_the_form_they_mean_first(entries, phrase):
    found = search(entries, phrase)

    assert [form.slug for form in found][:1] == [PHRASES[phrase]]


@pytest.mark.parametrize("phrase", ["", "   ", "de het een", "?!", "paspoort", "\0", "🚚"])
def test_what_fits_nothing_finds_nothing(entries, phrase):
    assert search(entries, phrase) == []


def test_accents_and_endings_make_no_difference():
    assert stems_of("Straatverlichtingen") == stems_of("stráátverlichting")


def test_home_shows_what_was_found_and_keeps_the_words(visitor):
    page = visitor.get("/?q=ik+ga+verhuizen+met+mijn+gezin")

    assert f"/formulieren/{MOVE}/" in links_of(page).values()
    assert 'value="ik ga verhuizen met mijn gezin"' in page.text


def test_home_says_what_to_do_when_nothing_was_found(visitor):
    page = visitor.get("/?q=paspoort")

    words = main_of(page)
    assert "paspoort" in words
    assert "bel" in words.lower()


def test_search_words_are_shown_as_text(visitor):
    assert "<script>alert" not in visitor.get("/?q=<script>alert(1)</script>").text


def test_endless_search_is_cut(visitor):
    page = visitor.get("/?q=" + "verhuizen+" * 1000)

    assert page.status_code == 200
    assert len(page.text) < 60_000
