"""Lists in pages: all their items, as far as is sane."""

from collections.abc import Iterator
from typing import Any

from portal.gateways.http import Api, Params, reading

MOST_PAGES = 50


def items(api: Api, path: str, params: Params) -> Iterator[dict[str, Any]]:
    """Every item of a list; some lists of the standard are one bare array."""
    answer = api.get(path, params)
    for _ in range(MOST_PAGES):
        with reading(api.system):
            found, following = _page(answer)
        yield from found
        if not following:
            return
        answer = api.get(api.path_of(following))


def _page(answer: Any) -> tuple[list[dict[str, Any]], str | None]:
    if isinstance(answer, list):
        return answer, None
    return answer["results"], answer["next"]
