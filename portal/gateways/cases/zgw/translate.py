"""ZGW resources in, domain values out: what a resident may see of a case.

What comes in was judged by its model; the roles, links and parts are those expanded in a case.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import (
    Case,
    CaseDocument,
    Contact,
    Decision,
    Payment,
    Progress,
    Step,
    StepState,
)
from portal.domain.days import day_of
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.file_names import named
from portal.gateways.cases.zgw.periods import put_off
from portal.gateways.cases.zgw.resources import (
    Besluit,
    CaseResult,
    Document,
    Role,
    Zaak,
    uuid_of,
)
from portal.gateways.cases.zgw.stage import Stage
from portal.gateways.cases.zgw.step_types import StepType

FOR_RESIDENTS = frozenset({"openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk"})
"""Confidentiality (vertrouwelijkheidaanduiding) up to which a resident may see what is theirs."""
FINAL = frozenset({"definitief", "gearchiveerd"})
"""States of a document in which it is no draft any more."""
UNKNOWN_FORMAT = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}", re.ASCII)
"""Goes into a header as it is. Source: RFC 6838 4.2."""
PAYMENTS = {payment.value: payment for payment in Payment}
"""By `betalingsindicatie`; others say that nothing is to be paid, or nothing at all."""


def is_of(zaak: Zaak, bsn: str) -> bool:
    """Whether the resident with this BSN started the case; reads the expanded roles."""
    return any(role.initiator_bsn == bsn for role in zaak.roles)


def is_of_nobody(zaak: Zaak) -> bool:
    """Whether no person with a BSN started the case; reads the expanded roles, all of them."""
    return initiator_bsn(zaak.roles.whole("cases")) is None


def is_shown(zaak: Zaak) -> bool:
    """Whether a resident may see it: not too confidential, and not an unfinished submission."""
    return zaak.status is not None and zaak.vertrouwelijkheidaanduiding in FOR_RESIDENTS


def case_of(key: CaseKey, zaak: Zaak, case_type: CaseType, stage: Stage, result: str) -> Case:
    """The case; `result` is the name of its result."""
    extension = zaak.extension
    expected, due = zaak.einddatum_gepland, zaak.uiterlijke_einddatum_afdoening
    if extension:
        begin, extra = zaak.startdatum, extension.duur
        expected = put_off(expected, begin, case_type.usual_period, extra)
        due = put_off(due, begin, case_type.legal_period, extra)
    return Case(
        key=key,
        number=CaseNumber(zaak.identificatie),
        title=case_type.name,
        description=zaak.omschrijving,
        progress=stage.progress,
        status=_status_of(stage),
        started=zaak.startdatum,
        closed=stage.closed,
        expected=expected,
        due=due,
        result=result,
        suspension=zaak.suspension,
        extension=extension.reden if extension else None,
        payment=PAYMENTS.get(zaak.betalingsindicatie),
    )


def at_stage(case: Case, stage: Stage) -> Case:
    """The case, standing where this stage says."""
    return replace(case, progress=stage.progress, closed=stage.closed, status=_status_of(stage))


def _status_of(stage: Stage) -> str:
    return stage.present.text if stage.present else ""


def result_type(zaak: Zaak) -> str | None:
    """URL of the kind of result of a case; None before there is one, or where it is odd."""
    result = zaak.expanded.resultaat
    return result.resultaattype if zaak.resultaat and isinstance(result, CaseResult) else None


def steps_of(stage: Stage, case_type: CaseType) -> tuple[Step, ...]:
    """The timeline: what happened in order of time, where it is now, and what usually follows.

    A step that waits for the resident is only shown once it happened: it need not come.
    """
    past = [
        _step(step, StepState.DONE, status.datum_status_gezet, status.statustoelichting)
        for step, status in stage.reached
    ]
    if stage.progress is Progress.CLOSED:
        return (*past, *_ending(stage, case_type))
    current = [replace(step, state=StepState.NOW) for step in past[-1:]]
    return (*past[:-1], *current, *_following(stage, case_type))


def _ending(stage: Stage, case_type: CaseType) -> Iterator[Step]:
    """The end of a case that has an end date and no status that says so."""
    if stage.ended_at:
        last = next((step for step in case_type.steps if step.is_last), None)
        name, words = (last.name, last.words) if last else ("", {})
        yield Step(
            name=name,
            state=StepState.DONE,
            at=stage.ended_at,
            progress=Progress.CLOSED,
            words=words,
        )


def _following(stage: Stage, case_type: CaseType) -> Iterator[Step]:
    """What is still to come: the steps with a later number, and those that are dated ahead."""
    present = stage.present
    order = present.order if present else -1
    for step in case_type.steps:
        is_later = None not in (order, step.order) and (step.order or 0) > (order or 0)
        is_usual = is_later and step.progress is not Progress.WAITING_FOR_YOU
        if step is not present and (is_usual or step in stage.ahead):
            yield _step(step, StepState.NEXT, None, "")


def _step(step: StepType, state: StepState, at: datetime | None, note: str) -> Step:
    return Step(
        name=step.name, state=state, at=at, note=note, progress=step.progress, words=step.words
    )


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
        file_name=document.bestandsnaam or named(document.titel or kind, document.formaat),
        media_type=document.formaat if _MEDIA_TYPE.fullmatch(document.formaat) else UNKNOWN_FORMAT,
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
