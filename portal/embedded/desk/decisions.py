"""Taking a decision on a case: a result, where the case type has it a decision with its letter."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from portal.embedded.clock import in_dutch
from portal.embedded.desk.pdf import letter
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, id_in
from portal.embedded.zgw.besluiten import (
    BesluitBody,
    BesluitinformatieobjectBody,
    create_decision,
    link_document,
)
from portal.embedded.zgw.catalogue import OBJECTION_DAYS, catalogue, catalogue_id
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

    @property
    def object_until(self) -> date:
        """The last day to object."""
        return self.day + timedelta(OBJECTION_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document that the municipality puts in a case."""

    title: str
    kind: str
    file_name: str
    content: bytes
    day: date
    secrecy: str = ""


def put_document(
    connection: Connection, world: World, case_id: UUID, new: NewDocument
) -> tuple[UUID, Written]:
    """Keep a PDF and put it in the case; returns its id."""
    body = DocumentBody.model_validate(
        {
            "bronorganisatie": world.rsin,
            "creatiedatum": new.day,
            "titel": new.title,
            "auteur": "Gemeente Demodam",
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
    kind = catalogue(world).case_types[case.zaaktype].decision
    if not kind:
        return None, []
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
                "uiterlijkeReactiedatum": verdict.object_until,
            }
        ),
    )
    document_id, linked = put_document(
        connection, world, case.id, _letter(kind, case.identificatie, verdict)
    )
    tie = BesluitinformatieobjectBody(
        besluit=decision.resource["url"],
        informatieobject=address(world, "document", document_id),
    )
    tied = link_document(connection, world, tie)
    return id_in(world, "besluit", decision.resource["url"]), [linked, decision, tied]


def _letter(kind: str, number: str, verdict: Verdict) -> NewDocument:
    text = "\n".join(
        (
            f"Zaaknummer: {number}",
            f"Ons besluit: {verdict.result.lower()}.",
            verdict.explanation,
            "Bent u het niet eens met dit besluit? Dan kunt u bezwaar maken.",
            f"Dat kan tot en met {in_dutch(verdict.object_until)}.",
        )
    )
    return NewDocument(
        title=kind,
        kind="Besluit",
        file_name=f"{kind.lower().replace(' ', '-')}.pdf",
        content=letter(kind, text, day=in_dutch(verdict.day)),
        day=verdict.day,
    )


def _type_address(world: World, kind: str) -> str:
    return address(world, "informatieobjecttype", catalogue_id("informatieobjecttype", kind))
