"""Taking a decision on a case: a result, where the case type has it a decision with its letter."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from portal.embedded.clock import in_dutch, working_day_from
from portal.embedded.desk.pdf import letter
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, id_in
from portal.embedded.zgw.besluiten import (
    BesluitBody,
    BesluitinformatieobjectBody,
    create_decision,
    link_document,
)
from portal.embedded.zgw.case_type import CaseType
from portal.embedded.zgw.catalogue import catalogue, catalogue_id
from portal.embedded.zgw.documenten.bodies import DocumentBody
from portal.embedded.zgw.documenten.documents import create_document
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.zaken.bodies import ZaakinformatieobjectBody
from portal.embedded.zgw.zaken.contents import add_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided, when, and why."""

    result: str
    explanation: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document to put in a case, whoever sent it."""

    title: str
    kind: str
    file_name: str
    content: bytes
    day: date
    secrecy: str = ""
    author: str = "Gemeente Demodam"
    is_received: bool = False
    """Whether it came from outside the municipality."""
    reference: str = ""
    """Its number; empty: one is made for it."""


def put_document(
    connection: Connection, world: World, case_id: UUID, new: NewDocument
) -> tuple[UUID, Written]:
    """Keep a PDF and put it in the case; returns its id."""
    body = DocumentBody.model_validate(
        {
            "bronorganisatie": world.rsin,
            "creatiedatum": new.day,
            "ontvangstdatum": new.day if new.is_received else None,
            "titel": new.title,
            "identificatie": new.reference,
            "auteur": new.author,
            "status": "definitief",
            "formaat": "application/pdf",
            "taal": "nld",
            "bestandsnaam": new.file_name,
            "bestandsomvang": len(new.content),
            "indicatieGebruiksrecht": False,
            "vertrouwelijkheidaanduiding": new.secrecy,
            "informatieobjecttype": _type_address(world, new.kind),
        }
    )
    document_id = create_document(connection, world, body, new.content)
    link = ZaakinformatieobjectBody(
        zaak=address(world, "zaak", case_id),
        informatieobject=address(world, "document", document_id),
        titel=new.title,
    )
    return document_id, add_document(connection, world, link)


def take(
    connection: Connection, world: World, case: Row[Any], verdict: Verdict
) -> tuple[UUID | None, list[Written]]:
    """Write the decision down, with its letter; None where the case type has no decisions."""
    case_type = catalogue(world).case_types[case.zaaktype]
    kind = case_type.decision
    if not kind:
        return None, []
    until = working_day_from(verdict.day + timedelta(case_type.remedy.days))
    decision = create_decision(
        connection,
        world,
        BesluitBody.model_validate(
            {
                "verantwoordelijkeOrganisatie": world.rsin,
                "besluittype": address(world, "besluittype", catalogue_id("besluittype", kind)),
                "zaak": address(world, "zaak", case.id),
                "datum": verdict.day,
                "toelichting": verdict.explanation,
                "ingangsdatum": verdict.day,
                "verzenddatum": verdict.day,
                "publicatiedatum": None,
                "uiterlijkeReactiedatum": until,
            }
        ),
    )
    document_id, linked = put_document(
        connection, world, case.id, _letter(case_type, case.identificatie, verdict, until)
    )
    tie = BesluitinformatieobjectBody(
        besluit=decision.resource["url"],
        informatieobject=address(world, "document", document_id),
    )
    tied = link_document(connection, world, tie)
    return id_in(world, "besluit", decision.resource["url"]), [linked, decision, tied]


def _letter(case_type: CaseType, number: str, verdict: Verdict, until: date) -> NewDocument:
    kind = case_type.decision
    text = "\n".join(
        (
            f"Zaaknummer: {number}",
            f"Ons besluit: {verdict.result.lower()}.",
            verdict.explanation,
            *_rights(case_type, verdict, until),
        )
    )
    return NewDocument(
        title=kind,
        kind="Besluit",
        file_name=f"{kind.lower().replace(' ', '-')}.pdf",
        content=letter(kind, text, day=in_dutch(verdict.day)),
        day=verdict.day,
    )


def _rights(case_type: CaseType, verdict: Verdict, until: date) -> tuple[str, ...]:
    """What one can do; in one quiet line where one got what one asked for."""
    deed, day = case_type.remedy.deed, in_dutch(until)
    if verdict.result == case_type.results[0]:
        return (f"Niet mee eens? U kunt {deed} tot en met {day}.",)
    return (
        f"Bent u het niet eens met dit besluit? Dan kunt u {deed}.",
        f"Dat kan tot en met {day}.",
    )


def _type_address(world: World, kind: str) -> str:
    return address(world, "informatieobjecttype", catalogue_id("informatieobjecttype", kind))
