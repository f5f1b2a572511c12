"""The catalogue held against the file of remedies, for `portal catalogue check`."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from portal.domain.case_intake import NotInCatalogue
from portal.domain.remedies import Remedy, RemedyRegister
from portal.domain.terms import DAYS_OF_WEEK
from portal.gateways.cases.zgw.catalogue import CaseCatalogue, CaseType
from portal.gateways.cases.zgw.catalogue_resources import NamedType
from portal.gateways.cases.zgw.named_items import NamedItems
from portal.gateways.cases.zgw.periods import after


def remedies_lacking(
    catalogue: CaseCatalogue, register: RemedyRegister, day: date
) -> Iterator[str]:
    """Where the catalogue of this day and the file of remedies don't say the same, in sentences.

    Not what the catalogue hasn't, while a part of it can't be read. Raises `SourceError`.
    """
    case_types = catalogue.case_types_on(day)
    kinds = {each.code: catalogue.decision_types(each, day) for each in case_types}
    for code, of_type in kinds.items():
        for kind in of_type:
            yield from _of_decision(code, kind, register, day)
    odd = [cause for of_type in kinds.values() for cause in of_type.odd]
    yield from (f"The catalogue has what can't be read: {cause}." for cause in odd)
    if not (odd or case_types.odd):
        names = {kind.omschrijving for of_type in kinds.values() for kind in of_type}
        yield from _unknown_types(case_types.items, names, register)
        yield from _unknown_results(catalogue, case_types.items, register)


def _of_decision(code: str, kind: NamedType, register: RemedyRegister, day: date) -> Iterator[str]:
    name = f"Case type {code}, decision {kind.omschrijving}:"
    remedy = register.remedy_of(code, kind.omschrijving)
    if remedy is None:
        yield f"{name} the file has no remedy; residents are told to call."
    elif kind.reactietermijn and (after(day, kind.reactietermijn) or day) <= day:
        yield (
            f"{name} the catalogue says {kind.reactietermijn} (reactietermijn), which is no term;"
            f" residents are told {_term(remedy)}, of remedy {remedy.id}."
        )
    elif kind.reactietermijn and not _is_same(remedy, kind.reactietermijn, day):
        yield (
            f"{name} the catalogue says {kind.reactietermijn} (reactietermijn), remedy {remedy.id}"
            f" {_term(remedy)}; residents are told the earlier day, and to call for more time."
        )


def _is_same(remedy: Remedy, period: str, day: date) -> bool:
    return after(day, period) == day + timedelta(remedy.weeks * DAYS_OF_WEEK or remedy.days)


def _term(remedy: Remedy) -> str:
    return f"{remedy.weeks} weeks" if remedy.weeks else f"{remedy.days} days"


def _unknown_types(
    case_types: Sequence[CaseType], decision_types: set[str], register: RemedyRegister
) -> Iterator[str]:
    codes = {case_type.code for case_type in case_types}
    for remedy in register.remedies.values():
        for code in sorted(remedy.case_types - codes):
            yield NotInCatalogue(
                f"Remedy {remedy.id} names case type {code}, which the catalogue hasn't."
            )
        for name in sorted(remedy.decision_types - decision_types):
            yield NotInCatalogue(
                f"Remedy {remedy.id} names decision type {name}, which the catalogue hasn't."
            )
    steps = (*register.next_steps, *register.while_running, *register.when_ended)
    for code in sorted({code for step in steps for code in step.case_types} - codes):
        yield NotInCatalogue(f"A next step names case type {code}, which the catalogue hasn't.")
    for name in sorted(set(register.decisions) - decision_types):
        yield NotInCatalogue(f"An outcome names decision type {name}, which the catalogue hasn't.")


def _unknown_results(
    catalogue: CaseCatalogue, case_types: Sequence[CaseType], register: RemedyRegister
) -> Iterator[str]:
    by_code = {case_type.code: case_type for case_type in case_types}
    for code in sorted({code for code, _ in register.results}):
        named = {result for of, result in register.results if of == code}
        has = catalogue.result_types(by_code[code]) if code in by_code else NamedItems[str]()
        for name in sorted(named - {*has}) if not has.odd else ():
            yield NotInCatalogue(
                f"An outcome names result {name} of case type {code}, which the catalogue hasn't."
            )
