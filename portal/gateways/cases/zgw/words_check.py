"""The catalogue held against the file with the words for statuses, for `portal catalogue check`."""

from collections.abc import Iterable, Iterator

from portal.domain.case_intake import NotInCatalogue
from portal.domain.status_words import StatusRegister
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.step_types import StepType


def words_lacking(case_types: ItemList[CaseType], statuses: StatusRegister) -> list[str]:
    """Which statuses have no words, and which words no status; in plain sentences.

    First what can't be read: whether that has a status is not known then.
    """
    odd = [f"The catalogue has what can't be read: {cause}." for cause in case_types.odd]
    unused = () if odd else _unused(case_types, statuses)
    return [*odd, *_wordless(case_types), *unused]


def _wordless(case_types: Iterable[CaseType]) -> Iterator[str]:
    for case_type in case_types:
        for step in case_type.steps:
            if not step.has_words:
                shown = f"by its own name, {step.name}" if step.name else "in general words"
                yield (
                    f"Case type {case_type.code}: status {_name(step)} has no words for residents;"
                    f" it is told {shown}."
                )


def _unused(case_types: Iterable[CaseType], statuses: StatusRegister) -> Iterator[str]:
    names = {
        (case_type.code, name)
        for case_type in case_types
        for step in case_type.steps
        for name in (step.code, str(step.order))
    }
    for case_type, status in statuses:
        if (case_type, status) not in names:
            yield NotInCatalogue(
                f"Case type {case_type} has no status {status}, for which there are words."
            )


def _name(step: StepType) -> str:
    return " ".join(filter(None, (str(step.order or ""), step.code)))
