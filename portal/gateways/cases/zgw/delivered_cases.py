"""Which case a submission became: by its number, or by our mark where it has another number."""

from http import HTTPStatus
from uuid import UUID, uuid4

from portal.domain.case_intake import NewCase
from portal.domain.case_keys import CaseNumber
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.cases.zgw import uploads
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.delivery_resources import (
    DELIVERED_CASE,
    DELIVERED_CASES,
    LINKED,
    DeliveredCase,
)
from portal.gateways.cases.zgw.resources import OUR_MARK, Mark
from portal.gateways.pages import read_pages

TAKEN, NO_MARK_FILTER = "identificatie-niet-uniek", "no-mark-filter"
NO_FILTER = (
    "The case system numbers cases itself and can't find them by our mark (filter kenmerk of "
    "zaken), so nothing is delivered: what was sent waits."
)


def find_case(zgw: Zgw, new: NewCase) -> DeliveredCase | None:
    """The case of this submission; None where there is none yet.

    Raises `SourceRefused` where its number is another case's, or where it can't be looked up.
    """
    if new.key:
        return zgw.cases.read(DELIVERED_CASE, zgw.path_of(new.key))
    zaak = _by_mark(zgw, new.submission) if zgw.numbers_itself else _by_number(zgw, new)
    if zaak and not (
        _is_of(zaak, new.submission)
        and zgw.catalogue.case_type(zaak.zaaktype).code == new.case_type
    ):
        reason = "our number is another case's"
        raise SourceRefused("cases", reason, status=409, code=TAKEN, is_final=True)
    return zaak


def find_number(zgw: Zgw, submission: UUID, answers: str) -> CaseNumber | None:
    """The number of the case of this submission, whatever that is; None where there is none.

    By our mark, where cases can be looked up by it. Else by the document with its answers, which
    is a filter of the standard: one that was left before its answers were in it is not found.
    """
    try:
        zaak = _by_mark(zgw, submission)
        return CaseNumber(zaak.identificatie) if zaak else None
    except SourceRefused as error:
        if zgw.numbers_itself or error.code != NO_MARK_FILTER:
            raise
    document = uploads.find(zgw, answers)
    if document is None:
        return None
    query = {"informatieobject": document.url}
    for link in read_pages(zgw.cases, LINKED, "zaakinformatieobjecten", query).whole("cases"):
        zaak = zgw.cases.read(DELIVERED_CASE, zgw.cases.path_of(link.zaak))
        if link.informatieobject == document.url and _is_of(zaak, submission):
            return CaseNumber(zaak.identificatie)
    return None


def mark_filter_lacking(zgw: Zgw) -> list[str]:
    """That cases can't be found again, in a plain sentence; empty: they can. Changes nothing."""
    if not zgw.numbers_itself:
        return []
    try:
        _by_mark(zgw, uuid4())
    except SourceRefused as error:
        if error.code == NO_MARK_FILTER:
            return [NO_FILTER]
        raise
    return []


def _by_number(zgw: Zgw, new: NewCase) -> DeliveredCase | None:
    if not new.number.strip():
        raise ValueError("an empty filter would be no filter")
    query = {"identificatie": new.number, "bronorganisatie": zgw.rsin}
    cases = read_pages(zgw.cases, DELIVERED_CASES, "zaken", query).whole("cases")
    if any(zaak.identificatie != new.number for zaak in cases):
        raise InvalidSourceAnswer("cases", "a case with another number")
    return cases[0] if cases else None


def _by_mark(zgw: Zgw, submission: UUID) -> DeliveredCase | None:
    """Raises a final `SourceRefused` where there is no such filter, or where it is ignored."""
    query = {"kenmerk": f"{OUR_MARK}:{submission}"}
    try:
        cases = read_pages(zgw.cases, DELIVERED_CASES, "zaken", query).whole("cases")
    except SourceRefused as error:
        if error.status != HTTPStatus.BAD_REQUEST:
            raise
        raise _no_filter() from None
    ours = [zaak for zaak in cases if _is_of(zaak, submission)]
    if cases and not ours:
        raise _no_filter()
    return ours[0] if ours else None


def _no_filter() -> SourceRefused:
    return SourceRefused("cases", NO_FILTER, status=400, code=NO_MARK_FILTER, is_final=True)


def _is_of(zaak: DeliveredCase, submission: UUID) -> bool:
    return Mark(bron=OUR_MARK, kenmerk=str(submission)) in zaak.kenmerken
