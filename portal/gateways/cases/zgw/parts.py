"""What belongs to one case: steps, documents, contact and decisions.

A part that can't be read is named; it does not hide the rest.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from portal.domain.cases import Case, CaseFile, Step
from portal.domain.days import today
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.decisions import decision_of, letters_of, sent_decisions
from portal.gateways.cases.zgw.documents import (
    DocumentsUnderWay,
    in_order,
    urls_of,
)
from portal.gateways.cases.zgw.resources import STATUSES, CaseStatus, DocumentLink, Zaak
from portal.gateways.cases.zgw.stage import stage_of
from portal.gateways.cases.zgw.unread_parts import UnreadParts
from portal.gateways.cases.zgw.visibility import DocumentRule
from portal.gateways.deadlines import Deadline
from portal.gateways.pages import read_pages
from portal.gateways.parallel import start


def file_of(
    zgw: Zgw, deadline: Deadline, case: Case, zaak: Zaak, rule: DocumentRule | None
) -> CaseFile:
    """The case with all that its page shows; what could not be read stands in `unread_parts`.

    `rule`: which documents are shown; None: nothing is asked about documents.
    """
    unread = UnreadParts()
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    statuses = start("cases", deadline, lambda: statuses_of(zgw, zaak.url))
    decisions = start(
        "decisions",
        deadline,
        partial(sent_decisions, zgw, zaak.url, with_documents=rule is not None),
    )
    links = zaak.document_links if rule else ItemList[DocumentLink]()
    under_way = DocumentsUnderWay.start(rule, deadline, urls_of(links)) if rule else None
    sent = unread.read("decisions", decisions.result) or ItemList()
    unread.note("decisions", sent.odd)
    visible = under_way.with_letters(letters_of(sent)) if under_way else ItemList()
    unread.note("documents", [*links.odd, *visible.odd])
    documents = in_order(visible)
    history = unread.read("steps", statuses.result) or ItemList()
    unread.note("steps", [*history.odd, *_steps_of_other_types(history, case_type)])
    stage = stage_of(zaak, history, case_type, today())
    return CaseFile(
        case=translate.at_stage(case, stage),
        steps=translate.steps_of(stage, case_type),
        documents=tuple(documents.values()),
        contact=translate.contact_of(zaak),
        decisions=tuple(decision_of(decision, documents) for decision in sent),
        unread_parts=tuple(unread.parts.values()),
        tells_decisions=zgw.decisions is not None,
    )


def steps_of(zgw: Zgw, zaak: Zaak) -> tuple[Step, ...]:
    """The steps of a case, without anything else of it."""
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    history = statuses_of(zgw, zaak.url).readable("cases")
    return translate.steps_of(stage_of(zaak, history, case_type, today()), case_type)


def statuses_of(zgw: Zgw, case_url: str) -> ItemList[CaseStatus]:
    """The statuses that a case has had, in no order."""
    return read_pages(zgw.cases, STATUSES, "statussen", {"zaak": case_url})


def _steps_of_other_types(statuses: Iterable[CaseStatus], case_type: CaseType) -> Iterator[str]:
    for status in statuses:
        if case_type.step_or_none(status.statustype) is None:
            yield "statustype: a step of another case type"
