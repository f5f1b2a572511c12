"""The filters of `GET /zaken` and `POST /zaken/_zoek`: each name, and the clause it stands for.

Filters on a role hold for one and the same role, as in Open Zaak.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.sql.elements import UnaryExpression

from portal.embedded.current import world
from portal.embedded.storage import RESULTAAT, ROL, STATUS, ZAAK
from portal.embedded.zgw import confidentiality, quirks
from portal.embedded.zgw.addresses import id_in
from portal.embedded.zgw.problems import invalid
from portal.embedded.zgw.queries import chosen, day, truth, unknown_parameters
from portal.embedded.zgw.zaken.parts import newest_status

AT_MOST = "maximaleVertrouwelijkheidaanduiding"
Clause = ColumnElement[bool]
Filter = Callable[[str, str], Clause]


def _text(field: str) -> ColumnElement[str]:
    column: ColumnElement[str] = ZAAK.c.data[field].astext
    return column


def _equals(column: ColumnElement[Any]) -> Filter:
    return lambda _, value: column == value


def _among(column: ColumnElement[Any]) -> Filter:
    return lambda _, value: column.in_(value.split(","))


def _contains(column: ColumnElement[Any]) -> Filter:
    return lambda _, value: column.icontains(value, autoescape=True)


def _linked(column: ColumnElement[Any], kind: str) -> Filter:
    """A link to a resource of the catalogue; one that isn't there has no cases."""
    return lambda _, value: _matches(column, [id_in(world(), kind, value)])


def _any_linked(column: ColumnElement[Any], kind: str) -> Filter:
    return lambda _, value: _matches(
        column, [id_in(world(), kind, url) for url in value.split(",")]
    )


def _matches(column: ColumnElement[Any], ids: Sequence[UUID | None]) -> Clause:
    known = [each for each in ids if each is not None]
    return column.in_(known) if known else false()


def _days(field: str) -> dict[str, Filter]:
    """A day, and before, after and without one."""
    column = _text(field)
    return {
        field: lambda name, value: column == day(name, value),
        f"{field}__gt": lambda name, value: column > day(name, value),
        f"{field}__gte": lambda name, value: column >= day(name, value),
        f"{field}__lt": lambda name, value: column < day(name, value),
        f"{field}__lte": lambda name, value: column <= day(name, value),
        f"{field}__isnull": lambda name, value: (
            column.is_(None) if truth(name, value) else column.is_not(None)
        ),
    }


def _kenmerk(name: str, value: str) -> Clause:
    """A mark as `source:mark`; both parts must stand in one mark of the case."""
    if quirks.is_on(world(), quirks.Quirk.NO_MARK_FILTER):
        raise unknown_parameters([name])
    source, colon, mark = value.partition(":")
    if not colon:
        raise invalid(name, "invalid", "Gebruik het formaat bron:kenmerk.")
    return ZAAK.c.data["kenmerken"].contains([{"bron": source, "kenmerk": mark}])


def _kenmerk_source(_: str, value: str) -> Clause:
    return ZAAK.c.data["kenmerken"].contains([{"bron": value}])


def _at_most(name: str, value: str) -> Clause:
    level = chosen(name, value, {each: each for each in confidentiality.LEVELS})
    return ZAAK.c.secrecy.in_(confidentiality.up_to(level))


def _uuids(name: str, value: str) -> Clause:
    try:
        return ZAAK.c.id.in_([UUID(each) for each in value.split(",")])
    except ValueError as error:
        raise invalid(name, "invalid", "Voer een geldige UUID in.") from error


def _with_status_type(_: str, value: str) -> Clause:
    """Cases of which the newest status is of this type."""
    newest = newest_status(STATUS.c.statustype)
    return _matches(newest, [id_in(world(), "statustype", value)])


def _with_result_type(_: str, value: str) -> Clause:
    found = select(RESULTAAT.c.id).where(
        RESULTAAT.c.zaak == ZAAK.c.id,
        _matches(RESULTAAT.c.resultaattype, [id_in(world(), "resultaattype", value)]),
    )
    return found.exists()


CASE_FILTERS: dict[str, Filter] = {
    "uuid__in": _uuids,
    "identificatie": _equals(ZAAK.c.identificatie),
    "identificatie__icontains": _contains(ZAAK.c.identificatie),
    "bronorganisatie": _equals(ZAAK.c.bronorganisatie),
    "bronorganisatie__in": _among(ZAAK.c.bronorganisatie),
    "omschrijving": _contains(_text("omschrijving")),
    "zaaktype": _linked(ZAAK.c.zaaktype, "zaaktype"),
    "zaaktype__in": _any_linked(ZAAK.c.zaaktype, "zaaktype"),
    "archiefnominatie": _equals(_text("archiefnominatie")),
    "archiefnominatie__in": _among(_text("archiefnominatie")),
    "archiefstatus": _equals(_text("archiefstatus")),
    "archiefstatus__in": _among(_text("archiefstatus")),
    **_days("archiefactiedatum"),
    **_days("startdatum"),
    **_days("registratiedatum"),
    **_days("einddatum"),
    **_days("einddatumGepland"),
    **_days("uiterlijkeEinddatumAfdoening"),
    "kenmerk": _kenmerk,
    "kenmerk__bron": _kenmerk_source,
    AT_MOST: _at_most,
    "status__statustype": _with_status_type,
    "resultaat__resultaattype": _with_result_type,
}


