"""The catalogue: `case_type_files` written out as the resources of the Catalogi API 1.3.

Ids are made from names, so they stay the same on every laptop and after every reset. Of each case
type there is one version, or two of which the second begins today (`Quirk.NEW_VERSIONS`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from portal.embedded.clock import today
from portal.embedded.world import World
from portal.embedded.zgw import catalogue_shapes as shapes
from portal.embedded.zgw import quirks
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.case_type import CaseType, DocumentType
from portal.embedded.zgw.case_type_files import case_types

Resource = dict[str, Any]

_NAMESPACE = UUID("6b1c7d0a-2b0e-4f0e-9d57-0f6b52c1d0aa")
RESULT_YEARS = 5
"""How long a closed case is kept before it is destroyed."""


def catalogue_id(kind: str, *names: str) -> UUID:
    """The fixed id of the resource of this kind with these names, outermost first."""
    return uuid5(_NAMESPACE, "/".join((kind, *names)))


CATALOGUE = catalogue_id("catalogus")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All resources by kind and id; in the order of the files.

    Second versions are always found by their ids, as cases made of them stay.
    """

    resources: dict[str, dict[UUID, Resource]]
    case_types: dict[UUID, CaseType]
    current: dict[UUID, CaseType]
    """Of those, the versions that hold now."""
    listed: dict[str, list[Resource]]

    def of(self, kind: str) -> list[Resource]:
        """All resources of this kind that there are now."""
        return self.listed[kind]

    def get(self, kind: str, resource_id: UUID) -> Resource | None:
        """One resource, or None."""
        return self.resources[kind].get(resource_id)


def catalogue(world: World) -> Catalogue:
    """The catalogue with this world's addresses."""
    return _catalogue(world, today(), has_new=quirks.is_on(world, quirks.Quirk.NEW_VERSIONS))


@lru_cache(maxsize=8)
def _catalogue(world: World, day: date, *, has_new: bool) -> Catalogue:
    """The catalogue on a day, on which new versions begin or not."""
    first = case_types(world.case_types_folder)
    second = tuple(replace(each, version=2, begins=day) for each in first)
    both = (*(replace(each, ends=day) for each in first), *second)
    with_both = _resources(world, both)
    now = with_both if has_new else _resources(world, first)
    return Catalogue(
        resources={kind: with_both[kind] | now[kind] for kind in shapes.KINDS},
        case_types=_by_id(both),
        current=_by_id(second if has_new else first),
        listed={kind: list(now[kind].values()) for kind in shapes.KINDS},
    )


def _by_id(types: Sequence[CaseType]) -> dict[UUID, CaseType]:
    return {catalogue_id("zaaktype", each.key): each for each in types}


def _resources(world: World, types: Sequence[CaseType]) -> dict[str, dict[UUID, Resource]]:
    """Everything that belongs to these case types, by kind and id."""
    resources: dict[str, dict[UUID, Resource]] = {kind: {} for kind in shapes.KINDS}
    for kind, resource_id, fields in _all(_Links(world, types)):
        resources[kind][resource_id] = {"url": address(world, kind, resource_id), **fields}
    return resources


def _all(links: "_Links") -> Iterator[tuple[str, UUID, Resource]]:
    """Every resource as (kind, id, fields)."""
    document_types = {each.name: each for type_ in links.types for each in type_.documents}
    decisions = dict.fromkeys(each.decision for each in links.types if each.decision)
    yield (
        "catalogus",
        CATALOGUE,
        shapes.catalogue(
            links.world.rsin,
            zaaktypen=[links.to("zaaktype", each.key) for each in links.types],
            besluittypen=[links.to("besluittype", each) for each in decisions],
            informatieobjecttypen=[
                links.to("informatieobjecttype", each) for each in document_types
            ],
        ),
    )
    for document in document_types.values():
        yield _document_type(links, document)
    for case_type in links.types:
        yield from _case_type(links, case_type)


