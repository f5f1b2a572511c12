"""What a resident may see of a case, by what they are in it: the one place that says so.

The list, a page, a download, a look after a notification and its messages all ask here. What is
unclear is not shown. The rules are data of the municipality: `portal.domain.case_rules`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from portal.domain.case_rules import CasePart, CaseRole, CaseRule
from portal.domain.cases import Case, CaseDocument, CaseFile
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.resources import Role, Zaak

INITIATOR, INTERESTED = "initiator", "belanghebbende"
EMPLOYEES = frozenset({"medewerker", "organisatorische_eenheid"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody is in a case, and which parts of it they see."""

    role: CaseRole
    parts: frozenset[CasePart]

    @property
    def is_whole(self) -> bool:
        """Whether they see all that residents see."""
        return self.role is CaseRole.APPLICANT

    def has(self, part: CasePart) -> bool:
        """Whether they see this part."""
        return self.is_whole or part in self.parts

    def case(self, case: Case) -> Case:
        """The case, without what they don't see; the law's last day is told to its applicant."""
        if self.is_whole:
            return case
        seen = replace(case, role=self.role, payment=None, due=None, due_before=None)
        if not self.has(CasePart.DESCRIPTION):
            seen = replace(seen, description="")
        if not self.has(CasePart.DECISIONS):
            seen = replace(seen, result="", result_explanation="")
        if not self.has(CasePart.STEPS):
            reason = None if seen.suspension is None else ""
            seen = replace(seen, status="", suspension=reason, extension=None, extension_period="")
            seen = replace(seen, extension_days=None, expected_before=None)
        return seen

    def file(self, file: CaseFile) -> CaseFile:
        """The file, without what they don't see; also not that it could not be read."""
        if self.is_whole:
            return file
        names = {part.value for part in CasePart if not self.has(part)}
        return replace(
            file,
            case=self.case(file.case),
            steps=file.steps if self.has(CasePart.STEPS) else (),
            decisions=file.decisions if self.has(CasePart.DECISIONS) else (),
            documents=tuple(self._documents(file)),
            unread_parts=tuple(part for part in file.unread_parts if part.name not in names),
        )

    def _documents(self, file: CaseFile) -> Iterator[CaseDocument]:
        """Letters of decisions go with those."""
        letters = {document for decision in file.decisions for document in decision.documents}
        for document in file.documents:
            is_shown_letter = document.id not in letters or self.has(CasePart.DECISIONS)
            if self.has(CasePart.DOCUMENTS) and is_shown_letter:
                yield document


WHOLE = Sight(CaseRole.APPLICANT, frozenset(CasePart))


def is_shown(zgw: Zgw, zaak: Zaak) -> bool:
    """Whether any resident may see it: not too confidential, and no unfinished submission.

    Raises `SourceError` where its kind can't be read, and something hangs on that.
    """
    if not _may_be_shown(zaak, *zgw.case_rules):
        return False
    return _may_be_shown(zaak, rule_of(zgw, zaak))


def sight_of(zgw: Zgw, zaak: Zaak, bsn: str) -> Sight | None:
    """What the resident with this BSN sees of it, by its expanded roles; None: nothing.

    Raises `SourceError` where its kind can't be read, and something hangs on that.
    """
    if not is_shown(zgw, zaak):
        return None
    return sight_by_role(zgw, zaak, bsn)


def sight_by_role(zgw: Zgw, zaak: Zaak, bsn: str) -> Sight | None:
    """The same, of a case that is shown to somebody."""
    if any(role.initiator_bsn == bsn for role in zaak.roles):
        return WHOLE
    is_party = any(_is_interested(role, bsn) for role in zaak.roles)
    if not is_party or zaak.roles.odd:
        return None
    parts = parts_for_interested(rule_of(zgw, zaak), zaak.roles)
    return None if parts is None else Sight(CaseRole.INTERESTED, parts)


def parts_for_interested(rule: CaseRule, roles: Iterable[Role]) -> frozenset[CasePart] | None:
    """What interested parties see of a case with all of these roles; None: nothing.

    Who started it has to be clear: where nobody is said to have, nothing is shown.
    """
    kinds = {role.betrokkene_type for role in roles if role.omschrijving_generiek == INITIATOR}
    if not kinds:
        return None
    return rule.case_of_employee if kinds <= EMPLOYEES else rule.case_of_others


def interested_bsn(roles: Iterable[Role]) -> str | None:
    """BSN of the one interested party that is a person; None where there is none, or several."""
    numbers = {role.person_bsn for role in roles if role.omschrijving_generiek == INTERESTED} - {""}
    return numbers.pop() if len(numbers) == 1 else None


def rule_of(zgw: Zgw, zaak: Zaak) -> CaseRule:
    """The rule for cases of its kind; that is read only where kinds have rules of their own."""
    rules = zgw.case_rules
    if not rules.by_case_type:
        return rules.usual
    return rules.of(zgw.catalogue.case_type(zaak.zaaktype).code)


def _is_interested(role: Role, bsn: str) -> bool:
    return role.omschrijving_generiek == INTERESTED and role.person_bsn == bsn


def _may_be_shown(zaak: Zaak, *rules: CaseRule) -> bool:
    """Whether one of these rules shows it."""
    is_ours = bool(zaak.submissions)
    return any(
        zaak.vertrouwelijkheidaanduiding in rule.most_confidential.and_less
        and (zaak.status is not None or (rule.shows_without_status and not is_ours))
        for rule in rules
    )
