"""The catalogue: kinds of cases with their steps, properties and documents.

What is published there does not change, so its answers are kept. After hours each is asked for
again, with its ETag where it has one: lists have none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter

from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.domain.status_words import NO_STATUS_WORDS, StatusRegister
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.catalogue_resources import (
    DOCUMENT_TYPE_LINKS,
    NAMED_TYPE,
    PROPERTY_TYPES,
    ROLE_TYPES,
    STATUS_TYPES,
    VERSIONS,
    ZAAKTYPE,
    DocumentTypeLink,
    NamedType,
    PropertyType,
    Zaaktype,
    ZaaktypeVersion,
)
from portal.gateways.cases.zgw.named_items import NamedItems
from portal.gateways.cases.zgw.step_types import StepType, steps_in_order
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.kept import Kept
from portal.gateways.pages import ListShape, read_pages
from portal.gateways.versions import Version

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseType:
    """A kind of case (zaaktype), of one version."""

    url: str
    code: str
    """Its `identificatie`."""
    name: str
    steps: tuple[StepType, ...]
    """In their order."""
    document_type_urls: tuple[str, ...]
    decision_type_urls: tuple[str, ...] = ()
    result_type_urls: tuple[str, ...] = ()
    is_concept: bool = False
    """Whether the municipality is still working on it."""
    lacks_steps: bool = False
    """Whether some of its steps could not be read."""
    is_internal: bool = False
    """Whether the municipality itself starts such cases, for its own work."""
    legal_period: str = ""
    usual_period: str = ""
    """Periods (ISO 8601) in which a case must, and usually does, end; empty where none is told."""

    def step(self, url: str) -> StepType:
        """The step with this URL; raises `InvalidSourceAnswer`."""
        step = self.step_or_none(url)
        if step is None:
            raise InvalidSourceAnswer("catalogue", "a step of another case type")
        return step

    def step_or_none(self, url: str) -> StepType | None:
        """The step with this URL; None where the case type has none, or it could not be read."""
        return next((step for step in self.steps if step.url == url), None)


@dataclass(frozen=True, slots=True)
class CaseCatalogue:
    """The catalogue as the portal reads it; every method raises `SourceError`."""

    api: Api
    kept: Kept = field(repr=False)
    statuses: StatusRegister = field(default=NO_STATUS_WORDS, repr=False)
    """What residents are told of each status."""

    def within(self, deadline: Deadline) -> Self:
        """The same, of which all calls together end before this deadline."""
        return replace(self, api=self.api.within(deadline))

    def case_type(self, url: str) -> CaseType:
        """The kind of case with this URL."""
        case_type: CaseType = self.kept.get(
            _key_of_type(url), lambda: self._read_case_type(url), is_final
        )
        return case_type

    def kept_case_type(self, url: str) -> CaseType | None:
        """The same, without asking; None where it has to be asked."""
        case_type: CaseType | None = self.kept.fresh(_key_of_type(url))
        return case_type

    def case_type_on(self, code: str, day: date) -> CaseType | None:
        """The published kind of case with this code that holds on this day; the newest, or None.

        Asked afresh: a case of a version that ended this morning would be of the wrong one.
        """
        params = {"datumGeldigheid": day.isoformat(), "status": "definitief"}
        versions = self._versions(code, params)
        if not versions:
            return None
        newest = max(versions, key=lambda version: (version.begin_geldigheid, version.url))
        return self.case_type(newest.url)

    def versions_of(self, code: str) -> list[ZaaktypeVersion]:
        """Every version of the kind of case with this code, also concepts, the oldest first.

        Asked afresh.
        """
        versions = self._versions(code, {"status": "alles"})
        return sorted(versions, key=lambda version: (version.begin_geldigheid, version.url))

    def _versions(self, code: str, params: dict[str, str]) -> list[ZaaktypeVersion]:
        if not code:
            raise ValueError("an empty filter would be no filter")
        query = {"identificatie": code, **params}
        versions = read_pages(self.api, VERSIONS, "zaaktypen", query).whole(self.api.system)
        return [version for version in versions if version.identificatie == code]

    def case_types_on(self, day: date) -> ItemList[CaseType]:
        """Every published kind of case that holds on this day, by its code.

        `odd` names those that can't be read, and says why.
        """
        params = {"datumGeldigheid": day.isoformat(), "status": "definitief"}
        versions = self._list(VERSIONS, "zaaktypen", params)
        in_order = sorted(versions, key=lambda version: (version.identificatie, version.url))
        urls = [(f"case type {version.identificatie}", version.url) for version in in_order]
        nameless = ItemList[CaseType]((), tuple(f"a case type: {cause}" for cause in versions.odd))
        return _each(urls, self.case_type) + nameless

    def name_of(self, url: str) -> str:
        """The name (`omschrijving`) of a kind of result, decision or document."""
        return self.kind_at(url).omschrijving

    def kind_at(self, url: str) -> NamedType:
        """A kind of result, decision or document."""
        return self._at(NAMED_TYPE, url, _key_of_kind(self.api.path_of(url)))

    def kept_name_of(self, url: str) -> str | None:
        """The same, without asking; None where it has to be asked."""
        item: Version[NamedType] | None = self.kept.fresh(_key_of_kind(self.api.path_of(url)))
        return item.value.omschrijving if item else None

    def role_type(self, case_type: CaseType, generic: str) -> str | None:
        """URL of the role type that has this `omschrijvingGeneriek`; None where there is none."""
        params = {"zaaktype": case_type.url, "omschrijvingGeneriek": generic}
        roles = self._list(ROLE_TYPES, "roltypen", params).readable(self.api.system)
        return min((role.url for role in roles), default=None)

    def properties(self, case_type: CaseType) -> NamedItems[PropertyType]:
        """Each property (eigenschap)."""
        types = self._list(PROPERTY_TYPES, "eigenschappen", {"zaaktype": case_type.url})
        return NamedItems.of(((each.naam, each) for each in types), types.odd)

    def document_types(self, case_type: CaseType, day: date) -> NamedItems[str]:
        """URL of each published kind of document of such a case on this day."""
        types = self._with_urls("kind of document", case_type.document_type_urls)
        oldest_first = sorted(types, key=lambda each: each[0].begin_geldigheid or date.min)
        holding = ((kind.omschrijving, url) for kind, url in oldest_first if _holds_on(day, kind))
        return NamedItems.of(holding, types.odd)

    def document_links(self, case_type: CaseType) -> ItemList[DocumentTypeLink]:
        """The kinds of document of such a case and which way they go."""
        params = {"zaaktype": case_type.url}
        links = self._list(DOCUMENT_TYPE_LINKS, "zaaktype-informatieobjecttypen", params)
        if any(link.zaaktype != case_type.url for link in links):
            raise InvalidSourceAnswer("catalogue", "kinds of document of another case type")
        return links

    def ways_of_documents(self, case_type: CaseType) -> ItemList[tuple[str, str]]:
        """Name and `richting` of each kind of document of such a case."""
        links = self.document_links(case_type)
        named = ((f"kind of document {link.informatieobjecttype}", link) for link in links)
        ways = _each(named, lambda link: (self.name_of(link.informatieobjecttype), link.richting))
        return ways + ItemList((), links.odd)

    def kinds_of_document(self, case_type: CaseType) -> ItemList[NamedType]:
        """Each kind of document of such a case, also those that don't hold."""
        return self._kinds("kind of document", case_type.document_type_urls)

    def decision_types(self, case_type: CaseType, day: date) -> ItemList[NamedType]:
        """Each published kind of decision in such a case on this day."""
        kinds = self._kinds("kind of decision", case_type.decision_type_urls)
        return ItemList(tuple(kind for kind in kinds if _holds_on(day, kind)), kinds.odd)

    def result_types(self, case_type: CaseType) -> NamedItems[str]:
        """URL of each kind of result of such a case."""
        types = self._with_urls("kind of result", case_type.result_type_urls)
        return NamedItems.of(((kind.omschrijving, url) for kind, url in types), types.odd)

    def _read_case_type(self, url: str) -> CaseType:
        zaaktype = self._at(ZAAKTYPE, url, f"resource of {_key_of_type(url)}")
        types = read_pages(self.api, STATUS_TYPES, "statustypen", {"zaaktype": url})
        status_types = types.readable(self.api.system)
        lacks_steps = bool(types.odd) or any(each.volgnummer is None for each in status_types)
        return CaseType(
            url=url,
            code=zaaktype.identificatie,
            name=zaaktype.omschrijving,
            steps=steps_in_order(
                status_types,
                partial(self.statuses.of, zaaktype.identificatie),
                is_whole=not lacks_steps,
            ),
            document_type_urls=zaaktype.informatieobjecttypen,
            decision_type_urls=zaaktype.besluittypen,
            result_type_urls=zaaktype.resultaattypen,
            is_concept=bool(zaaktype.concept),
            lacks_steps=lacks_steps,
            is_internal=zaaktype.indicatie_intern_of_extern == "intern",
            legal_period=zaaktype.doorlooptijd,
            usual_period=zaaktype.servicenorm,
        )

    def _kinds(self, what: str, urls: Iterable[str]) -> ItemList[NamedType]:
        return _each(((f"{what} {url}", url) for url in urls), self.kind_at)

    def _with_urls(self, what: str, urls: Iterable[str]) -> ItemList[tuple[NamedType, str]]:
        return _each(((f"{what} {url}", url) for url in urls), lambda url: (self.kind_at(url), url))

    def _at(self, shape: TypeAdapter[T], url: str, key: str) -> T:
        """What stands at this URL, as it was kept under this key, confirmed or read."""
        path = self.api.path_of(url)

        def read() -> Version[T]:
            return self.api.read_version(shape, path, self.kept.last(key))

        version: Version[T] = self.kept.get(key, read, is_final)
        return version.value

    def _list(self, shape: ListShape[T], path: str, params: Mapping[str, str]) -> ItemList[T]:
        def read() -> ItemList[T]:
            return read_pages(self.api, shape, path, params)

        items: ItemList[T] = self.kept.get(f"{path}?{sorted(params.items())}", read, is_final)
        return items


