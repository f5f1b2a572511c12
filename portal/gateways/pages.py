"""Lists in pages: all their items, or a failure when there are more than is sane."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import ItemList, Resource
from portal.gateways.calls import Params
from portal.gateways.http import Api, parsing_answer_of

MOST_PAGES = 50

Json = dict[str, Any]
T = TypeVar("T")


class ResultPage(Resource, Generic[T]):
    """One page of a list."""

    results: ItemList[T]
    next: str | None = None


def read_pages(
    api: Api, shape: TypeAdapter[ResultPage[T]], path: str, params: Params
) -> ItemList[T]:
    """Every item of a list in pages; raises `SourceError` rather than leave a page out."""
    page = api.read(shape, path, params)
    items = page.results
    for _ in range(MOST_PAGES - 1):
        if not page.next:
            return items
        page = api.read(shape, api.path_of(page.next))
        items += page.results
    if page.next:
        raise InvalidSourceAnswer(api.system, f"more than {MOST_PAGES} pages")
    return items


def items(api: Api, path: str, params: Params, *, may_be_bare: bool = True) -> Iterator[Json]:
    """Every item of a list; raises `SourceError` rather than leave any out.

    `may_be_bare`: some lists of the ZGW standards are no pages but one array.
    """
    answer = api.get(path, params)
    if may_be_bare and isinstance(answer, list):
        yield from answer
        return
    rows, following = _page(api, answer)
    yield from rows
    for _ in range(MOST_PAGES - 1):
        if not following:
            return
        rows, following = _page(api, api.get(api.path_of(following)))
        yield from rows
    if following:
        raise InvalidSourceAnswer(api.system, f"more than {MOST_PAGES} pages")


def _page(api: Api, answer: Any) -> tuple[list[Json], str]:
    """Its items and the URL of the next page."""
    with parsing_answer_of(api.system):
        following = answer.get("next") or ""
        if not isinstance(following, str):
            raise TypeError("next")
        return list(answer["results"]), following
