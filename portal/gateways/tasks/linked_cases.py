"""The cases that tasks belong to: in which case system each is, and its number.

A task names its case by an id alone. With one case system that is its key; with several it is the
key in the one that has such a case, unless the portal itself asked and named the system.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self
from uuid import UUID

from portal.domain.case_keys import CaseKey
from portal.domain.failures import InvalidSourceAnswer, SourceError, SourceRefused
from portal.gateways.answers import log_odd
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.kept import Kept
from portal.gateways.parallel import Pending
from portal.gateways.problems import is_absent, is_closed_to_us
from portal.gateways.tasks.resources import NUMBERED_CASE, TaskAnswers, TaskObject
from portal.gateways.zgw_access import case_path


@dataclass(frozen=True, slots=True)
class LinkedCases:
    """Keys and numbers of the cases of tasks; a case keeps them, so an answer is kept too."""

    systems: Mapping[str, Api]
    """The Zaken API of each case system, by its name."""
    kept: Kept = field(default_factory=Kept, repr=False)

    def within(self, deadline: Deadline) -> Self:
        """The same, of which all calls together end before this deadline."""
        systems = {name: api.within(deadline) for name, api in self.systems.items()}
        return replace(self, systems=systems)

    def is_known(self, task: TaskObject) -> bool:
        """Whether nothing needs to be asked for key and number of this task's case."""
        case_id = _case_id(task)
        has_both = bool(self.key_of(task) and answers_of(task).zaaknummer)
        return case_id is None or has_both or bool(self.kept.fresh(str(case_id)))

    def key_of(self, task: TaskObject) -> CaseKey | None:
        """The key of this task's case, as far as that is known without asking."""
        case_id, named = _case_id(task), answers_of(task).zaaksysteem
        if case_id is None:
            return None
        if len(self.systems) == 1:
            return CaseKey(next(iter(self.systems)), case_id)
        return CaseKey(named, case_id) if named and named in self.systems else None

    def case_of(self, task: TaskObject) -> tuple[CaseKey | None, str]:
        """Key and number of the case; None and '' where it belongs to none, or to one that is gone.

        One task of a case that was deleted, closed to us or odd hides no other: it says to call.
        Raises `SourceError` where a case system can't be asked.
        """
        case_id, key, number = _case_id(task), self.key_of(task), answers_of(task).zaaknummer or ""
        if case_id is None or (key and number):
            return key, number
        try:
            key, found = self.kept.get(str(case_id), lambda: self._found(case_id, key))
        except SourceRefused as error:
            if is_closed_to_us(error):
                log_odd("cases", (error.reason,))
            elif not is_absent(error):
                raise
            return None, ""
        except InvalidSourceAnswer as error:
            log_odd("cases", (error.reason,))
            return None, ""
        return key, number or found

    def _found(self, case_id: UUID, key: CaseKey | None) -> tuple[CaseKey, str]:
        """Key and number of the case with this id, in the system of its key or in any.

        Raises what a system said that doesn't have it, or can't be asked.
        """
        names = [name for name in self.systems if key is None or key.system == name]
        asked = [Pending("cases", partial(self._numbered, name, case_id)) for name in names]
        for each in asked[:-1]:
            each.start()  # so that one that hangs takes no time from the others
        failure: SourceError | None = None
        for each in reversed(asked):
            try:
                return each.result()
            except SourceError as error:
                is_elsewhere = isinstance(error, SourceRefused) and is_absent(error)
                failure = failure if failure and is_elsewhere else error
        raise failure or InvalidSourceAnswer("cases", "no case system")

    def _numbered(self, system: str, case_id: UUID) -> tuple[CaseKey, str]:
        key = CaseKey(system, case_id)
        case = self.systems[system].read(NUMBERED_CASE, case_path(system, key))
        return key, case.identificatie


def answers_of(task: TaskObject) -> TaskAnswers:
    """What the form of this task holds; nothing where that is of another shape."""
    form = task.record.data.portaalformulier
    return form.data if form and isinstance(form.data, TaskAnswers) else TaskAnswers()


def _case_id(task: TaskObject) -> UUID | None:
    """Id of the case; None where it belongs to none, or to nothing that is a case."""
    link = task.record.data.koppeling
    if link is None or link.registratie != "zaak":
        return None
    try:
        return UUID(link.uuid or link.value or "")
    except ValueError:
        return None