def _identity(field: str) -> Filter:
    column = ROL.c.data["betrokkeneIdentificatie"][field].astext
    return _equals(column)


_ID = "rol__betrokkeneIdentificatie"
ROLE_FILTERS: dict[str, Filter] = {
    "rol__betrokkeneType": _equals(ROL.c.data["betrokkeneType"].astext),
    "rol__betrokkene": _equals(ROL.c.data["betrokkene"].astext),
    "rol__omschrijvingGeneriek": _equals(ROL.c.omschrijving_generiek),
    f"{_ID}__natuurlijkPersoon__inpBsn": _equals(ROL.c.bsn),
    f"{_ID}__natuurlijkPersoon__anpIdentificatie": _identity("anpIdentificatie"),
    f"{_ID}__natuurlijkPersoon__inpA_nummer": _identity("inpA_nummer"),
    f"{_ID}__nietNatuurlijkPersoon__innNnpId": _identity("innNnpId"),
    f"{_ID}__nietNatuurlijkPersoon__annIdentificatie": _identity("annIdentificatie"),
    f"{_ID}__nietNatuurlijkPersoon__kvkNummer": _identity("kvkNummer"),
    f"{_ID}__vestiging__vestigingsNummer": _identity("vestigingsNummer"),
    f"{_ID}__vestiging__kvkNummer": _identity("kvkNummer"),
    f"{_ID}__medewerker__identificatie": _identity("identificatie"),
    f"{_ID}__organisatorischeEenheid__identificatie": _identity("identificatie"),
}
FILTERS = frozenset({*CASE_FILTERS, *ROLE_FILTERS})


def clauses(parameters: Mapping[str, str]) -> list[Clause]:
    """What the filters among these parameters ask for; raises a 400 for a wrong value."""
    found = [
        CASE_FILTERS[name](name, value)
        for name, value in parameters.items()
        if name in CASE_FILTERS
    ]
    about_role = _about_role(parameters)
    if about_role:
        found.append(select(ROL.c.id).where(ROL.c.zaak == ZAAK.c.id, and_(*about_role)).exists())
    return found


def _about_role(parameters: Mapping[str, str]) -> list[Clause]:
    return [
        ROLE_FILTERS[name](name, value)
        for name, value in parameters.items()
        if name in ROLE_FILTERS
    ]


def total_by_role(parameters: Mapping[str, str], unseen: Clause) -> Select[int] | None:
    """How many cases there are for these filters but the unseen ones; None: count them one by one.

    Where all of a person's cases are asked, their roles say how many, and no case is read.
    """
    about_role = _about_role(parameters)
    if not about_role or not parameters.keys() <= {*ROLE_FILTERS, AT_MOST, "ordering", "expand"}:
        return None
    highest = parameters.get(AT_MOST, confidentiality.LEVELS[-1])
    too_secret = set(confidentiality.LEVELS) - set(confidentiality.up_to(highest))
    out = select(ZAAK.c.id).where(or_(unseen, ZAAK.c.secrecy.in_(too_secret)))
    return select(func.count(ROL.c.zaak.distinct())).where(*about_role, ROL.c.zaak.not_in(out))


_ORDERINGS: dict[str, ColumnElement[Any]] = {
    "startdatum": _text("startdatum"),
    "einddatum": _text("einddatum"),
    "publicatiedatum": _text("publicatiedatum"),
    "archiefactiedatum": _text("archiefactiedatum"),
    "registratiedatum": _text("registratiedatum"),
    "einddatumGepland": _text("einddatumGepland"),
    "uiterlijkeEinddatumAfdoening": _text("uiterlijkeEinddatumAfdoening"),
    "laatstGemuteerd": ZAAK.c.changed_at,
    "identificatie": func.lower(ZAAK.c.identificatie),
}


def ordering(parameters: Mapping[str, str]) -> list[UnaryExpression[Any]]:
    """The order asked for, always total: newest first where nothing else decides."""
    wanted = parameters.get("ordering", "")
    columns: list[UnaryExpression[Any]] = []
    for name in wanted.split(",") if wanted else []:
        column = chosen("ordering", name.strip().removeprefix("-"), _ORDERINGS)
        columns.append(column.desc() if name.strip().startswith("-") else column.asc())
    return [*columns, ZAAK.c.seq.desc()]
