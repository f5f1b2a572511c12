"""The catalogue held against the file of cases, for `portal catalogue check`."""

from collections.abc import Iterator
from datetime import date

from portal.domain.case_intake import NotInCatalogue
from portal.domain.case_rules import CaseRules, Withdrawal
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.visibility import kinds_taken


def rules_lacking(zgw: Zgw, rules: CaseRules, day: date) -> Iterator[str]:
    """Where the file names what the catalogue of this day hasn't, in sentences.

    Not whether it has a case type, while some can't be read: `words_lacking` names those. Raises
    `SourceError`.
    """
    case_types = zgw.catalogue.case_types_on(day)
    codes = {case_type.code for case_type in case_types}
    for code in rules.by_case_type:
        if code not in codes and not case_types.odd:
            yield NotInCatalogue(
                f"The file of cases names case type {code}, which the catalogue hasn't."
            )
    for case_type in case_types:
        way = rules.of(case_type.code).withdrawal
        if way.is_possible and not case_type.is_internal:
            try:
                yield from _of_withdrawal(zgw, case_type, way)
            except InvalidSourceAnswer as error:
                yield f"Withdrawing a case of type {case_type.code}: can't be read: {error.reason}."


def _of_withdrawal(zgw: Zgw, case_type: CaseType, way: Withdrawal) -> Iterator[str]:
    where = f"Withdrawing a case of type {case_type.code}:"
    kinds = kinds_taken(zgw, case_type)
    if not kinds and not way.status:
        yield f"{where} it takes no document, so residents are told to call."
    elif way.document_kind and way.document_kind not in kinds:
        yield f"{where} it takes no document of kind {way.document_kind}."
    if way.status:
        yield from _of_status(zgw, case_type, way, where)


def _of_status(zgw: Zgw, case_type: CaseType, way: Withdrawal, where: str) -> Iterator[str]:
    step = next((step for step in case_type.steps if step.code == way.status), None)
    results = zgw.catalogue.result_types(case_type)
    if step is None and not case_type.lacks_steps:
        yield f"{where} there is no status {way.status}."
    elif step and step.is_last and not way.result:
        yield f"{where} status {way.status} ends it, so say which result it gets."
    if way.result and way.result not in results and not results.odd:
        yield f"{where} there is no result {way.result}."