@dataclass(frozen=True, slots=True)
class _Links:
    world: World
    types: Sequence[CaseType]
    """All that are linked to."""

    def to(self, kind: str, *names: str) -> str:
        return address(self.world, kind, catalogue_id(kind, *names))

    @property
    def catalogue(self) -> str:
        return address(self.world, "catalogus", CATALOGUE)


def _document_type(links: _Links, document: DocumentType) -> tuple[str, UUID, Resource]:
    users = [each for each in links.types if document in each.documents]
    fields = shapes.document_type(
        document,
        catalogus=links.catalogue,
        zaaktypen=[links.to("zaaktype", each.key) for each in users],
        besluittypen=list(
            dict.fromkeys(
                links.to("besluittype", each.decision)
                for each in users
                if each.decision and document.name == "Besluit"
            )
        ),
    )
    return "informatieobjecttype", catalogue_id("informatieobjecttype", document.name), fields


def _case_type(links: _Links, case_type: CaseType) -> Iterator[tuple[str, UUID, Resource]]:
    parts = list(_parts(links, case_type))
    urls = {
        kind: [address(links.world, kind, each_id) for each, each_id, _ in parts if each == kind]
        for kind in shapes.KINDS
    }
    yield (
        "zaaktype",
        catalogue_id("zaaktype", case_type.key),
        shapes.case_type(
            case_type,
            catalogus=links.catalogue,
            rsin=links.world.rsin,
            informatieobjecttypen=[
                links.to("informatieobjecttype", each.name) for each in case_type.documents
            ],
            # A case may be split into cases of any kind.
            parts=urls | {"zaaktype": [links.to("zaaktype", each.key) for each in links.types]},
        ),
    )
    yield from parts


def _parts(links: _Links, case_type: CaseType) -> Iterator[tuple[str, UUID, Resource]]:
    """The status types, roles, properties, results, documents and decision of a case type."""
    key = case_type.key
    common = {
        "zaaktype": links.to("zaaktype", key),
        "zaaktypeIdentificatie": case_type.code,
        "catalogus": links.catalogue,
    }
    for number, step in enumerate(case_type.steps, start=1):
        is_end = number == len(case_type.steps)
        fields = shapes.status_type(step, volgnummer=number, is_end=is_end)
        yield "statustype", catalogue_id("statustype", key, step.name), {**fields, **common}
    for name, generic in shapes.role_names(case_type.applicant):
        fields = shapes.role_type(name, generic)
        yield "roltype", catalogue_id("roltype", key, generic), {**fields, **common}
    for each in case_type.properties:
        fields = shapes.property_type(each)
        yield "eigenschap", catalogue_id("eigenschap", key, each.name), {**fields, **common}
    for name in case_type.results:
        fields = shapes.result_type(name, years=RESULT_YEARS)
        yield "resultaattype", catalogue_id("resultaattype", key, name), {**fields, **common}
    yield from _document_links(links, case_type, common)
    if case_type.decision:
        yield (
            "besluittype",
            catalogue_id("besluittype", case_type.decision),
            shapes.decision_type(
                case_type.decision,
                days=case_type.remedy.days,
                catalogus=links.catalogue,
                zaaktypen=[
                    links.to("zaaktype", each.key)
                    for each in links.types
                    if each.decision == case_type.decision
                ],
                informatieobjecttypen=[links.to("informatieobjecttype", "Besluit")],
            ),
        )


def _document_links(
    links: _Links, case_type: CaseType, common: dict[str, str]
) -> Iterator[tuple[str, UUID, Resource]]:
    kind = "zaaktype-informatieobjecttype"
    for number, document in enumerate(case_type.documents, start=1):
        yield (
            kind,
            catalogue_id(kind, case_type.key, document.name),
            {
                **common,
                "informatieobjecttype": links.to("informatieobjecttype", document.name),
                "volgnummer": number,
                "richting": document.richting,
                "statustype": None,
            },
        )
