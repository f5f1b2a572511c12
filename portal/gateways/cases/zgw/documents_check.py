"""The catalogue held against the file of documents, for `portal catalogue check`."""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.domain.case_intake import NotInCatalogue
from portal.domain.document_rules import DocumentRules
from portal.gateways.cases.zgw.catalogue import CaseCatalogue, CaseType
from portal.gateways.cases.zgw.visibility import SHARED_WAYS


def kinds_lacking(catalogue: CaseCatalogue, rules: DocumentRules, day: date) -> Iterator[str]:
    """Where the file shows kinds of document that the catalogue of this day hasn't, or hides.

    In sentences. Raises `SourceError`.
    """
    case_types = catalogue.case_types_on(day)
    for kind, code in rules:
        named = [case_type for case_type in case_types if code in ("", case_type.code)]
        if code and not named:
            yield NotInCatalogue(
                f"Document kind {kind} names case type {code}, which the catalogue hasn't."
            )
        else:
            yield from _of_kind(catalogue, kind, code, named)


def _of_kind(
    catalogue: CaseCatalogue, kind: str, code: str, case_types: Sequence[CaseType]
) -> Iterator[str]:
    ways = {each.code: _ways(catalogue, each, kind) for each in case_types}
    if not any(ways.values()):
        where = f"case type {code} hasn't" if code else "no case type has"
        yield NotInCatalogue(f"Document kind {kind} shows nothing: {where} such a kind.")
    for internal in (each for each in ways if ways[each] - SHARED_WAYS):
        yield f"Document kind {kind} is internal in case type {internal}: it is not shown there."


def _ways(catalogue: CaseCatalogue, case_type: CaseType, kind: str) -> set[str]:
    """Which ways documents of this name go in such a case."""
    return {
        link.richting
        for link in catalogue.document_links(case_type)
        if catalogue.name_of(link.informatieobjecttype) == kind
    }
