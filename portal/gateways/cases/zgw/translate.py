"""ZGW resources in, domain values out: what a resident may see of a case.

Each function takes decoded JSON and raises `InvalidSourceAnswer` where it has another shape.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
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
from portal.gateways.cases.zgw.catalogue import CaseType, StepType
from portal.gateways.http import parsing_answer_of

FOR_RESIDENTS = frozenset({"openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk"})
"""Confidentiality (vertrouwelijkheidaanduiding) up to which a resident may see what is theirs."""
FINAL = frozenset({"definitief", "gearchiveerd"})
"""States of a document in which it is no draft any more."""

Json = dict[str, Any]


def is_of(zaak: Json, bsn: str) -> bool:
    """Whether the resident with this BSN started the case; reads the expanded roles."""
    with parsing_answer_of("cases"):
        return any(_is_initiator(role, bsn) for role in _expanded_list(zaak, "rollen"))


def is_of_nobody(zaak: Json) -> bool:
    """Whether no person with a BSN started the case; reads the expanded roles."""
    with parsing_answer_of("cases"):
        return initiator_bsn(_expanded_list(zaak, "rollen")) is None


def is_shown(zaak: Json) -> bool:
    """Whether a resident may see it: not too confidential, and not an unfinished submission."""
    with parsing_answer_of("cases"):
        return zaak["status"] is not None and zaak["vertrouwelijkheidaanduiding"] in FOR_RESIDENTS


def case_of(key: CaseKey, zaak: Json, case_type: CaseType, result: str) -> Case:
    """The case; its status is expanded in `zaak`, `result` is the name of its result."""
    with parsing_answer_of("cases"):
        now = case_type.step(zaak["_expand"]["status"]["statustype"])
        closed = _day(zaak["einddatum"])
        return Case(
            key=key,
            number=CaseNumber(zaak["identificatie"]),
            title=case_type.name,
            description=zaak["omschrijving"],
            progress=_progress(case_type, now, is_closed=closed is not None),
            status=now.text,
            started=date.fromisoformat(zaak["startdatum"]),
            closed=closed,
            expected=_day(zaak.get("einddatumGepland")),
            due=_day(zaak.get("uiterlijkeEinddatumAfdoening")),
            result=result,
        )


def result_type(zaak: Json) -> str | None:
    """URL of the kind of result of a case whose result is expanded; None before there is one."""
    with parsing_answer_of("cases"):
        if zaak["resultaat"] is None:
            return None
        return str(zaak["_expand"]["resultaat"]["resultaattype"])


def steps_of(statuses: Iterable[Json], case_type: CaseType) -> tuple[Step, ...]:
    """The timeline: what happened in order of time, where it is now, and what usually follows.

    A step that waits for the resident is only shown once it happened: it need not come.
    """
    with parsing_answer_of("cases"):
        history = sorted(statuses, key=lambda item: _moment(item["datumStatusGezet"]))
        past = [
            Step(
                name=case_type.step(item["statustype"]).name,
                state=StepState.DONE,
                at=_moment(item["datumStatusGezet"]),
                note=item.get("statustoelichting") or "",
            )
            for item in history
        ]
        if not past:
            return ()
        now = case_type.step(history[-1]["statustype"])
    if now.is_last:
        return tuple(past)
    current = replace(past[-1], state=StepState.NOW)
    following = [
        Step(name=step.name, state=StepState.NEXT, at=None)
        for step in case_type.steps
        if step.order > now.order and not step.is_waiting
    ]
    return (*past[:-1], current, *following)


def contact_of(zaak: Json) -> Contact | None:
    """The contact person of whoever handles the case; never the name of an account."""
    with parsing_answer_of("cases"):
        for role in _expanded_list(zaak, "rollen"):
            person = role.get("contactpersoonRol")
            if role["omschrijvingGeneriek"] == "behandelaar" and person and person["naam"]:
                return Contact(
                    name=person["naam"],
                    phone=person.get("telefoonnummer") or "",
                    email=person.get("emailadres") or "",
                    role=person.get("functie") or "",
                )
    return None


def document_urls(zaak: Json) -> list[str]:
    """URLs of the documents of a case whose links are expanded. Their titles are not read here."""
    with parsing_answer_of("cases"):
        links = _expanded_list(zaak, "zaakinformatieobjecten")
        return [str(link["informatieobject"]) for link in links]


def may_see(document: Json) -> bool:
    """Whether a resident may see this document: final, whole, and not too confidential."""
    with parsing_answer_of("documents"):
        return (
            document["status"] in FINAL
            and document["vertrouwelijkheidaanduiding"] in FOR_RESIDENTS
            and document["inhoud"] is not None
        )


def document_of(document: Json, kind: str) -> CaseDocument:
    """The document. Only what came from outside has a day of receipt (ontvangstdatum)."""
    with parsing_answer_of("documents"):
        return CaseDocument(
            id=uuid_of(document["url"]),
            title=document["titel"],
            file_name=document.get("bestandsnaam") or document["titel"],
            media_type=document.get("formaat") or "application/octet-stream",
            size=int(document["bestandsomvang"]),
            added=day_of(_moment(document["beginRegistratie"])),
            from_resident=document.get("ontvangstdatum") is not None,
            kind=kind,
        )


def was_sent(besluit: Json, today: date) -> bool:
    """Whether a decision was sent or published: before that nobody is told of it."""
    with parsing_answer_of("decisions"):
        days = (_day(besluit.get(name)) for name in ("verzenddatum", "publicatiedatum"))
        return any(day is not None and day <= today for day in days)


def decision_of(besluit: Json, title: str, documents: Sequence[UUID]) -> Decision:
    """The decision; `title` is the name of its kind."""
    with parsing_answer_of("decisions"):
        return Decision(
            title=title,
            text=besluit.get("toelichting") or "",
            sent=_day(besluit.get("verzenddatum")),
            last_day_to_object=_day(besluit.get("uiterlijkeReactiedatum")),
            documents=tuple(documents),
        )


def initiator_bsn(roles: Iterable[Json]) -> str | None:
    """BSN of whoever started the case; None where no person with a BSN did."""
    with parsing_answer_of("cases"):
        numbers = {
            str(role["betrokkeneIdentificatie"].get("inpBsn") or "")
            for role in roles
            if _is_person(role) and role["omschrijvingGeneriek"] == "initiator"
        } - {""}
        if len(numbers) > 1:
            raise ValueError("several people started one case")
        return numbers.pop() if numbers else None


def uuid_of(url: str) -> UUID:
    """The UUID at the end of a URL; raises `ValueError`."""
    return UUID(url.rsplit("/", 1)[-1])


def _is_initiator(role: Json, bsn: str) -> bool:
    return (
        _is_person(role)
        and role["omschrijvingGeneriek"] == "initiator"
        and role["betrokkeneIdentificatie"].get("inpBsn") == bsn
    )


def _is_person(role: Json) -> bool:
    is_person = role["betrokkeneType"] == "natuurlijk_persoon"
    return is_person and isinstance(role["betrokkeneIdentificatie"], dict)


def _expanded_list(zaak: Json, name: str) -> list[Json]:
    """What was expanded under this name; an empty list may be left out of the answer."""
    if not zaak[name]:
        return []
    expanded = zaak["_expand"][name]
    if not isinstance(expanded, list):
        raise TypeError(name)
    return expanded


def _progress(case_type: CaseType, now: StepType, *, is_closed: bool) -> Progress:
    if is_closed or now.is_last:
        return Progress.CLOSED
    if now.is_waiting:
        return Progress.WAITING_FOR_YOU
    if now.url == case_type.steps[0].url:
        return Progress.RECEIVED
    return Progress.IN_PROGRESS


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
