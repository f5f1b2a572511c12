"""The properties of a case (zaakeigenschappen), each of them once."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.properties import PropertyValue
from portal.gateways.answers import Resource
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseCatalogue, CaseType
from portal.gateways.cases.zgw.catalogue_resources import PropertyType
from portal.gateways.cases.zgw.delivery_resources import MADE, PROPERTIES, CaseProperty
from portal.gateways.cases.zgw.idempotency import create_or_find
from portal.gateways.cases.zgw.named_items import NamedItems
from portal.gateways.cases.zgw.property_formats import as_written
from portal.gateways.cases.zgw.refusals import naming, not_in_catalogue
from portal.gateways.pages import read_pages

Values = Mapping[str, tuple[PropertyValue, ...]]


def written(
    catalogue: CaseCatalogue, case_type: CaseType, values: Values
) -> dict[str, tuple[PropertyType, tuple[str, ...]]]:
    """Each property and its values as the catalogue asks, by its name.

    Raises a final `SourceRefused` where one does not fit or the case type lacks it,
    `InvalidSourceAnswer` where that can't be read.
    """
    has = catalogue.properties(case_type) if values else NamedItems[PropertyType]()
    kinds = {name: has.named(name) for name in values}
    lacking = next((name for name, kind in kinds.items() if kind is None), None)
    if lacking:
        raise not_in_catalogue(f"case type {case_type.code} has no property {lacking}")
    return {
        name: (kind, as_written(name, kind.asked, values[name]))
        for name, kind in kinds.items()
        if kind
    }


def put(zgw: Zgw, case_url: str, case_type: CaseType, values: Values) -> None:
    """Each property that the case doesn't have yet; what somebody changed since stays as it is."""
    path = f"{zgw.cases.path_of(case_url)}/zaakeigenschappen"
    there = _there(zgw, path)
    for name, (kind, texts) in written(zgw.catalogue, case_type, values).items():
        for text in _lacking(texts, [each.waarde for each in there if each.naam == name]):
            with naming(f"property {name}"):
                _put(zgw, path, name, {"zaak": case_url, "eigenschap": kind.url, "waarde": text})


def _lacking(texts: tuple[str, ...], there: list[str]) -> Iterator[str]:
    """What is still to be made: of several values those that aren't there, else all or none."""
    if len(texts) > 1 or not there:
        yield from (text for text in dict.fromkeys(texts) if text not in there)


def _put(zgw: Zgw, path: str, name: str, body: dict[str, Any]) -> None:
    def find() -> Resource | None:
        each_there = (each for each in _there(zgw, path) if each.naam == name)
        return next((each for each in each_there if each.waarde == body["waarde"]), None)

    create_or_find(lambda: zgw.cases.make(MADE, path, body), find)


def _there(zgw: Zgw, path: str) -> tuple[CaseProperty, ...]:
    """The properties that the case has."""
    return tuple(read_pages(zgw.cases, PROPERTIES, path, {}).whole("cases"))
