"""The file of cases held against the catalogue of the embedded world."""

import pytest

from portal.configuration import cases
from portal.domain.case_rules import CaseRule, CaseRules, Withdrawal
from portal.resources import resource

CODE = "VERHUIZING"


@pytest.fixture
def told(case_intake, meddler):
    """What is said of withdrawing a move in this way."""

    def check(way):
        rules = CaseRules(CaseRule(withdrawal=Withdrawal(is_possible=False)))
        by_type = {CODE: CaseRule(withdrawal=way)}
        return case_intake.without_cases(CaseRules(rules.usual, by_type))

    return check


def test_of_the_example_there_is_nothing_to_say(case_intake, meddler):
    assert case_intake.without_cases(cases.load(resource("cases.toml"))) == []


def test_a_case_type_that_is_not_there_is_named(case_intake, meddler):
    rules = CaseRules(CaseRule(), {"NIX": CaseRule()})

    [sentence] = case_intake.without_cases(rules)

    assert sentence == "The file of cases names case type NIX, which the catalogue hasn't."


@pytest.mark.parametrize(
    ("way", "lack"),
    [
        (Withdrawal(document_kind="Nix"), "it takes no document of kind Nix."),
        (Withdrawal(document_kind="Besluit"), "it takes no document of kind Besluit."),
        (Withdrawal(status="Nix"), "there is no status Nix."),
        (Withdrawal(status="In behandeling", result="Nix"), "there is no result Nix."),
        (Withdrawal(status="Afgerond"), "status Afgerond ends it, so say which result it gets."),
    ],
)
def test_what_a_withdrawal_needs_and_is_not_there_is_named(told, way, lack):
    assert told(way) == [f"Withdrawing a case of type {CODE}: {lack}"]


@pytest.mark.parametrize(
    "way",
    [
        Withdrawal(document_kind="Huurcontract"),
        Withdrawal(status="In behandeling"),
        Withdrawal(is_possible=False, document_kind="Nix"),
    ],
)
def test_what_is_there_needs_no_words(told, way):
    assert told(way) == []
