"""What a search finds: forms, products that aren't online, and pages of the portal."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flask import url_for

from forms import Catalogue, Form
from portal.configuration.languages import LANGUAGES
from portal.domain.products import OwnPage, Product, SearchFile, SearchWords
from portal.features.home.search import (
    SUMMARY_WEIGHT,
    TITLE_WEIGHT,
    WORDS_WEIGHT,
    SearchEntry,
    SearchIndex,
    SearchVocabulary,
)
from portal.texts.names import ShownName, operator_text
from portal.texts.words import words_in
from portal.web.edge.request_context import portal
from portal.web.words.form_titles import catalogue
from portal.web.words.formats import words

INDEXES_KEPT = 2
"""While forms are published, the one before may still be in use."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One thing that was found, in the language of the page."""

    name: ShownName
    url: str
    summary: ShownName
    is_online: bool
    """Whether it can be done or seen in the portal."""


def results_of(query: str) -> tuple[SearchResult, ...]:
    """What fits this query, best first."""
    handles, forms = portal(), catalogue()
    index = index_of(forms, handles.products, handles.search)
    shown = dict(_shown(forms))
    return tuple(shown[key] for key in index.search(query))


def product_texts(product: Product) -> tuple[ShownName, ShownName]:
    """What this product is called, and how it is done; in Dutch where the language lacks it."""
    return operator_text(words(), product.name), operator_text(words(), product.how)


@lru_cache(INDEXES_KEPT)
def index_of(forms: Catalogue, products: tuple[Product, ...], search: SearchFile) -> SearchIndex:
    """The index of what is published, in all languages: who is new here types what they know."""
    entries = [
        *(SearchEntry(form.slug, tuple(_texts_of_form(form))) for form in forms),
        *(SearchEntry(_key(product), tuple(_texts_of_product(product))) for product in products),
        *(SearchEntry(page.endpoint, tuple(_texts_of_page(page))) for page in search.pages),
    ]
    vocabulary = SearchVocabulary.of(_all(search.skipped), _all(search.general))
    return SearchIndex(entries, vocabulary)


def _shown(forms: Catalogue) -> Iterator[tuple[str, SearchResult]]:
    for form in forms:
        address = url_for("submissions.start", slug=form.slug)
        yield (
            form.slug,
            SearchResult(_text(form.title), address, _text(form.summary), is_online=True),
        )
    for product in portal().products:
        address = url_for("home.product", slug=product.slug)
        name, how = product_texts(product)
        yield _key(product), SearchResult(name, address, how, is_online=False)
    for page in portal().search.pages:
        address = url_for(page.endpoint)
        yield (
            page.endpoint,
            SearchResult(_text(page.name), address, _text(page.summary), is_online=True),
        )


def _texts_of_form(form: Form) -> Iterator[tuple[str, float]]:
    yield from _translated(form.title, TITLE_WEIGHT)
    for synonym in form.synonyms:
        yield from _translated(synonym, WORDS_WEIGHT)
    yield from _translated(form.summary, SUMMARY_WEIGHT)


def _texts_of_product(product: Product) -> Iterator[tuple[str, float]]:
    yield from ((name, TITLE_WEIGHT) for name in product.name.values())
    yield from ((word, WORDS_WEIGHT) for word in _all(product.words))


def _texts_of_page(page: OwnPage) -> Iterator[tuple[str, float]]:
    yield from _translated(page.name, TITLE_WEIGHT)
    yield from ((word, WORDS_WEIGHT) for word in _all(page.words))
    yield from _translated(page.summary, SUMMARY_WEIGHT)


def _translated(text: str, weight: float) -> Iterator[tuple[str, float]]:
    yield from ((words_in(code).text_of(text), weight) for code in LANGUAGES)


def _all(lists: SearchWords) -> Iterator[str]:
    for texts in lists.values():
        yield from texts


def _key(product: Product) -> str:
    """Apart from forms: a form may have the same slug."""
    return f"product {product.slug}"


def _text(msgid: str) -> ShownName:
    return ShownName(words().text_of(msgid), words().language.code)
