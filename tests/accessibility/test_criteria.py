"""What the checks say of a criterion: never more than they know."""

import pytest

from accessibility import looking
from accessibility.criteria import findings, load
from accessibility.outcomes import Verdict, judged, worst
from portal.domain.accessibility import AuditOutcome
from tests.accessibility.seen import LABEL, look

CRITERIA = load()
CHECKS = (*looking.CHECKS, LABEL)


def outcome_of(number, *looks):
    found = {one.criterion.number: one for one in findings(CHECKS, looks)}
    return found[number].outcome


def test_the_table_is_that_of_the_norms():
    numbers = [one.number for one in CRITERIA]
    wcag21 = [one for one in CRITERIA if one.since != "2.2"]
    wcag22 = [one for one in CRITERIA if one.until == "2.2"]

    assert len(set(numbers)) == len(numbers) == 56
    assert (len(wcag21), len(wcag22)) == (50, 55)
    assert {one.level for one in CRITERIA} == {"A", "AA"}
    assert [one.clause for one in CRITERIA if not one.clause] == [""] * 6


def test_a_criterion_is_answered_wholly_or_says_what_a_person_must_look_at():
    assert [one.number for one in CRITERIA if not one.is_whole and not one.by_hand] == []


def test_our_checks_are_about_criteria_that_exist():
    known = {one.number for one in CRITERIA}

    assert {number for check in looking.CHECKS for number in check.criteria} <= known
    assert len({check.name for check in looking.CHECKS}) == len(looking.CHECKS)
    whole = {one.number for one in CRITERIA if one.is_whole}
    assert whole <= {number for check in looking.CHECKS for number in check.criteria}


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("1.3.1", "https://www.w3.org/TR/WCAG22/#info-and-relationships"),
        ("3.3.4", "https://www.w3.org/TR/WCAG22/#error-prevention-legal-financial-data"),
        ("4.1.1", "https://www.w3.org/TR/WCAG21/#parsing"),
    ],
)
def test_a_criterion_has_its_address_in_the_standard(number, address):
    assert [one.url for one in CRITERIA if one.number == number] == [address]


@pytest.mark.parametrize(
    ("number", "check", "said", "outcome"),
    [
        ("1.4.10", "reflow", AuditOutcome.PASSED, AuditOutcome.PASSED),
        ("1.4.10", "reflow", AuditOutcome.FAILED, AuditOutcome.FAILED),
        ("4.1.2", "axe label", AuditOutcome.PASSED, AuditOutcome.CANT_TELL),
        ("4.1.2", "axe label", AuditOutcome.CANT_TELL, AuditOutcome.CANT_TELL),
        ("4.1.2", "axe label", AuditOutcome.INAPPLICABLE, AuditOutcome.UNTESTED),
        ("2.3.1", "reflow", AuditOutcome.PASSED, AuditOutcome.UNTESTED),
    ],
)
def test_a_criterion_passes_only_where_the_checks_answer_it_wholly(number, check, said, outcome):
    assert outcome_of(number, look(Verdict(check, said))) is outcome


def test_one_fault_on_one_page_makes_it_failed():
    bad = look(Verdict("reflow", AuditOutcome.FAILED, ("too wide: p",)), state="case")
    found = findings(CHECKS, (look(), bad, look()))
    reflow = next(one for one in found if one.criterion.number == "1.4.10")

    assert reflow.outcome is AuditOutcome.FAILED
    assert reflow.per_state == {"home": AuditOutcome.PASSED, "case": AuditOutcome.FAILED}
    assert reflow.evidence == ((bad, "reflow", "too wide: p"),)


def test_what_no_page_has_does_not_apply():
    media = next(one.only_with for one in CRITERIA if one.number == "1.2.2")

    assert outcome_of("1.2.2", look()) is AuditOutcome.INAPPLICABLE
    assert outcome_of("1.2.2", look(), look(elements=[media])) is AuditOutcome.CANT_TELL
    assert outcome_of("1.2.2") is AuditOutcome.UNTESTED


def test_the_worst_outcome_counts():
    assert (
        worst([AuditOutcome.PASSED, AuditOutcome.FAILED, AuditOutcome.CANT_TELL])
        is AuditOutcome.FAILED
    )
    assert worst([AuditOutcome.PASSED, AuditOutcome.INAPPLICABLE]) is AuditOutcome.PASSED
    assert worst([]) is AuditOutcome.UNTESTED
    assert judged("reflow", []).outcome is AuditOutcome.PASSED