def _each(named: Iterable[tuple[str, K]], read: Callable[[K], T]) -> ItemList[T]:
    """What is read of each, by what operators call it; one that is odd or gone hides no other."""
    items: list[T] = []
    odd: list[str] = []
    for name, key in named:
        try:
            items.append(read(key))
        except InvalidSourceAnswer as error:
            odd.append(f"{name}: {error.reason}")
        except SourceRefused as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            odd.append(f"{name}: {error.reason}")
    return ItemList(tuple(items), tuple(odd))


def _holds_on(day: date, kind: NamedType) -> bool:
    begins, ends = kind.begin_geldigheid or date.min, kind.einde_geldigheid or date.max
    return not kind.concept and begins <= day < ends


def _key_of_type(url: str) -> str:
    return f"case type {url}"


def _key_of_kind(path: str) -> str:
    return f"kind at {path}"


def is_final(answer: Any) -> bool:
    """Whether the municipality is done with it: it is there, whole, and no concept."""
    if isinstance(answer, CaseType):
        return bool(answer.steps) and not (answer.is_concept or answer.lacks_steps)
    if isinstance(answer, ItemList):
        return bool(answer.items) and not answer.odd
    if isinstance(answer, Version):
        return is_final(answer.value)
    return not answer.concept if isinstance(answer, NamedType | Zaaktype) else answer != ()
