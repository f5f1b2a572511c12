"""Reading a query string, and answering a list page by page.

On purpose stricter than Open Zaak: there a filter with an empty value is no filter, so that a
client which forgot a BSN gets everybody's cases. Here that is a 400.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, jsonify, request
from sqlalchemy import Connection, Row, Select, func, select

from portal.embedded.current import world
from portal.embedded.zgw.bodies import storable
from portal.embedded.zgw.problems import invalid, not_found

T = TypeVar("T")

PAGE_SIZE = 100
MAX_PAGE_SIZE = 500
PAGING = frozenset({"page", "pageSize"})


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for; the first page is 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.number - 1) * self.size


def query(allowed: Collection[str]) -> dict[str, str]:
    """The parameters of this request; raises a 400 for an unknown or an empty one."""
    unknown = sorted(set(request.args) - set(allowed))
    if unknown:
        raise unknown_parameters(unknown)
    for name, value in request.args.items(multi=True):
        if not value.strip():
            raise invalid(name, "blank", "Dit veld mag niet leeg zijn.")
        if not storable(value):
            raise invalid(name, "null_characters_not_allowed", "Null-tekens zijn niet toegestaan.")
    return {name: values[-1] for name, values in request.args.lists()}


def unknown_parameters(names: Sequence[str]) -> Exception:
    """The 400 for parameters that the API doesn't know."""
    reason = f"Onbekende query parameters: {', '.join(names)}"
    return invalid("nonFieldErrors", "unknown-parameters", reason)


def page_of(parameters: Mapping[str, str]) -> Page:
    """The page asked for; raises the 404 of a page number that is none."""
    number = _whole(parameters.get("page", "1"))
    if number is None or number < 1:
        raise not_found("Ongeldige pagina.")
    size = _whole(parameters.get("pageSize", ""))
    return Page(number, min(size, MAX_PAGE_SIZE) if size else PAGE_SIZE)


def page_of_rows(
    connection: Connection,
    rows: Select[Any],
    order: Iterable[Any],
    page: Page,
    total: Select[int] | None = None,
) -> tuple[Sequence[Row[Any]], int]:
    """The rows of this page, and how many there are in all: by `total`, where that is quicker."""
    here = rows.order_by(*order).limit(page.size).offset(page.offset)
    found = connection.execute(here).all()
    if page.number == 1 and len(found) < page.size:
        return found, len(found)  # they all stand on this page
    if total is None:
        total = select(func.count()).select_from(rows.subquery())
    return found, connection.execute(total).scalar_one()


def paginated(results: Sequence[Mapping[str, Any]], count: int, page: Page) -> Response:
    """One page of a list; raises the 404 of a page past the end."""
    if page.number > 1 and page.offset >= count:
        raise not_found("Ongeldige pagina.")
    has_more = page.offset + page.size < count
    return jsonify(
        {
            "count": count,
            "next": _page_address(page.number + 1) if has_more else None,
            "previous": _page_address(page.number - 1) if page.number > 1 else None,
            "results": list(results),
        }
    )


def part(results: Sequence[Mapping[str, Any]], page: Page) -> Response:
    """The same for a list that is wholly in memory."""
    return paginated(results[page.offset : page.offset + page.size], len(results), page)


def day(name: str, value: str) -> str:
    """The value of a filter on a day, as ISO text; raises a 400 for no such day."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise invalid(name, "invalid", "Voer een geldige datum in.") from error


def truth(name: str, value: str) -> bool:
    """The value of a filter that is yes or no; raises a 400 for anything else."""
    return chosen(name, value.lower(), {"true": True, "false": False, "1": True, "0": False})


def chosen(name: str, value: str, choices: Mapping[str, T]) -> T:
    """What this value stands for; raises a 400 when it is none of the choices."""
    if value not in choices:
        reason = f"Selecteer een geldige keuze. {value} is geen beschikbare keuze."
        raise invalid(name, "invalid_choice", reason)
    return choices[value]


def _whole(value: str) -> int | None:
    """A whole number of at most nine digits, which every column can hold."""
    is_number = value.isascii() and value.isdigit() and len(value) <= 9  # noqa: PLR2004
    return int(value) if is_number else None


def _page_address(number: int) -> str:
    """The request's own address with another page number; the first page has none."""
    names = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    if number > 1:
        names.append(("page", str(number)))
    start = world().base_url + request.path
    return f"{start}?{urlencode(sorted(names))}" if names else start
