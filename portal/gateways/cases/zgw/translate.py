"""ZGW resources in, domain values out: what a resident may see of a case.

What comes in was judged by its model; the roles, links and parts are those expanded in a case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import (
    Case,
    Contact,
    Payment,
    Progress,
    Step,
    StepState,
)
from portal.domain.days import day_of
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.periods import PutOff, canonical, days_in, put_off
from portal.gateways.cases.zgw.resources import Role, Zaak
from portal.gateways.cases.zgw.stage import Stage
from portal.gateways.cases.zgw.step_types import StepType

PAYMENTS = {payment.value: payment for payment in Payment}
"""By `betalingsindicatie`; others say that nothing is to be paid, or nothing at all."""


def is_of(zaak: Zaak, bsn: str) -> bool:
    """Whether the resident with this BSN started the case; reads the expanded roles."""
    return any(role.initiator_bsn == bsn for role in zaak.roles)


def has_role(zaak: Zaak, bsn: str) -> bool:
    """Whether the resident with this BSN is anything in the case; reads the expanded roles."""
    return any(role.person_bsn == bsn for role in zaak.roles)


def is_of_nobody(zaak: Zaak) -> bool:
    """Whether no person with a BSN started the case; reads the expanded roles, all of them."""
    return initiator_bsn(zaak.roles.whole("cases")) is None


def case_of(key: CaseKey, zaak: Zaak, case_type: CaseType, stage: Stage, result: str) -> Case:
    """The case; `result` is the name of its result."""
    extra = zaak.extension.duur if zaak.extension else ""
    begin = zaak.startdatum
    expected = put_off(zaak.einddatum_gepland, begin, case_type.usual_period, extra)
    due = put_off(zaak.uiterlijke_einddatum_afdoening, begin, case_type.legal_period, extra)
    return Case(
        key=key,
        number=CaseNumber(zaak.identificatie),
        title=case_type.name,
        description=zaak.omschrijving,
        progress=stage.progress,
        status=_status_of(stage),
        started=zaak.startdatum,
        closed=stage.closed,
        expected=expected.day,
        due=due.day,
        result=result,
        result_explanation=zaak.result.toelichting if zaak.result else "",
        suspension=zaak.suspension,
        was_suspended=zaak.was_suspended,
        extension=zaak.extension.reden if zaak.extension else None,
        extension_period=canonical(extra),
        extension_days=_days_between(expected) or _days_between(due) or days_in(extra),
        expected_before=expected.before,
        due_before=due.before,
        payment=PAYMENTS.get(zaak.betalingsindicatie),
        last_paid=day_of(zaak.laatste_betaaldatum) if zaak.laatste_betaaldatum else None,
        case_type=case_type.code,
    )


def _days_between(put_off: PutOff) -> int | None:
    return (put_off.day - put_off.before).days if put_off.day and put_off.before else None


def at_stage(case: Case, stage: Stage) -> Case:
    """The case, standing where this stage says."""
    return replace(case, progress=stage.progress, closed=stage.closed, status=_status_of(stage))


def _status_of(stage: Stage) -> str:
    return stage.present.text if stage.present else ""


def result_type(zaak: Zaak) -> str | None:
    """URL of the kind of result of a case; None before there is one, or where it is odd."""
    return zaak.result.resultaattype if zaak.result else None


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


def initiator_bsn(roles: Iterable[Role]) -> str | None:
    """BSN of whoever started the case; None where no person with a BSN did.

    Raises `InvalidSourceAnswer` where several people did.
    """
    numbers = {role.initiator_bsn for role in roles} - {""}
    if len(numbers) > 1:
        raise InvalidSourceAnswer("cases", "several people started one case")
    return numbers.pop() if numbers else None
