"""What a case is about (zaakobjecten), each of them once.

An address is an `adres` by its number in the BAG. Open Zaak takes none without that number, and
the standard has no kind for a vehicle: those are `overige`, with the kind in words.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from forms.case_objects import CaseAddress, CaseVehicle
from portal.domain.case_intake import CaseObject, CatalogueNeeds
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.answers import Resource
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.delivery_resources import (
    ANYTHING,
    CASE_OBJECTS,
    StoredCaseObject,
)
from portal.gateways.cases.zgw.idempotency import create_or_find
from portal.gateways.cases.zgw.refusals import naming
from portal.gateways.pages import read_pages

ADDRESS, OTHER = "adres", "overige"
VEHICLE = "kenteken"
RECORD = "ProductAanvraag"
"""The word by which systems for case workers (ZAC) know it."""
NOWHERE = "https://portal-check.invalid/"
"""A URL at which nothing is, so that nothing is found."""
NO_OBJECTS = (
    "The case system has no zaakobjecten, and cases of this form say what they are about: set"
    " PORTAL_CASE_SYSTEM_TAKES_OBJECTS (takes_objects) to false, else what is sent is stuck."
)
Json = dict[str, Any]


def put(zgw: Zgw, case_url: str, items: Iterable[CaseObject]) -> None:
    """Each that the case doesn't have yet; nothing where the case system takes none."""
    bodies = [_body(item) for item in items] if zgw.takes_objects else []
    there = _there(zgw, case_url) if bodies else ()
    for body in bodies:
        if not _found(there, body):
            with naming(f"case object {body.get('objectTypeOverige') or body['objectType']}"):
                _make(zgw, case_url, body)


def objects_lacking(zgw: Zgw, needs: CatalogueNeeds) -> list[str]:
    """That cases can't say what they are about, in a plain sentence; empty: they can."""
    if not (needs.has_objects and zgw.takes_objects):
        return []
    try:
        read_pages(zgw.cases, CASE_OBJECTS, "zaakobjecten", {"object": NOWHERE})
    except SourceRefused as error:
        if error.status not in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
            raise
        return [NO_OBJECTS]
    return []


def _make(zgw: Zgw, case_url: str, body: Json) -> None:
    def make() -> Resource:
        return zgw.cases.make(ANYTHING, "zaakobjecten", {"zaak": case_url, **body})

    create_or_find(make, lambda: _found(_there(zgw, case_url), body))


def _there(zgw: Zgw, case_url: str) -> tuple[StoredCaseObject, ...]:
    """What the case is about by now."""
    rows = read_pages(zgw.cases, CASE_OBJECTS, "zaakobjecten", {"zaak": case_url}).whole("cases")
    if any(row.zaak != case_url for row in rows):
        raise InvalidSourceAnswer("cases", "an object of another case")
    return rows


def _found(there: Iterable[StoredCaseObject], body: Json) -> StoredCaseObject | None:
    """The one that is what would be made."""
    identity = body.get("objectIdentificatie", {})

    def is_it(row: StoredCaseObject) -> bool:
        kind = row.object_type, row.object_type_overige or "", row.object or ""
        if kind != (body["objectType"], body.get("objectTypeOverige", ""), body.get("object", "")):
            return False
        stored = row.object_identificatie or {}
        return all(stored.get(name) == identity[name] for name in _KEYS if name in identity)

    return next(filter(is_it, there), None)


_KEYS = ("identificatie", "overigeData")
"""What tells one object of a kind from another."""


def _body(item: CaseObject) -> Json:
    """A zaakobject without its case."""
    if isinstance(item, CaseAddress):
        return _address(item)
    if isinstance(item, CaseVehicle):
        return _other(VEHICLE, "Kenteken in de aanvraag", {"kenteken": item.plate})
    return {
        "object": item.url,
        "objectType": OTHER,
        "objectTypeOverige": RECORD,
        "relatieomschrijving": "De antwoorden als gegevens",
    }


def _address(address: CaseAddress) -> Json:
    about = "Adres in de aanvraag"
    postcode = address.postcode.replace(" ", "")
    if not address.bag_id:
        data = {
            "straat": address.street,
            "huisnummer": address.number,
            "huisletter": address.letter,
            "toevoeging": address.addition,
            "postcode": postcode,
            "woonplaats": address.city,
        }
        return _other(ADDRESS, about, {name: each for name, each in data.items() if each})
    return {
        "objectType": ADDRESS,
        "relatieomschrijving": about,
        "objectIdentificatie": {
            "identificatie": address.bag_id,
            "wplWoonplaatsNaam": address.city,
            "gorOpenbareRuimteNaam": address.street,
            "huisnummer": address.number,
            "huisletter": address.letter,
            "huisnummertoevoeging": address.addition,
            "postcode": postcode,
        },
    }


def _other(kind: str, about: str, data: Json) -> Json:
    """One of a kind that the standard lacks. Names in `data` are plain: systems rewrite others."""
    return {
        "objectType": OTHER,
        "objectTypeOverige": kind,
        "relatieomschrijving": about,
        "objectIdentificatie": {"overigeData": data},
    }
