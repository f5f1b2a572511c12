"""ZGW resources in, domain values out: what a resident may see of a case.

What comes in was judged by its model; the roles, links and parts are those expanded in a case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import (
    Case,
    CaseDocument,
    Contact,
    Decision,
    Progress,
    Step,
    StepState,
)
from portal.domain.days import day_of
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.cases.zgw.catalogue import CaseType, StepType
from portal.gateways.cases.zgw.resources import (
    Besluit,
    CaseResult,
    CaseStatus,
    Document,
    Role,
    Zaak,
    uuid_of,
)

FOR_RESIDENTS = frozenset({"openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk"})
"""Confidentiality (vertrouwelijkheidaanduiding) up to which a resident may see what is theirs."""
FINAL = frozenset({"definitief", "gearchiveerd"})
"""States of a document in which it is no draft any more."""


def is_of(zaak: Zaak, bsn: str) -> bool:
    """Whether the resident with this BSN started the case; reads the expanded roles."""
    return any(role.initiator_bsn == bsn for role in zaak.roles)


def is_of_nobody(zaak: Zaak) -> bool:
    """Whether no person with a BSN started the case; reads the expanded roles, all of them."""
    return initiator_bsn(zaak.roles.whole("cases")) is None


def is_shown(zaak: Zaak) -> bool:
    """Whether a resident may see it: not too confidential, and not an unfinished submission."""
    return zaak.status is not None and zaak.vertrouwelijkheidaanduiding in FOR_RESIDENTS


def case_of(key: CaseKey, zaak: Zaak, case_type: CaseType, result: str) -> Case:
    """The case; its status is expanded in `zaak`, `result` is the name of its result."""
    now = case_type.step(last_status(zaak).statustype)
    return Case(
        key=key,
        number=CaseNumber(zaak.identificatie),
        title=case_type.name,
        description=zaak.omschrijving or "",
        progress=_progress(case_type, now, is_closed=zaak.einddatum is not None),
        status=now.text,
        started=zaak.startdatum,
        closed=zaak.einddatum,
        expected=zaak.einddatum_gepland,
        due=zaak.uiterlijke_einddatum_afdoening,
        result=result,
    )


def last_status(zaak: Zaak) -> CaseStatus:
    """The expanded status of a case that has one; raises `InvalidSourceAnswer`."""
    if zaak.expanded.status is None:
        raise InvalidSourceAnswer("cases", "_expand.status: missing")
    return zaak.expanded.status


def result_type(zaak: Zaak) -> str | None:
    """URL of the kind of result of a case; None before there is one, or where it is odd."""
    result = zaak.expanded.resultaat
    return result.resultaattype if zaak.resultaat and isinstance(result, CaseResult) else None


def steps_of(statuses: Iterable[CaseStatus], case_type: CaseType) -> tuple[Step, ...]:
    """The timeline: what happened in order of time, where it is now, and what usually follows.

    A step that waits for the resident is only shown once it happened: it need not come. A status
    that the case type doesn't know is left out.
    """
    history = sorted(statuses, key=lambda status: status.datum_status_gezet)
    reached = [
        (step, status) for status in history if (step := case_type.step_or_none(status.statustype))
    ]
    if not reached:
        return ()
    past = [
        Step(
            name=step.name,
            state=StepState.DONE,
            at=status.datum_status_gezet,
            note=status.statustoelichting or "",
        )
        for step, status in reached
    ]
    now = reached[-1][0]
    if now.is_last:
        return tuple(past)
    current = replace(past[-1], state=StepState.NOW)
    following = [
        Step(name=step.name, state=StepState.NEXT, at=None)
        for step in case_type.steps
        if step.order > now.order and not step.is_waiting
    ]
    return (*past[:-1], current, *following)


def contact_of(zaak: Zaak) -> Contact | None:
    """The contact person of whoever handles the case; never the name of an account."""
    for role in zaak.roles:
        person = role.contactpersoon_rol
        if role.omschrijving_generiek == "behandelaar" and person and person.naam:
            return Contact(
                name=person.naam,
                phone=person.telefoonnummer or "",
                email=person.emailadres or "",
                role=person.functie or "",
            )
    return None


def may_see(document: Document) -> bool:
    """Whether a resident may see this document: final, whole, and not too confidential."""
    return (
        document.status in FINAL
        and document.vertrouwelijkheidaanduiding in FOR_RESIDENTS
        and document.inhoud is not None
    )


def document_of(document: Document, kind: str) -> CaseDocument:
    """The document. Only what came from outside has a day of receipt (ontvangstdatum)."""
    return CaseDocument(
        id=uuid_of(document.url),
        title=document.titel,
        file_name=document.bestandsnaam or document.titel,
        media_type=document.formaat or "application/octet-stream",
        size=document.bestandsomvang,
        added=day_of(document.begin_registratie),
        from_resident=document.ontvangstdatum is not None,
        kind=kind,
    )


def was_sent(besluit: Besluit, today: date) -> bool:
    """Whether a decision was sent or published: before that nobody is told of it."""
    days = (besluit.verzenddatum, besluit.publicatiedatum)
    return any(day is not None and day <= today for day in days)


def decision_of(besluit: Besluit, title: str, documents: Sequence[UUID]) -> Decision:
    """The decision; `title` is the name of its kind."""
    return Decision(
        title=title,
        text=besluit.toelichting or "",
        sent=besluit.verzenddatum,
        last_day_to_object=besluit.uiterlijke_reactiedatum,
        documents=tuple(documents),
    )


def initiator_bsn(roles: Iterable[Role]) -> str | None:
    """BSN of whoever started the case; None where no person with a BSN did.

    Raises `InvalidSourceAnswer` where several people did.
    """
    numbers = {role.initiator_bsn for role in roles} - {""}
    if len(numbers) > 1:
        raise InvalidSourceAnswer("cases", "several people started one case")
    return numbers.pop() if numbers else None


def _progress(case_type: CaseType, now: StepType, *, is_closed: bool) -> Progress:
    if is_closed or now.is_last:
        return Progress.CLOSED
    if now.is_waiting:
        return Progress.WAITING_FOR_YOU
    if now.url == case_type.steps[0].url and not case_type.lacks_steps:
        return Progress.RECEIVED
    return Progress.IN_PROGRESS
