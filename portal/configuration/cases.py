"""The file with which cases are shown, and how one is withdrawn (`PORTAL_CASES_FILE`)."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Discriminator, Field, StrictBool

from portal.configuration.operator_files import FilePart, Text, read_toml
from portal.domain.case_rules import (
    USUAL_CASE_RULE,
    CasePart,
    CaseRule,
    CaseRules,
    CaseSecrecy,
    Withdrawal,
)


class WithoutStatus(StrEnum):
    """What is shown of a case that has no status."""

    HIDDEN = "hidden"
    RECEIVED = "received"


class InterestedPart(FilePart):
    """What interested parties see; both must be said, so that nothing is shown by mistake."""

    shown: StrictBool
    parts: tuple[CasePart, ...] = ()


class NoWithdrawal(FilePart):
    """It can't be withdrawn."""

    by: Literal["none"]

    @property
    def withdrawal(self) -> Withdrawal:
        """What it comes to."""
        return Withdrawal(is_possible=False)


class WithdrawalByRequest(FilePart):
    """A document in the case says so; a case worker ends it."""

    by: Literal["request"]
    document_kind: Text | None = None

    @property
    def withdrawal(self) -> Withdrawal:
        """What it comes to."""
        return Withdrawal(document_kind=self.document_kind or "")


class WithdrawalByStatus(FilePart):
    """The same, and the case gets this status, with this result where it needs one."""

    by: Literal["status"]
    status: Text
    result: Text | None = None
    document_kind: Text | None = None

    @property
    def withdrawal(self) -> Withdrawal:
        """What it comes to."""
        return Withdrawal(
            document_kind=self.document_kind or "", status=self.status, result=self.result or ""
        )


WithdrawalPart = Annotated[
    NoWithdrawal | WithdrawalByRequest | WithdrawalByStatus, Discriminator("by")
]


class CaseRulePart(FilePart):
    """What is said of a kind of case, or of all; what isn't said is as it is for all, or usual."""

    most_confidential: CaseSecrecy | None = None
    without_status: WithoutStatus | None = None
    case_of_others: InterestedPart | None = None
    case_of_employee: InterestedPart | None = None
    withdrawal: WithdrawalPart | None = None


class CasesFile(CaseRulePart):
    """The whole file: of all cases, then by case type."""

    case_type: dict[Text, CaseRulePart] = Field(default_factory=dict)


def load(path: Path) -> CaseRules:
    """The rules in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, CasesFile, setting="PORTAL_CASES_FILE")
    usual = _rule(file, USUAL_CASE_RULE)
    return CaseRules(usual, {code: _rule(part, usual) for code, part in file.case_type.items()})


def _rule(part: CaseRulePart, usual: CaseRule) -> CaseRule:
    is_received = part.without_status is WithoutStatus.RECEIVED
    return CaseRule(
        most_confidential=part.most_confidential or usual.most_confidential,
        shows_without_status=is_received if part.without_status else usual.shows_without_status,
        case_of_others=_parts(part.case_of_others, usual.case_of_others),
        case_of_employee=_parts(part.case_of_employee, usual.case_of_employee),
        withdrawal=part.withdrawal.withdrawal if part.withdrawal else usual.withdrawal,
    )


def _parts(
    part: InterestedPart | None, usual: frozenset[CasePart] | None
) -> frozenset[CasePart] | None:
    if part is None:
        return usual
    return frozenset(part.parts) if part.shown else None
