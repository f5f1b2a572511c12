"""The sub-cases (deelzaken) of a case: which of them its resident may see, and what of them.

However many there are, they cost one search for the cases and one for their documents.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from uuid import UUID

from portal.domain.cases import CASES_ON_PAGE, Case, Progress, Step, StepState, SubCase
from portal.domain.days import AMSTERDAM, day_of, today
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw import listing, translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.document_reading import read_documents
from portal.gateways.cases.zgw.documents import in_order, urls_of, visible_documents
from portal.gateways.cases.zgw.resources import ZAKEN, Document, Zaak, uuid_of
from portal.gateways.cases.zgw.sights import is_shown
from portal.gateways.cases.zgw.stage import stage_of
from portal.gateways.cases.zgw.unread_parts import read_each
from portal.gateways.cases.zgw.visibility import rule_of
from portal.gateways.deadlines import Deadline

INITIATOR = "initiator"
NOON = time(12)
"""A day of a case has no hour."""


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks at a case: the BSN of the resident, and what their own documents came in."""

    bsn: str
    own: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class SubCases:
    """The sub-cases that a resident may see, and why others or their documents lack."""

    sub_cases: tuple[SubCase, ...] = ()
    odd: tuple[str, ...] = ()
    odd_documents: tuple[str, ...] = ()


def sub_cases_of(zgw: Zgw, deadline: Deadline, main: Zaak, onlooker: Onlooker) -> SubCases:
    """What the page of the main case shows of its sub-cases; raises `SourceError`."""
    zaken = visible_sub_cases(zgw, main, onlooker.bsn)
    cases = listing.translate_all(zgw, deadline, zaken.items)
    by_key = {zgw.case_at(zaak.url): zaak for zaak in zaken}
    rows = [(case, by_key[case.key]) for case in cases]
    urls = [url for _, zaak in rows for url in urls_of(zaak.document_links)]
    documents = read_documents(zgw, deadline, urls)
    odd_links = [cause for _, zaak in rows for cause in zaak.document_links.odd]
    seen = [_sub_case(zgw, case, zaak, documents, onlooker) for case, zaak in rows]
    return SubCases(
        tuple(sub_case for sub_case, _ in seen),
        zaken.odd + cases.odd,
        (*documents.odd, *odd_links, *(cause for _, odd in seen for cause in odd)),
    )


def visible_sub_cases(zgw: Zgw, main: Zaak, bsn: str) -> ItemList[Zaak]:
    """The sub-cases of this case that its resident may see, in the order in which they began.

    One that nobody started belongs to the main case, unless its kind is the municipality's own
    work; one that the resident started is theirs; one that anybody else did is not shown.
    """
    ids = list(dict.fromkeys(_ids(zgw, main.deelzaken)))
    if not ids:
        return ItemList()
    body = {
        "uuid__in": [str(each) for each in ids[:CASES_ON_PAGE]],
        "maximaleVertrouwelijkheidaanduiding": zgw.case_rules.most_confidential.value,
        "expand": ["status", "resultaat", "rollen", "zaakinformatieobjecten"],
    }
    page = zgw.cases.read_by_post(ZAKEN, "zaken/_zoek", body, {"page": 1})
    others = [zaak for zaak in page.results if not _is_part(zgw, zaak, main, ids)]
    odd = ["a case that was not asked for"] if others else []
    if len(ids) > CASES_ON_PAGE or page.next:
        odd.append("more sub-cases than are shown")
    rows = [zaak for zaak in page.results if zaak not in others]
    judged = read_each(rows, partial(_as_seen, zgw, bsn))
    ordered = sorted(judged, key=lambda zaak: (zaak.startdatum, zaak.identificatie))
    return ItemList(tuple(ordered), (*page.results.odd, *odd, *judged.odd))


def _ids(zgw: Zgw, urls: Iterable[str]) -> Iterator[UUID]:
    for url in urls:
        try:
            yield zgw.case_at(url).id
        except InvalidSourceAnswer:
            continue  # of a system that we don't speak to


def _is_part(zgw: Zgw, zaak: Zaak, main: Zaak, ids: Collection[UUID]) -> bool:
    try:
        is_of_main = zgw.case_at(zaak.hoofdzaak) == zgw.case_at(main.url)
        return is_of_main and zgw.case_at(zaak.url).id in ids
    except InvalidSourceAnswer:
        return False


def _as_seen(zgw: Zgw, bsn: str, zaak: Zaak) -> Zaak | None:
    if not is_shown(zgw, zaak):
        return None
    roles = zaak.roles.whole("cases")
    if translate.is_of(zaak, bsn):
        return zaak
    if any(role.omschrijving_generiek == INITIATOR for role in roles):
        return None
    return None if zgw.catalogue.case_type(zaak.zaaktype).is_internal else zaak


def _sub_case(
    zgw: Zgw, case: Case, zaak: Zaak, documents: ItemList[Document], onlooker: Onlooker
) -> tuple[SubCase, tuple[str, ...]]:
    """A sub-case with its own documents, and why some of those lack."""
    links = {uuid_of(url) for url in urls_of(zaak.document_links)}
    own = tuple(each for each in documents if uuid_of(each.url) in links)
    try:
        visible = visible_documents(rule_of(zgw, zaak, onlooker.own), ItemList(own))
    except SourceError as error:
        visible = ItemList((), (error.reason,))
    sub_case = SubCase(
        title=case.title,
        description=case.description,
        steps=_steps(zgw, case, zaak),
        documents=tuple(in_order(visible).values()),
        key=case.key if translate.is_of(zaak, onlooker.bsn) else None,
    )
    return sub_case, visible.odd


def _steps(zgw: Zgw, case: Case, zaak: Zaak) -> tuple[Step, ...]:
    """That it began, and where it stands: its history would be one call for each sub-case."""
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    reached = translate.steps_of(stage_of(zaak, (), case_type, today()), case_type)
    present = tuple(step for step in reached if step.state is not StepState.NEXT)
    if any(step.at and day_of(step.at) == case.started for step in present):
        return present
    noon = datetime.combine(case.started, NOON, AMSTERDAM)
    begin = Step(name="", state=StepState.DONE, at=noon, progress=Progress.RECEIVED)
    return (begin, *present)
