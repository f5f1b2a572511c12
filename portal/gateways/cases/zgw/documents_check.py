"""The catalogue held against the file of documents, for `portal catalogue check`."""

from collections.abc import Iterator
from datetime import date

from portal.domain.case_intake import NotInCatalogue
from portal.domain.document_rules import DocumentRules
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.catalogue import CaseCatalogue, CaseType
from portal.gateways.cases.zgw.visibility import SHARED_WAYS


def kinds_lacking(catalogue: CaseCatalogue, rules: DocumentRules, day: date) -> Iterator[str]:
    """Where the file shows kinds of document that the catalogue of this day hasn't, or hides.

    In sentences. Raises `SourceError`.
    """
    case_types = catalogue.case_types_on(day)
    for kind, code in rules:
        named = tuple(each for each in case_types if code in ("", each.code))
        if named or not code:
            odd = () if code else case_types.odd
            yield from _of_kind(catalogue, kind, code, ItemList(named, odd))
        elif not case_types.odd:
            yield NotInCatalogue(
                f"Document kind {kind} names case type {code}, which the catalogue hasn't."
            )


def _of_kind(
    catalogue: CaseCatalogue, kind: str, code: str, case_types: ItemList[CaseType]
) -> Iterator[str]:
    all_ways = {each.code: catalogue.ways_of_documents(each) for each in case_types}
    ways = {
        case_type: {way for name, way in of_type if name == kind}
        for case_type, of_type in all_ways.items()
    }
    is_whole = not (case_types.odd or any(of_type.odd for of_type in all_ways.values()))
    if is_whole and not any(ways.values()):
        where = f"case type {code} hasn't" if code else "no case type has"
        yield NotInCatalogue(f"Document kind {kind} shows nothing: {where} such a kind.")
    for internal in (each for each in ways if ways[each] - SHARED_WAYS):
        yield f"Document kind {kind} is internal in case type {internal}: it is not shown there."
