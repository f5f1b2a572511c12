"""That a case was paid, at the embedded case API over real HTTP."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.case_intake import CaseClosed
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceError, SourceRefused
from portal.embedded.desk import actions
from tests.portal.gateways.deliveries import a_submission
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import get
from tests.portal.gateways.meddler import Fault
from tests.portal.gateways.recordings import CASE, KEY

PAID_AT = datetime(2025, 11, 30, 9, 30, 15, 250_000, UTC)


@pytest.fixture
def key(case_intake, meddler):
    """A case of which nothing is paid yet."""
    key = case_intake.deliver(replace(a_submission(), costs_money=True))
    meddler.begin({})
    return key


@pytest.fixture
def close(meddler):
    """Close a case, as an employee does."""

    def close_(key):
        embedded = meddler.app.extensions["world"]
        [result, *_] = actions.case_file(embedded, key.id).possible_results
        actions.decide(embedded, key.id, result_type=result.id, explanation="Klaar.")

    return close_


def said(case_intake, key):
    """What the case says of its payment."""
    zaak = get(case_intake.zgw.cases, case_intake.zgw.path_of(key))
    return zaak["betalingsindicatie"], zaak["laatsteBetaaldatum"]


def changes(meddler):
    return [call for call in meddler.calls if call.startswith("PATCH ")]


def test_paid_at_a_whole_second_and_taken_back(case_intake, key):
    case_intake.set_payment(key, PAID_AT)
    assert said(case_intake, key) == ("geheel", "2025-11-30T09:30:15Z")

    case_intake.set_payment(key, None)

    assert said(case_intake, key) == ("nog_niet", None)


def test_what_the_case_says_already_is_not_written(case_intake, meddler, key):
    case_intake.set_payment(key, None)
    assert changes(meddler) == []

    for _ in range(3):
        case_intake.set_payment(key, PAID_AT)

    assert len(changes(meddler)) == 1


@pytest.mark.parametrize("place", range(2))
@pytest.mark.parametrize("fault", [Fault.REFUSED_BEFORE, Fault.REFUSED_AFTER, Fault.LOST_AFTER])
def test_whatever_call_fails_the_next_try_says_it(case_intake, meddler, key, place, fault):
    meddler.begin({place: fault})
    with suppress(SourceError):
        case_intake.set_payment(key, PAID_AT)
    meddler.begin({})

    case_intake.set_payment(key, PAID_AT)

    assert said(case_intake, key)[0] == "geheel"


def test_moment_by_a_clock_that_is_ahead_is_now(case_intake, key):
    case_intake.set_payment(key, datetime.now(UTC) + timedelta(minutes=5))

    indication, moment = said(case_intake, key)
    assert indication == "geheel"
    assert datetime.fromisoformat(moment) <= datetime.now(UTC)


def test_closed_case_refuses_and_tells_since_when(case_intake, key, close):
    close(key)

    with pytest.raises(CaseClosed, match="'geheel' is not in it") as refusal:
        case_intake.set_payment(key, PAID_AT)

    assert (refusal.value.closed_on, refusal.value.is_final) == (today(), True)
    case_intake.set_payment(key, None)  # as it says


def test_case_that_is_closed_meanwhile_is_told_as_closed(case_intake, meddler, key, close):
    meddler.meanwhile = {1: lambda: close(key)}

    with pytest.raises(CaseClosed):
        case_intake.set_payment(key, PAID_AT)


def test_open_case_that_may_not_be_changed_needs_a_scope(zgw, worker):
    key = _answering(zgw, einddatum=None, reply=Reply(403, json={"code": "permission_denied"}))

    with pytest.raises(SourceRefused, match=r"needs scope zaken\.bijwerken") as refusal:
        worker.set_payment(key, PAID_AT)

    assert not isinstance(refusal.value, CaseClosed)


def test_token_that_is_refused_says_nothing_of_a_closed_case(zgw, worker):
    key = _answering(zgw, einddatum="2026-11-30", reply=Reply(401, json={"code": "jwt-expired"}))

    with pytest.raises(SourceRefused) as refusal:
        worker.set_payment(key, PAID_AT)

    assert not isinstance(refusal.value, CaseClosed)


def test_case_that_does_not_take_what_was_written_is_odd(zgw, worker):
    key = _answering(zgw, einddatum=None, reply=Reply(json={"betalingsindicatie": "nvt"}))

    with pytest.raises(InvalidSourceAnswer):
        worker.set_payment(key, PAID_AT)


def _answering(zgw, einddatum, reply):
    """A recorded case that says nothing of a payment, and answers a change of it so."""
    path = CASE.removeprefix("GET ")
    zgw[CASE] = Reply(json={**zgw.zaak, "einddatum": einddatum, "betalingsindicatie": None})
    zgw[f"PATCH {path}"] = reply
    return KEY
