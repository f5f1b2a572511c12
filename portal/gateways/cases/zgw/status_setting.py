"""Giving a case a status, and the result that goes with it, as its applicant withdraws it."""

from typing import Any

from portal.domain.case_intake import CaseClosed, NewStatus
from portal.domain.case_keys import CaseKey
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import Resource
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivery import find_status, whole_second
from portal.gateways.cases.zgw.delivery_resources import CASE_OF_TYPE, MADE, RESULTS, NamedResult
from portal.gateways.cases.zgw.idempotency import create_or_find, find_or_create
from portal.gateways.cases.zgw.refusals import naming, not_in_catalogue
from portal.gateways.cases.zgw.resources import CaseStatus
from portal.gateways.pages import read_pages

Json = dict[str, Any]


def set_status(zgw: Zgw, key: CaseKey, new: NewStatus) -> None:
    """Set it once, by its moment; a case that was closed by anything else raises `CaseClosed`."""
    url, path = zgw.url_of(key), zgw.path_of(key)
    zaak = zgw.cases.read(CASE_OF_TYPE, path)
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    status_type = _status_type(case_type, new.name)

    def find() -> CaseStatus | None:
        return find_status(zgw, url, new.at, status_type)

    def make() -> Resource:
        return zgw.cases.make(MADE, "statussen", _body(url, status_type, new))

    if find():
        return
    if zaak.einddatum:
        raise CaseClosed("cases", f"the case was closed on {zaak.einddatum}", zaak.einddatum)
    if new.result:
        _put_result(zgw, url, case_type, new)
    with naming(f"status {new.name}"):
        create_or_find(make, find)


def _body(url: str, status_type: str, new: NewStatus) -> Json:
    return {
        "zaak": url,
        "statustype": status_type,
        "datumStatusGezet": whole_second(new.at).isoformat().replace("+00:00", "Z"),
        "statustoelichting": new.explanation,
    }


def _status_type(case_type: CaseType, name: str) -> str:
    step = next((step for step in case_type.steps if step.code == name), None)
    if step:
        return step.url
    if case_type.lacks_steps:
        raise InvalidSourceAnswer("catalogue", f"case type {case_type.code} has odd status types")
    raise not_in_catalogue(f"case type {case_type.code} has no status {name}")


def _put_result(zgw: Zgw, url: str, case_type: CaseType, new: NewStatus) -> None:
    """Give the case its result, unless it has one: a case worker's stays as it is."""
    result_type = zgw.catalogue.result_types(case_type).named(new.result)
    if result_type is None:
        raise not_in_catalogue(f"case type {case_type.code} has no result {new.result}")
    body: Json = {
        "zaak": url,
        "resultaattype": result_type,
        "toelichting": new.explanation,
    }

    def find() -> NamedResult | None:
        results = read_pages(zgw.cases, RESULTS, "resultaten", {"zaak": url}).whole("cases")
        return next((each for each in results if each.zaak == url), None)

    def make() -> Resource:
        return zgw.cases.make(MADE, "resultaten", body)

    with naming(f"result {new.result}"):
        find_or_create(find, make)
