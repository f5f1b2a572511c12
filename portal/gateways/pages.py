"""Lists in pages: all their items, or a failure when there are more than is sane."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, TypeAdapter

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import ItemList, Resource
from portal.gateways.calls import Params
from portal.gateways.http import Api

MOST_PAGES = 50

T = TypeVar("T")


class ResultPage(Resource, Generic[T]):
    """One page of a list."""

    results: ItemList[T]
    next: str | None = None


ListShape = TypeAdapter[ItemList[T] | ResultPage[T]]
"""The shape of a list: of one page of it, or of the whole as one array."""


def list_of(item: type[T], *, may_be_bare: bool = True) -> ListShape[T]:
    """The shape of a list of these.

    `may_be_bare`: some lists of the ZGW standards are no pages but one array.
    """
    page: Any = ResultPage[item]  # type: ignore[valid-type]
    bare: Any = ItemList[item]  # type: ignore[valid-type]
    either = Annotated[bare | page, Field(union_mode="left_to_right")]
    return TypeAdapter(either if may_be_bare else page)


def read_pages(api: Api, shape: ListShape[T], path: str, params: Params) -> ItemList[T]:
    """Every item of a list; raises `SourceError` rather than leave a page out."""
    items: ItemList[T] = ItemList()
    page = api.read(shape, path, params)
    for _ in range(MOST_PAGES - 1):
        if isinstance(page, ItemList):
            return items + page
        items += page.results
        if not page.next:
            return items
        page = api.read(shape, api.path_of(page.next))
    if isinstance(page, ItemList) or page.next:
        raise InvalidSourceAnswer(api.system, f"more than {MOST_PAGES} pages")
    return items + page.results
