"""Forty lines in the log about Cornelis van der Berg, in six of his cases; and two that are secret.

The secret ones are of an inquiry: a reader of the log may not show them, nor that they exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from portal.embedded.clock import AMSTERDAM, today
from portal.embedded.desk import actions
from portal.embedded.desk.casefile import CaseFile
from portal.embedded.records import Processing
from portal.embedded.registers.processing_log import IN_A_CASE, INQUIRY, activity_of
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.world import World

_ONE_AT_A_TIME = 7_204_112
"""Key of the lock under which the log is filled."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a case worker does; `kind` is what data it is, empty for a document."""

    action: str
    reason: str
    kind: str = ""


_OPENED = Act("Document geopend door een medewerker", "Aanvraag beoordelen")
_SAMPLE = Act("Document geopend door een medewerker", "Steekproef voor de kwaliteit")
_LOOKED = Act("Zaak bekeken door een medewerker", "Aanvraag beoordelen", IN_A_CASE)
_CALLED = Act("Zaak bekeken door een medewerker", "Vraag van de inwoner beantwoorden", IN_A_CASE)
_CHECKED = Act("Adres gecontroleerd door een medewerker", "Gegevens controleren", "Adres")
_DECIDED = Act("Besluit gewijzigd door een medewerker", "Aanvraag beoordelen", "Besluit")

Look = tuple[int, str, Act]
"""Days ago, the time of day, and what was done."""

LOOKS: dict[str, tuple[Look, ...]] = {
    "Parkeervergunning GB-123-X": (
        (11, "09:05", _LOOKED),
        (11, "09:07", _OPENED),
        (11, "09:12", _OPENED),
        (9, "10:30", _CHECKED),
        (9, "10:32", _OPENED),
        (6, "14:20", _CALLED),
        (3, "15:45", _LOOKED),
        (2, "08:50", _OPENED),
    ),
    "Parkeervergunning voor bezoek": (
        (14, "11:15", _LOOKED),
        (13, "13:40", _OPENED),
        (13, "13:44", _CHECKED),
        (8, "09:30", _CALLED),
        (3, "10:10", _LOOKED),
    ),
    "Kwijtschelding gemeentelijke belastingen": (
        (39, "10:00", _LOOKED),
        (38, "10:25", _OPENED),
        (33, "11:05", _CHECKED),
        (28, "14:00", _OPENED),
        (20, "09:15", _CALLED),
        (12, "15:30", _LOOKED),
        (10, "16:05", _DECIDED),
    ),
    "Kwijtschelding hondenbelasting": (
        (79, "09:40", _LOOKED),
        (70, "10:20", _OPENED),
        (62, "11:30", _CHECKED),
        (50, "13:10", _OPENED),
        (41, "14:45", _CALLED),
        (39, "16:00", _DECIDED),
    ),
    "Kwijtschelding rioolheffing": (
        (99, "08:45", _LOOKED),
        (97, "09:20", _OPENED),
        (95, "09:25", _OPENED),
        (95, "09:31", _CHECKED),
        (72, "13:50", _CALLED),
        (44, "15:15", _LOOKED),
        (23, "10:40", _OPENED),
    ),
    "Verhuizing naar Havenstraat 10 A-2": (
        (299, "09:00", _LOOKED),
        (299, "09:03", _OPENED),
        (299, "09:08", _OPENED),
        (298, "10:15", _CHECKED),
        (297, "11:20", _CALLED),
        (296, "14:30", _DECIDED),
        (180, "10:05", _SAMPLE),
    ),
}
INQUIRIES: tuple[Look, ...] = (
    (30, "10:00", Act("Adres bekeken", "Onderzoek", "Adres")),
    (29, "11:00", Act("Adres bekeken", "Onderzoek", "Adres")),
)
"""Secret, in the last of the cases above."""


def plant(world: World) -> None:
    """Write these lines, unless there are lines about him already."""
    with Session(world.engine) as session, session.begin():
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        if session.scalar(select(exists().where(Processing.bsn == CORNELIS.bsn))):
            return
        for line in actions.cases(world, bsn=CORNELIS.bsn):
            if line.subject in LOOKS:
                file = actions.case_file(world, line.id)
                session.add_all(_lines_of(world, file))


def _lines_of(world: World, file: CaseFile) -> Iterator[Processing]:
    code = file.line.case_type
    for look in LOOKS[file.line.subject]:
        yield _line(file, look, activity_of(world, code))
    if code == "VERHUIZING":
        for look in INQUIRIES:
            line = _line(file, look, INQUIRY)
            line.confidentiality = "vertrouwelijk"
            yield line


def _line(file: CaseFile, look: Look, activity: UUID) -> Processing:
    days_ago, clock, act = look
    at = datetime.combine(today() - timedelta(days_ago), time.fromisoformat(clock), AMSTERDAM)
    document = None if act.kind else file.documents[0]
    return Processing(
        at=at.astimezone(UTC),
        bsn=file.line.applicant_bsn,
        action=act.action,
        reason=act.reason,
        case_number=file.line.number,
        process=file.line.case_type_name,
        process_id=file.line.id,
        document_id=document.id if document else None,
        data_kind=document.document_type if document else act.kind,
        activity_id=activity,
    )
