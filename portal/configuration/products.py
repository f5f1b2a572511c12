"""The file with what isn't online (`PORTAL_PRODUCTS_FILE`), and the words that the search knows."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from portal.configuration.languages import check_languages, check_texts
from portal.configuration.operator_files import BadFile, FilePart, Text, read_toml
from portal.domain.life_events import LIFE_EVENTS
from portal.domain.products import OwnPage, Product, SearchFile
from portal.resources import resource

SEARCH_FILE = resource("search.toml")
Slug = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Address = Annotated[str, StringConstraints(strict=True, pattern=r"^(https://\S+)?$")]
Texts = dict[Text, Text]
WordLists = dict[Text, tuple[Text, ...]]


class ProductPart(FilePart):
    """One product; see `Product`."""

    slug: Slug
    event: Annotated[str, Field(strict=True)] = ""
    name: Texts
    how: Texts
    url: Address = ""
    words: WordLists


class ProductsFile(FilePart):
    """The whole file."""

    product: tuple[ProductPart, ...] = ()


class PagePart(FilePart):
    """One page of the portal; see `OwnPage`."""

    endpoint: Text
    name: Text
    summary: Text
    words: WordLists


class SearchWordsFile(FilePart):
    """The whole file; see `SearchFile`."""

    skipped: WordLists
    general: WordLists
    page: tuple[PagePart, ...]


def load(path: Path) -> tuple[Product, ...]:
    """The products in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, ProductsFile, setting="PORTAL_PRODUCTS_FILE")
    slugs = [part.slug for part in file.product]
    for part in file.product:
        place = f"{path}: product.{part.slug}"
        if slugs.count(part.slug) > 1:
            raise BadFile(f"{place}: slug: there are two of them; rename one")
        _check_event(place, part.event)
        for name, texts in (("name", part.name), ("how", part.how)):
            check_texts(f"{place}.{name}", texts)
        check_languages(f"{place}.words", part.words)
    return tuple(Product(**dict(part)) for part in file.product)


def load_search(path: Path = SEARCH_FILE) -> SearchFile:
    """The words that the search knows; raises `BadFile`, which says what to mend."""
    file = read_toml(path, SearchWordsFile, setting="search.toml")
    for part in file.page:
        check_languages(f"{path}: page.{part.endpoint}.words", part.words)
    return SearchFile(
        skipped=file.skipped,
        general=file.general,
        pages=tuple(OwnPage(**dict(part)) for part in file.page),
    )


def _check_event(place: str, event: str) -> None:
    events = [life_event.slug for life_event in LIFE_EVENTS]
    if event and event not in events:
        raise BadFile(f"{place}: event: write one of {', '.join(events)}, or take it out")
