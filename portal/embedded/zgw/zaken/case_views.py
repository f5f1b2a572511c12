"""The operations on cases themselves: list, search, read, make, change."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, select

from portal.embedded.current import world
from portal.embedded.storage import ZAAK
from portal.embedded.zgw import authorisations, quirks
from portal.embedded.zgw.access import CRS, check_crs
from portal.embedded.zgw.api import created, fingerprint
from portal.embedded.zgw.bodies import checked, json_object
from portal.embedded.zgw.notifications import notify
from portal.embedded.zgw.problems import invalid
from portal.embedded.zgw.queries import (
    PAGING,
    Page,
    page_of,
    page_of_rows,
    paginated,
    query,
    unknown_parameters,
)
from portal.embedded.zgw.zaken.bodies import ZaakBody
from portal.embedded.zgw.zaken.cases import (
    CASES,
    CaseRow,
    case_row,
    change_case,
    create_case,
    resource,
)
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.expand import expanded, paths
from portal.embedded.zgw.zaken.filters import FILTERS, clauses, ordering, total_by_role

_LIST = FILTERS | PAGING | {"expand", "ordering"}


def with_crs(answer: ResponseReturnValue) -> Response:
    """The answer with the coordinate system it is in."""
    response = make_response(answer)
    response.headers["Content-Crs"] = CRS
    return response


def permitted_case(connection: Connection, case_id: UUID) -> CaseRow:
    """One case; raises the 404, or the 403 of one that the client may not see."""
    row = case_row(connection, case_id)
    authorisations.check_type(world(), row.zaaktype)
    return row


def list_cases() -> Response:
    """`GET /zaken`."""
    check_crs()
    parameters = query(_LIST)
    wanted = paths(parameters.get("expand"))
    return with_crs(_found(parameters, wanted, page_of(parameters)))


def search_cases() -> Response:
    """`POST /zaken/_zoek`: the filters of the list in the body, `expand` as a list.

    Stricter than Open Zaak, which ignores an unknown key and so answers with all cases.
    """
    check_crs()
    page = page_of(query(PAGING))
    body = json_object()
    unknown = sorted(set(body) - FILTERS - {"expand", "ordering"})
    if unknown:
        raise unknown_parameters(unknown)
    expand = body.pop("expand", [])
    if not isinstance(expand, list):
        raise invalid("expand", "not_a_list", "Verwachtte een lijst met items.")
    parameters = {name: _as_text(name, value) for name, value in body.items()}
    return with_crs(_found(parameters, paths(expand), page))


def read_case(case_id: UUID) -> ResponseReturnValue:
    """`GET /zaken/{uuid}`."""
    check_crs()
    wanted = paths(query({"expand"}).get("expand"))
    with world().engine.connect() as connection:
        row = permitted_case(connection, case_id)
        inside = expanded(connection, world(), [row], wanted)
    plain = resource(world(), row)
    response = with_crs(jsonify({**plain, "_expand": inside[row.id]}))
    response.set_etag(_fingerprint(plain))
    return response.make_conditional(request)


def make_case() -> Response:
    """`POST /zaken`."""
    check_crs()
    query(())
    given = json_object()
    authorisations.check_type_url(world(), given.get("zaaktype"))
    body = checked(ZaakBody, given)
    with world().engine.begin() as connection:
        row = case_row(connection, create_case(connection, world(), body))
    made = written(world(), row, "zaak", resource(world(), row))
    notify(world(), made.change)
    return with_crs(created(made.resource))


def change_one_case(case_id: UUID) -> Response:
    """`PATCH /zaken/{uuid}`; `If-Match` is ignored, as in Open Zaak."""
    check_crs()
    query(())
    given = json_object()
    with world().engine.begin() as connection:
        before = permitted_case(connection, case_id)
        body = checked(ZaakBody, {**resource(world(), before), **given})
        change_case(connection, world(), case_id, body, list(given))
        row = case_row(connection, case_id)
    made = written(world(), row, "zaak", resource(world(), row), action="partial_update")
    notify(world(), made.change)
    return with_crs(jsonify(made.resource))


def _found(parameters: Mapping[str, str], wanted: frozenset[str], page: Page) -> Response:
    """One page of the cases that these filters find and the client may see."""
    where = [authorisations.visible(world()), *clauses(parameters)]
    total = total_by_role(parameters, authorisations.hidden(world()))
    with world().engine.connect() as connection:
        rows = select(ZAAK.c.id).where(*where)
        ids, count = page_of_rows(connection, rows, ordering(parameters), page, total)
        found = _cases_at(connection, [row.id for row in ids])
        inside = expanded(connection, world(), found, wanted)
    results = [{**resource(world(), row), "_expand": inside[row.id]} for row in found]
    return paginated(results, count, page)


def _cases_at(connection: Connection, ids: Sequence[UUID]) -> list[CaseRow]:
    """These cases in this order: of the others found, nothing that belongs to them is looked up."""
    rows = {row.id: row for row in connection.execute(CASES.where(ZAAK.c.id.in_(ids)))}
    return [rows[each] for each in ids if each in rows]


def _as_text(name: str, value: Any) -> str:
    """A value of a search body as it would stand in a query string; an empty one is refused."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        value = ",".join(value)
    if not isinstance(value, str):
        raise invalid(name, "invalid", "Ongeldige waarde.")
    if not value.strip():
        raise invalid(name, "blank", "Dit veld mag niet leeg zijn.")
    return value


def _fingerprint(plain: Mapping[str, Any]) -> str:
    """The ETag: another one as soon as anything in the case changes, unless told to lie."""
    seen: Mapping[str, Any] = plain
    if quirks.is_on(world(), quirks.Quirk.STALE_ETAG):
        seen = {"url": plain["url"]}
    return fingerprint(seen)
