"""A `VerwerktObjectUitgebreid` of the standard as a `Consultation`.

The standard tells no register, no department and no document. The register of activities knows the
department; a log may name the document among the `verwerkteSoortenGegevens`, as
`informatieobject:<uuid>`. That is our convention: without it a line stands with its case only.
"""

import re
from datetime import date
from typing import TypeGuard
from uuid import UUID

from portal.domain.consultations import Action, Consultation, DataKind, Who
from portal.domain.days import day_of, day_of_months_later
from portal.domain.numbers import without_bsn
from portal.gateways.consultations.resources import SHOWN, AnyLine, ProcessedObject

SYSTEM = "consultation log"
DOCUMENT = "informatieobject:"
OIN_BEGIN = "00000001"
"""Before an RSIN in an OIN; the rest is zeros."""
YEARS_MONTHS = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?")
KINDS = {
    "adres": DataKind.ADDRESS,
    "bsn": DataKind.BSN,
    "naam": DataKind.NAME,
    "gezin": DataKind.HOUSEHOLD,
    "contactgegevens": DataKind.CONTACT,
    "telefoonnummer": DataKind.PHONE,
    "zaak": DataKind.CASE,
    "antwoorden": DataKind.ANSWERS,
    "besluit": DataKind.DECISION,
}
ACTIONS = {
    "ophalen": Action.FETCHED,
    "opgehaald": Action.FETCHED,
    "verstrekt": Action.SHARED,
    "gedeeld": Action.SHARED,
    "gewijzigd": Action.CHANGED,
    "gedownload": Action.DOWNLOADED,
    "gecontroleerd": Action.CHECKED,
}
"""A word in the log's own name of the act → what we call it; looked at, where none is in it."""


def is_shown(item: AnyLine) -> TypeGuard[ProcessedObject]:
    """Whether this line may be shown to the resident."""
    return isinstance(item, ProcessedObject) and item.verwerkingsactie.vertrouwelijkheid in SHOWN


def line_of(item: ProcessedObject, own: str) -> Consultation:
    """The line; `own` is the RSIN of the municipality itself."""
    act = item.verwerkingsactie
    words = [kind.soort_gegeven for kind in item.verwerkte_soorten_gegevens or ()]
    document = _document(words)
    details = tuple(without_bsn(word) for word in words if not word.startswith(DOCUMENT))
    organisation = _organisation(act.uitvoerder or "", own)
    return Consultation(
        id=item.verwerkt_object_id,
        at=act.tijdstip,
        who=Who.OTHER if organisation else Who.EMPLOYEE,
        organisation=organisation,
        activity_id=act.verwerkingsactiviteit_id,
        action=_action(act.actie_naam or ""),
        kinds=_kinds(details, document),
        details=details,
        deed=without_bsn(act.actie_naam or ""),
        reason=without_bsn(act.handeling_naam or ""),
        source="",
        object_kind="document" if document else "",
        object_ref=str(document or ""),
        process_id=act.verwerking_id,
        process=without_bsn(act.verwerking_naam or ""),
        document=document,
        recipient=_organisation(act.afnemer_id or "", own),
        kept_until=_kept_until(day_of(act.tijdstip), act.bewaartermijn or ""),
    )


def _document(words: list[str]) -> UUID | None:
    """The document that is named first. Its id is no text: nine digits in it are no BSN."""
    ids = [word.removeprefix(DOCUMENT) for word in words if word.startswith(DOCUMENT)]
    try:
        return UUID(ids[0]) if ids else None
    except ValueError:
        return None


def _organisation(oin: str, own: str) -> str:
    """The OIN of another organisation; empty for the municipality itself, or where none is told."""
    rest = oin.removeprefix(OIN_BEGIN) if oin.startswith(OIN_BEGIN) else ""
    return "" if rest.startswith(own) and not rest[len(own) :].strip("0") else oin


def _action(name: str) -> Action:
    lower = name.lower()
    return next((action for word, action in ACTIONS.items() if word in lower), Action.VIEWED)


def _kinds(details: tuple[str, ...], document: UUID | None) -> tuple[DataKind, ...]:
    kinds = dict.fromkeys(KINDS[word.lower()] for word in details if word.lower() in KINDS)
    if document:
        kinds[DataKind.DOCUMENT] = None
    return tuple(kinds) or (DataKind.OTHER,)


def _kept_until(begin: date, period: str) -> date | None:
    """The last day of a period such as `P5Y`; None for one that we can't read or reckon."""
    match = YEARS_MONTHS.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    months = int(match[1] or 0) * 12 + int(match[2] or 0)
    return day_of_months_later(begin, months)
