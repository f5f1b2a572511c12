"""Decisions of a case: those that were sent, each with its documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.cases import Decision, EndOfDecision
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue_resources import NamedType
from portal.gateways.cases.zgw.documents import urls_of
from portal.gateways.cases.zgw.periods import after
from portal.gateways.cases.zgw.resources import DECISIONS, LINKS, Besluit, uuid_of
from portal.gateways.http import Api
from portal.gateways.pages import read_pages

ENDS = {end.value: end for end in EndOfDecision}
"""By `vervalreden`; others tell nothing."""


@dataclass(frozen=True, slots=True)
class SentDecision:
    """A decision that was sent."""

    besluit: Besluit
    kind: NamedType
    document_urls: Sequence[str]


def sent_decisions(
    zgw: Zgw, case_url: str, *, with_documents: bool = True
) -> ItemList[SentDecision]:
    """The decisions that were sent, each with its documents; one that is odd hides no other.

    Without documents, it isn't asked either which ones there are. None where the case system can't
    tell of any.
    """
    if zgw.decisions is None:
        return ItemList()
    day = today()
    besluiten = read_pages(zgw.decisions, DECISIONS, "besluiten", {"zaak": case_url})
    if any(besluit.zaak != case_url for besluit in besluiten):
        raise InvalidSourceAnswer("decisions", "a decision in another case")
    sent: list[SentDecision] = []
    odd = list(besluiten.odd)
    for besluit in besluiten:
        if _was_sent(besluit, day):
            try:
                kind = zgw.catalogue.kind_at(besluit.besluittype)
                urls = _documents_of(zgw.decisions, besluit) if with_documents else []
                sent.append(SentDecision(besluit, kind, urls))
            except (InvalidSourceAnswer, SourceRefused) as error:
                odd.append(error.reason)
    return ItemList(tuple(sent), tuple(odd))


def letters_of(sent: Iterable[SentDecision]) -> dict[str, frozenset[str]]:
    """URLs of the documents of these decisions, with the kinds that such a decision has."""
    letters: dict[str, frozenset[str]] = {}
    for decision in sent:
        kinds = frozenset(decision.kind.informatieobjecttypen)
        for url in decision.document_urls:
            letters[url] = letters.get(url, frozenset()) | kinds
    return letters


def _documents_of(decisions: Api, besluit: Besluit) -> list[str]:
    """Where its documents are."""
    query = {"besluit": besluit.url}
    links = read_pages(decisions, LINKS, "besluitinformatieobjecten", query)
    return urls_of(links.whole("decisions"))


def _was_sent(besluit: Besluit, today: date) -> bool:
    """Whether a decision was sent or published: before that nobody is told of it."""
    days = (besluit.verzenddatum, besluit.publicatiedatum)
    return any(day is not None and day <= today for day in days)


def decision_of(sent: SentDecision, shown: Iterable[UUID]) -> Decision:
    """The decision, with those of its documents that are among the shown ones, in their order."""
    besluit, day = sent.besluit, sent.besluit.verzenddatum
    linked = {uuid_of(url) for url in sent.document_urls}
    return Decision(
        title=sent.kind.omschrijving,
        text=besluit.toelichting or "",
        sent=day,
        last_day_to_object=besluit.uiterlijke_reactiedatum,
        documents=tuple(document for document in shown if document in linked),
        usual_last_day=after(day, sent.kind.reactietermijn) if day else None,
        id=uuid_of(besluit.url),
        ends=besluit.vervaldatum,
        end=ENDS.get(besluit.vervalreden),
    )
