"""What hangs together with one case: its sub-cases, and other cases of the same resident."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Self
from uuid import UUID

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case, CaseFile, CaseRelation, RelatedCase
from portal.domain.failures import InvalidSourceAnswer, SourceAnswer
from portal.gateways.cases.zgw import listing
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.documents import VisibleDocument, document_at, urls_of
from portal.gateways.cases.zgw.representation import representation_of
from portal.gateways.cases.zgw.resources import Zaak, uuid_of
from portal.gateways.cases.zgw.sub_cases import (
    Onlooker,
    SubCases,
    sub_cases_of,
    visible_sub_cases,
)
from portal.gateways.cases.zgw.unread_parts import UnreadParts
from portal.gateways.cases.zgw.visibility import rule_of
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import Pending, start

RELATIONS = {relation.value: relation for relation in CaseRelation}


@dataclass(frozen=True, slots=True)
class RelativesUnderWay:
    """What hangs together with a case, while it is read beside the case's own parts."""

    zaak: Zaak
    bsn: str
    relations: dict[CaseKey, CaseRelation]
    sub_cases: Pending[SubCases] | None
    related: Pending[SourceAnswer[list[Case]]] | None

    @classmethod
    def start(cls, zgw: Zgw, deadline: Deadline, zaak: Zaak, onlooker: Onlooker) -> Self:
        """Begin to read; nothing is asked where the case names no other one."""
        relations = dict(_relations(zgw, zaak))
        parts = partial(sub_cases_of, zgw, deadline, zaak, onlooker)
        others = partial(listing.cases_with_keys, zgw, deadline, onlooker.bsn, [*relations])
        return cls(
            zaak,
            onlooker.bsn,
            relations,
            start("cases", deadline, parts) if zaak.deelzaken else None,
            start("cases", deadline, others) if relations else None,
        )

    def added_to(self, file: CaseFile) -> CaseFile:
        """The file with these; what could not be read stands in `unread_parts`."""
        unread = UnreadParts({part.name: part for part in file.unread_parts})
        parts = SubCases()
        related: SourceAnswer[list[Case]] = SourceAnswer([])
        if self.sub_cases:
            parts = unread.read("sub_cases", self.sub_cases.result) or parts
            unread.note("sub_cases", parts.odd)
            unread.note("documents", parts.odd_documents)
        if self.related:
            related = unread.read("related", self.related.result) or related
            unread.note("related", [part.reason for part in related.missing])
        return replace(
            file,
            sub_cases=parts.sub_cases,
            related=tuple(RelatedCase(case, self.relations[case.key]) for case in related.value),
            representation=representation_of(self.zaak, self.bsn),
            unread_parts=tuple(unread.parts.values()),
        )


def document_in_sub_cases(
    zgw: Zgw, main: Zaak, onlooker: Onlooker, document: UUID
) -> VisibleDocument | None:
    """A document of a sub-case; None where the resident may see none such there.

    Raises `SourceError`, also where it could be in one that could not be read.
    """
    sub_cases = visible_sub_cases(zgw, main, onlooker.bsn)
    for zaak in sub_cases:
        for url in urls_of(zaak.document_links):
            if uuid_of(url) == document:
                return document_at(rule_of(zgw, zaak, onlooker.own), url)
    sub_cases.whole("cases")
    return None


def _relations(zgw: Zgw, zaak: Zaak) -> Iterator[tuple[CaseKey, CaseRelation]]:
    """The cases that this one names, its main case last, so that it is told as that."""
    named = [(each.url, each.aard_relatie) for each in zaak.relevante_andere_zaken]
    for url, kind in (*named, (zaak.hoofdzaak, CaseRelation.MAIN.value)):
        try:
            yield zgw.case_at(url), RELATIONS.get(kind, CaseRelation.OTHER)
        except InvalidSourceAnswer:
            continue  # none, or of a system that we don't speak to
