"""A status and a result for a case that is withdrawn, at the embedded case API over real HTTP."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.case_intake import CaseClosed, NewStatus
from portal.domain.failures import SourceError, SourceRefused
from portal.embedded.desk import actions
from tests.portal.gateways.deliveries import a_submission
from tests.portal.gateways.givens import items
from tests.portal.gateways.meddler import Fault

EXPLANATION = "De aanvrager heeft de aanvraag ingetrokken."


@pytest.fixture
def key(case_intake, meddler):
    """A case that is open."""
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    key = case_intake.deliver(replace(a_submission(), sent_at=an_hour_ago))
    meddler.begin({})
    return key


@pytest.fixture
def result(case_intake, meddler, key):
    """Name of a result that the case can have."""
    return _results(meddler, key)[0].name


def _results(meddler, key):
    return actions.case_file(meddler.app.extensions["world"], key.id).possible_results


def a_status(name="Afgerond", result=""):
    return NewStatus(
        name=name,
        at=datetime.now(UTC) - timedelta(seconds=2),
        explanation=EXPLANATION,
        result=result,
    )


def statuses_of(case_intake, key):
    query = {"zaak": case_intake.zgw.url_of(key)}
    return list(items(case_intake.zgw.cases, "statussen", query))


def results_of(case_intake, key):
    query = {"zaak": case_intake.zgw.url_of(key)}
    return list(items(case_intake.zgw.cases, "resultaten", query))


def test_the_last_status_closes_the_case_with_its_result(case_intake, key, result):
    new = a_status(result=result)

    case_intake.set_status(key, new)

    told = [each["statustoelichting"] for each in statuses_of(case_intake, key)]
    assert sorted(told) == ["", EXPLANATION]
    [stored] = results_of(case_intake, key)
    assert stored["toelichting"] == EXPLANATION


def test_twice_is_once_also_after_it_closed_the_case(case_intake, key, result):
    new = a_status(result=result)
    case_intake.set_status(key, new)

    case_intake.set_status(key, new)

    assert len(statuses_of(case_intake, key)) == 2
    assert len(results_of(case_intake, key)) == 1


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("fault", [Fault.REFUSED_BEFORE, Fault.REFUSED_AFTER, Fault.LOST_AFTER])
def test_whatever_call_fails_the_next_try_ends_it_once(
    case_intake, meddler, key, result, place, fault
):
    new = a_status(result=result)
    meddler.begin({place: fault})
    with suppress(SourceError):
        case_intake.set_status(key, new)
    meddler.begin({})

    case_intake.set_status(key, new)

    assert len(statuses_of(case_intake, key)) == 2
    assert len(results_of(case_intake, key)) == 1


def test_a_case_that_was_closed_by_an_employee_is_told(case_intake, meddler, key):
    embedded = meddler.app.extensions["world"]
    [result, *_] = _results(meddler, key)
    actions.decide(embedded, key.id, result_type=result.id, explanation="Klaar.")

    with pytest.raises(CaseClosed):
        case_intake.set_status(key, a_status(name="In behandeling"))


@pytest.mark.parametrize(
    ("status", "outcome", "lack"),
    [("Nix", "", "no status Nix"), ("Afgerond", "Nix", "no result Nix")],
)
def test_what_the_catalogue_has_not_is_named_and_changes_nothing(
    case_intake, key, status, outcome, lack
):
    with pytest.raises(SourceRefused, match=lack):
        case_intake.set_status(key, a_status(status, outcome))

    assert len(statuses_of(case_intake, key)) == 1
    assert results_of(case_intake, key) == []
