"""Search in sentences: what residents say finds what they mean, or where it is."""

import tomllib
from pathlib import Path

import pytest

from forms import Catalogue, load_sources
from portal.configuration import products
from portal.features.home.results import index_of
from portal.features.home.search import TITLE_WEIGHT, SearchEntry, SearchIndex, SearchVocabulary
from portal.features.home.spelling import key_of, words_of
from portal.resources import resource
from tests.browser import links_of, main_of
from tests.forms_filled import MOVE

FOLDER = Path(__file__).parent
FIRST, SHARE = 3, 0.9
"""Among how many results what is meant must be, and of how many of the phrases."""
MOST_RESULTS = 8


def phrases(name):
    """(phrase, key of what it means) of each in this file."""
    groups = tomllib.loads((FOLDER / name).read_text("utf-8"))
    return [(phrase, key) for group in groups.values() for phrase, key in group]


@pytest.fixture(scope="module")
def index():
    """All that can be found in the portal of Demodam."""
    forms = Catalogue.load(load_sources())
    return index_of(forms, products.load(resource("products.toml")), products.load_search())


@pytest.mark.parametrize("name", ["phrases.toml", "phrases_unseen.toml"])
def test_what_residents_say_finds_what_they_mean(index, name):
    pairs = phrases(name)

    missed = {phrase: key for phrase, key in pairs if key not in index.search(phrase)[:FIRST]}

    assert len(pairs) - len(missed) >= len(pairs) * SHARE, missed


def test_a_hundred_phrases_are_tried():
    groups = tomllib.loads((FOLDER / "phrases.toml").read_text("utf-8"))
    unseen = tomllib.loads((FOLDER / "phrases_unseen.toml").read_text("utf-8"))

    sizes = {group: len(groups[group]) + len(unseen[group]) for group in groups}
    assert sizes == {"usual": 40, "typo": 30, "a2": 20, "english": 10}
    assert sum(map(len, unseen.values())) == sum(sizes.values()) // 10


@pytest.mark.parametrize(
    "phrase",
    [
        *("", "   ", "de het een", "?!", "zeppelin", "rare zeppelin aanvragen", "\0", "🚚"),
        *("zzzz", "ZZ", "sz", "s", "e", "é", "t", "a b c d", "iiiddd", "👍👍", "привет"),
        *("1", "12345", "0000", "2026", "06-12345678", "z" * 200, "sx" * 100, "e s t " * 30),
        *("no", "or", "asdfgh", "hahaha"),
    ],
)
def test_what_fits_nothing_finds_nothing(index, phrase):
    assert index.search(phrase) == []


def test_a_verb_that_many_things_have_decides_nothing(index):
    found = index.search("uitkering aanvragen")

    assert found[0] == "product bijstand"
    assert "kwijtschelding-aanvragen" not in found
    assert "kwijtschelding-aanvragen" not in index.search("paspoort aanvragen")


def test_a_verb_by_itself_finds_what_one_does_with_it(index):
    assert "kwijtschelding-aanvragen" in index.search("aanvragen")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Straatverlichtingen", "stráátverlichting"),
        ("verhuizen", "verhuisen"),
        ("veranderen", "feranderen"),
        ("trouwen", "trauwen"),
        ("betalen", "betallen"),
        ("rijbewijs", "reibewijs"),
        ("verhuiiiizen", "verhuizen"),
        ("auto's", "auto"),
        ("zzp'er", "ZZP er"),
    ],
)
def test_what_sounds_alike_is_the_same_word(text, other):
    keys = [[key_of(word) for word in words_of(each)] for each in (text, other)]

    assert keys[0] == keys[1]


@pytest.mark.parametrize(("query", "fits"), [("ww", True), ("w", False), ("wwww", False)])
def test_two_letters_are_a_name(query, fits):
    entry = SearchEntry("uitkering", (("WW", TITLE_WEIGHT),))

    assert SearchIndex([entry], SearchVocabulary.of((), ())).search(query) == ["uitkering"] * fits


@pytest.mark.parametrize(
    ("query", "fits"), [("112", True), ("122", False), ("1122", False), ("20266", False)]
)
def test_another_number_is_another_thing(query, fits):
    entry = SearchEntry("nummer", (("bel 112 in 2026", TITLE_WEIGHT),))

    assert SearchIndex([entry], SearchVocabulary.of((), ())).search(query) == ["nummer"] * fits


def test_no_more_is_found_than_can_be_read(index):
    assert len(index.search("kind huis auto geld straat paspoort")) <= MOST_RESULTS


def test_home_shows_what_was_found_and_keeps_the_words(visitor):
    page = visitor.get("/?q=ik+ga+verhuizen+met+mijn+gezin")

    assert f"/formulieren/{MOVE}/" in links_of(page).values()
    assert 'value="ik ga verhuizen met mijn gezin"' in page.text


def test_what_is_not_online_says_where_it_is(visitor):
    page = visitor.get("/?q=pasport")
    assert "Niet online" in main_of(page)

    page = visitor.get(links_of(page)["Paspoort of identiteitskaart"])

    assert "Maak een afspraak" in main_of(page)
    assert "0800 0999" in main_of(page)
    assert "https://demodam.example/paspoort/" in links_of(page).values()


def test_a_life_event_without_a_form_leads_to_how_it_is_done_instead(visitor):
    page = visitor.get(links_of(visitor.get("/"))["Een kind krijgen"])

    assert links_of(page)["Geboorte aangeven"] == "/producten/geboorte/"


def test_a_product_is_told_in_the_language_of_the_page(visitor):
    page = visitor.get("/producten/paspoort/", headers={"Accept-Language": "en"})

    assert "Passport or identity card" in main_of(page)
    assert "Make an appointment." in main_of(page)
    assert "Read more at demodam.example" in links_of(page), "one knows whose page it is"


def test_a_product_that_there_is_not_is_no_page(visitor):
    assert visitor.get("/producten/zeppelin/").status_code == 404


def test_search_that_finds_nothing_says_how_one_is_helped(visitor):
    for nonsense in ("zeppelin", "zzzz"):
        words = main_of(visitor.get(f"/?q={nonsense}"))

        assert f"Niets gevonden voor: {nonsense}" in words
        assert "Bel ons: 0800 0999" in " ".join(words.split())


def test_pages_of_the_portal_are_found_in_the_language_of_the_page(visitor):
    page = visitor.get("/?q=opening+hours", headers={"Accept-Language": "en"})

    assert links_of(page)["Contact and opening hours"] == "/contact/"


def test_search_words_are_shown_as_text(visitor):
    assert "<script>alert" not in visitor.get("/?q=<script>alert(1)</script>").text


def test_endless_search_is_cut(visitor):
    page = visitor.get("/?q=" + "verhuizen+" * 1000)

    assert page.status_code == 200
    assert len(page.text) < 60_000
