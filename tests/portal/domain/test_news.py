"""What is told of a case that ended: once, by its decision or by its status."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.configuration import remedies
from portal.domain.cases import Progress, Step, StepState
from portal.domain.news import of_case
from portal.domain.remedies import NO_REMEDIES
from portal.resources import resource
from tests.factories import a_case, a_case_file, a_decision

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def kinds_told(*, closed, decided=None):
    """Kinds of news of a case that ended, and was decided, so many days ago."""
    ended = NOW - timedelta(days=closed)
    steps = tuple(
        Step(name=name, state=StepState.DONE, at=ended - timedelta(days=days))
        for name, days in (("Ontvangen", 30), ("In behandeling", 20), ("Afgerond", 0))
    )
    sent = [] if decided is None else [NOW.date() - timedelta(days=decided)]
    decisions = tuple(a_decision(sent=day) for day in sent)
    file = a_case_file(a_case(progress=Progress.CLOSED), steps=steps, decisions=decisions)
    return [str(news.kind) for news in of_case(file, NO_REMEDIES, NOW)]


@pytest.mark.parametrize(
    ("closed", "decided", "told"),
    [
        (1, None, ["status"]),
        (8, None, []),
        (1, 0, ["decision"]),
        (1, 30, ["status"]),
        (5, 9, ["decision"]),
        (9, 15, []),
    ],
    ids=[
        "without a decision",
        "long ago",
        "decided",
        "decided long before",
        "decided some days before",
        "decision is old news",
    ],
)
def test_end_of_a_case_is_told_once(closed, decided, told):
    assert kinds_told(closed=closed, decided=decided) == told


def test_of_several_steps_in_a_week_the_last_is_told():
    steps = (
        Step(name="Ontvangen", state=StepState.DONE, at=NOW - timedelta(days=3)),
        Step(name="In behandeling", state=StepState.DONE, at=NOW - timedelta(days=2)),
        Step(name="Afgerond", state=StepState.DONE, at=NOW - timedelta(days=1)),
    )

    [news] = of_case(a_case_file(a_case(progress=Progress.CLOSED), steps=steps), NO_REMEDIES, NOW)

    assert news.facts["status"] == "Afgerond"


def test_a_decision_while_the_case_goes_on_leaves_the_status_to_be_told():
    yesterday = NOW - timedelta(days=1)
    steps = (
        Step(name="Ontvangen", state=StepState.DONE, at=yesterday),
        Step(name="In behandeling", state=StepState.NOW, at=yesterday),
    )
    file = a_case_file(steps=steps, decisions=(a_decision(sent=NOW.date()),))

    assert [str(news.kind) for news in of_case(file, NO_REMEDIES, NOW)] == ["status", "decision"]


@pytest.mark.parametrize(
    ("result", "outcome"), [("Toegekend", "granted"), ("Afgewezen", "refused"), ("Ingetrokken", "")]
)
def test_a_decision_is_told_with_what_it_means_to_who_asked(result, outcome):
    case = a_case(case_type="KWIJTSCHELDING", result=result)
    file = a_case_file(case, steps=(), decisions=(a_decision(sent=NOW.date()),))

    [news] = of_case(file, remedies.load(resource("remedies.toml")), NOW)

    assert news.facts["outcome"] == outcome
