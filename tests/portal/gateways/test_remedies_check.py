"""`portal catalogue check`: where the catalogue and the file of remedies don't say the same."""

from dataclasses import replace

import pytest

from portal.configuration import remedies
from portal.domain.remedies import NO_REMEDIES, CaseOutcome, NextStep
from portal.resources import resource
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import DECISION_TYPE, TYPES, page
from tests.portal.gateways.recordings import ZAAKTYPE as CASE_TYPE

NAME = "Besluit parkeervergunning"
RESULT = f"{TYPES}/resultaattypen/0c0d6d1c-9d4e-4a0b-9d4a-5f1f3b4c2a11"
REMEDY = remedies.load(resource("remedies.toml")).remedies["bezwaar"]


@pytest.fixture
def check(worker, zgw):
    """What is said of a catalogue with one case type, and of these remedies."""
    zaaktype = zgw[f"GET {CASE_TYPE}"].json
    zaaktype["besluittypen"] = [zgw.base + DECISION_TYPE]
    zaaktype["resultaattypen"] = [zgw.base + RESULT]
    zgw[f"GET {CASE_TYPE}"] = Reply(json=zaaktype)
    zgw[f"GET {TYPES}/zaaktypen"] = page(zaaktype)
    zgw[f"GET {RESULT}"] = Reply(json={"omschrijving": "Verleend"})

    def check_with(register, period="P42D", **changes):
        kind = {"omschrijving": NAME, "reactietermijn": period} | changes
        zgw[f"GET {DECISION_TYPE}"] = Reply(json=kind)
        return worker.without_remedies(register)

    check_with.code = zaaktype["identificatie"]
    return check_with


def against(code: str, **changes):
    """A register with one remedy, against decisions in cases of this type."""
    usual = {"case_types": frozenset({code}), "decision_types": frozenset()}
    return replace(NO_REMEDIES, remedies={"bezwaar": replace(REMEDY, **usual | changes)})


@pytest.mark.parametrize("period", ["P42D", "P6W", "", None])
def test_terms_that_agree_are_no_news(check, period):
    assert check(against(check.code), period) == []


@pytest.mark.parametrize(("period", "days"), [("P10D", 0), ("P1M", 0), ("P6W", 10)])
def test_terms_that_differ_are_named_with_what_residents_read(check, period, days):
    remedy = {"weeks": 0, "days": days} if days else {}

    [sentence] = check(against(check.code, **remedy), period)

    assert sentence == (
        f"Case type {check.code}, decision {NAME}: the catalogue says {period} (reactietermijn),"
        f" remedy bezwaar {'10 days' if days else '6 weeks'};"
        " residents are told the earlier day, and to call for more time."
    )


@pytest.mark.parametrize("period", ["x", "P0D"])
def test_a_period_that_is_no_term_is_named_and_the_file_counts(check, period):
    [sentence] = check(against(check.code), period)

    assert sentence == (
        f"Case type {check.code}, decision {NAME}: the catalogue says {period} (reactietermijn),"
        " which is no term; residents are told 6 weeks, of remedy bezwaar."
    )


def test_a_decision_without_a_remedy_is_named_unless_it_is_no_longer_taken(check):
    said = f"Case type {check.code}, decision {NAME}: the file has no remedy"

    assert [each.startswith(said) for each in check(NO_REMEDIES)] == [True]


def test_a_decision_type_of_before_is_none(check):
    assert check(NO_REMEDIES, eindeGeldigheid="2025-01-01") == []


def test_what_the_file_names_and_the_catalogue_has_not_is_said(check):
    wrong = replace(
        against(check.code, case_types=frozenset({check.code, "X"}), decision_types={"Y"}),
        results={(check.code, "Verleend"): CaseOutcome.GRANTED}
        | {(code, "Z"): CaseOutcome.REFUSED for code in (check.code, "X")},
        decisions={NAME: CaseOutcome.GRANTED, "Q": CaseOutcome.REFUSED},
        next_steps=(NextStep(name={}, how={}, url="", case_types=frozenset({"X"})),),
    )

    assert check(wrong) == [
        "Remedy bezwaar names case type X, which the catalogue hasn't.",
        "Remedy bezwaar names decision type Y, which the catalogue hasn't.",
        "A next step names case type X, which the catalogue hasn't.",
        "An outcome names decision type Q, which the catalogue hasn't.",
        *sorted(
            f"An outcome names result Z of case type {code}, which the catalogue hasn't."
            for code in (check.code, "X")
        ),
    ]
