"""A `VerwerktObjectUitgebreid` of the standard as a `Consultation`.

The standard tells no register, no department and no document. The register of activities knows the
department; a log may name the document among the `verwerkteSoortenGegevens`, as
`informatieobject:<uuid>`. That is our convention: without it a line stands with its case only.
"""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from portal.domain.consultations import Action, Consultation, DataKind, Who
from portal.domain.days import day_of, months_later
from portal.domain.numbers import without_bsn
from portal.gateways.http import parsing_answer_of

SYSTEM = "consultation log"
DOCUMENT = "informatieobject:"
SHOWN = frozenset({"normaal", "opgeheven"})
"""Of `vertrouwelijkheid`; any other word, and none at all, counts as confidential."""
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

Json = dict[str, Any]


def is_shown(item: Json) -> bool:
    """Whether this line may be shown to the resident."""
    with parsing_answer_of(SYSTEM):
        return item["verwerkingsactie"].get("vertrouwelijkheid") in SHOWN


def line_of(item: Json, own: str) -> Consultation:
    """The line; `own` is the RSIN of the municipality itself."""
    with parsing_answer_of(SYSTEM):
        act = item["verwerkingsactie"]
        words = [
            without_bsn(kind["soortGegeven"]) for kind in item.get("verwerkteSoortenGegevens") or ()
        ]
        document = _document(words)
        details = tuple(word for word in words if not word.startswith(DOCUMENT))
        at = datetime.fromisoformat(act["tijdstip"]).astimezone(UTC)
        organisation = _organisation(act.get("uitvoerder") or "", own)
        return Consultation(
            id=UUID(item["verwerktObjectId"]),
            at=at,
            who=Who.OTHER if organisation else Who.EMPLOYEE,
            organisation=organisation,
            activity_id=_uuid(act.get("verwerkingsactiviteitId")),
            action=_action(act.get("actieNaam") or ""),
            kinds=_kinds(details, document),
            details=details,
            deed=without_bsn(act.get("actieNaam") or ""),
            reason=without_bsn(act.get("handelingNaam") or ""),
            source="",
            object_kind="document" if document else "",
            object_ref=str(document or ""),
            process_id=_uuid(act.get("verwerkingId")),
            process=without_bsn(act.get("verwerkingNaam") or ""),
            document=document,
            recipient=_organisation(act.get("afnemerId") or "", own),
            kept_until=_kept_until(day_of(at), act.get("bewaartermijn") or ""),
        )


def _document(words: list[str]) -> UUID | None:
    named = [word.removeprefix(DOCUMENT) for word in words if word.startswith(DOCUMENT)]
    return UUID(named[0]) if named else None


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
    """The last day of a period such as `P5Y`; None for one that we don't read."""
    match = YEARS_MONTHS.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    months = int(match[1] or 0) * 12 + int(match[2] or 0)
    return months_later(begin, months)


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
