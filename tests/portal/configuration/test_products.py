"""The file with what isn't online, and each mistake in it."""

import pytest

from portal.configuration import products
from portal.configuration.operator_files import BadFile
from portal.resources import resource
from portal.texts.plain_dutch import faults

USUAL = """
[[product]]
slug = "paspoort"
name.nl = "Paspoort"
how.nl = "Maak een afspraak."
words.nl = ["pas"]
"""


@pytest.fixture
def read(tmp_path):
    """The products in a file with this text."""

    def load(text):
        file = tmp_path / "producten.toml"
        file.write_text(text, "utf-8")
        return products.load(file)

    return load


def test_a_product_needs_no_more_than_a_name_and_a_way(read):
    (product,) = read(USUAL)

    assert (product.url, product.event) == ("", "")
    assert product.words == {"nl": ("pas",)}
    assert read("") == ()


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (USUAL + USUAL, "there are two of them"),
        (USUAL + 'event = "feest"', "event: write one of"),
        (USUAL + 'url = "javascript:alert(1)"', "url"),
        (USUAL + 'url = "http://demodam.example/"', "url"),
        (USUAL + 'price = "3"', "unknown field price"),
        (USUAL.replace("name.nl", "name.en"), "no nl; add it"),
        (USUAL + 'name.xx = "Pas"', "unknown language xx"),
        (USUAL.replace('"paspoort"', '"Pas poort"'), "slug"),
        (USUAL.replace('how.nl = "Maak een afspraak."\n', ""), "no how; add it"),
    ],
)
def test_a_mistake_stops_the_start(read, text, mistake):
    with pytest.raises(BadFile, match=mistake):
        read(text)


def test_what_residents_read_of_products_is_plain_dutch():
    texts = [
        text
        for product in products.load(resource("products.toml"))
        for text in (product.name["nl"], product.how["nl"])
    ]

    assert [(text, fault) for text in texts for fault in faults(text)] == []


def test_products_and_search_words_are_in_every_language():
    for product in products.load(resource("products.toml")):
        assert set(product.name) == set(product.how) == set(product.words) == {"nl", "en"}
    for page in products.load_search().pages:
        assert set(page.words) == {"nl", "en"}
