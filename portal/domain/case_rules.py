"""Which cases a municipality shows to whom, and how one is withdrawn: its data, safe by default.

Without it a resident sees the cases that they started themselves, once they have a status, up to
`zaakvertrouwelijk`. Source: `PORTAL_CASES_FILE`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CaseRole(StrEnum):
    """What a resident is in a case."""

    APPLICANT = "applicant"
    """They started it, or somebody did for them."""
    INTERESTED = "interested"
    """Somebody else started it, and it concerns them too (belanghebbende)."""


class CaseSecrecy(StrEnum):
    """How confidential a case or document may be for a resident (vertrouwelijkheidaanduiding).

    From open to closed. What is more confidential than any of these is never shown.
    """

    PUBLIC = "openbaar"
    LIMITED = "beperkt_openbaar"
    INTERNAL = "intern"
    CASE = "zaakvertrouwelijk"

    @property
    def and_less(self) -> frozenset[str]:
        """All up to this one, as the case system writes them."""
        every = list(CaseSecrecy)
        return frozenset(every[: every.index(self) + 1])


class CasePart(StrEnum):
    """What an interested party may be shown of a case, beside its kind, number and progress."""

    DESCRIPTION = "description"
    """What it is about, in the words of whoever started it."""
    STEPS = "steps"
    """Its statuses, with what is written about them, and what moved its days."""
    DECISIONS = "decisions"
    """Decisions and the result."""
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How an applicant withdraws what they asked for, while it isn't decided."""

    is_possible: bool = True
    document_kind: str = ""
    """Name of the kind of document that says so in the case; '': the first one that it takes."""
    status: str = ""
    """Name of the status that the case gets; '': none, a case worker ends it."""
    result: str = ""
    """Name of the result that it gets before that; '': none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRule:
    """What residents see of cases of one kind."""

    most_confidential: CaseSecrecy = CaseSecrecy.CASE
    """Of a case, and of its documents."""
    shows_without_status: bool = False
    """Whether one that has no status is shown as received; never one that the portal makes."""
    case_of_others: frozenset[CasePart] | None = None
    """What interested parties see of what another person or a company started; None: nothing."""
    case_of_employee: frozenset[CasePart] | None = None
    """The same of what only employees started."""
    withdrawal: Withdrawal = Withdrawal()

    @property
    def shows_to_interested(self) -> bool:
        """Whether interested parties see any case."""
        return self.case_of_others is not None or self.case_of_employee is not None


USUAL_CASE_RULE = CaseRule()


@dataclass(frozen=True, slots=True)
class CaseRules:
    """The rules of a municipality for all kinds of case."""

    usual: CaseRule = USUAL_CASE_RULE
    by_case_type: Mapping[str, CaseRule] = field(default_factory=dict)
    """Others, by the code of the case type (`identificatie`)."""

    def of(self, case_type: str) -> CaseRule:
        """The rule for cases of this type."""
        return self.by_case_type.get(case_type, self.usual)

    def __iter__(self) -> Iterator[CaseRule]:
        """Every rule."""
        yield self.usual
        yield from self.by_case_type.values()

    @property
    def most_confidential(self) -> CaseSecrecy:
        """What no kind of case goes beyond: all that needs to be asked for."""
        return max((rule.most_confidential for rule in self), key=list(CaseSecrecy).index)

    @property
    def shows_to_interested(self) -> bool:
        """Whether interested parties see cases of some kind."""
        return any(rule.shows_to_interested for rule in self)

    @property
    def are_asked_exactly(self) -> bool:
        """Whether the case system's filters leave out just what is hidden: then it can count."""
        secrecy = {rule.most_confidential for rule in self}
        return len(secrecy) == 1 and not self.shows_to_interested


USUAL_CASE_RULES = CaseRules()
