"""What is told of what moved the days of a case, and of decisions: each event once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from portal.domain.cases import EndOfDecision, Progress, Step, StepState
from portal.domain.news import of_case
from portal.domain.remedies import NO_REMEDIES
from tests.factories import a_case, a_case_file, a_decision

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON, LONG_AHEAD, LONG_AGO = (TODAY + timedelta(days=days) for days in (9, 90, -90))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("portal.domain.decided_cases.today", lambda: TODAY)


class Resident:
    """Who is told, and remembers what was told; each call is one look at a case."""

    def __init__(self, *earlier):
        self.earlier = set(earlier)

    def reads_of(self, case=None, decisions=(), steps=()):
        """Kinds of what is new, and all that was told is remembered."""
        file = a_case_file(case or a_case(), steps=steps, decisions=tuple(decisions))
        news = of_case(file, NO_REMEDIES, NOW, frozenset(self.earlier))
        anew = [each for each in news if (each.kind, each.about) not in self.earlier]
        assert len({(each.kind, each.about) for each in anew}) == len(anew)
        self.earlier |= {(each.kind, each.about) for each in anew}
        return [str(each.kind) for each in anew]


EXTENDED = a_case(extension="Druk", extension_days=28, extension_period="P0M28D", expected=SOON)
SUSPENDED = a_case(progress=Progress.SUSPENDED, suspension="Arts")


def test_each_extension_is_told_once():
    resident = Resident()

    assert resident.reads_of(EXTENDED) == ["extended"]
    assert resident.reads_of(replace(EXTENDED, extension="Drukker")) == []
    assert resident.reads_of(replace(EXTENDED, expected=LONG_AHEAD)) == ["extended"]
    assert resident.reads_of(replace(EXTENDED, extension_period="P0M56D")) == ["extended"]


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"expected": TODAY}, ["extended"]),
        ({"expected": TODAY - timedelta(days=1)}, []),
        ({"expected": TODAY - timedelta(days=1), "due": SOON}, ["extended"]),
        ({"expected": None}, ["extended"]),
        ({"progress": Progress.CLOSED, "closed": TODAY}, []),
    ],
    ids=["until today", "has passed", "not by law", "no day", "ended"],
)
def test_an_extension_is_told_while_it_matters(changes, kinds):
    assert Resident().reads_of(replace(EXTENDED, **changes)) == kinds


def test_each_time_that_a_case_stands_still_and_goes_on_is_told_once():
    resident, running = Resident(), a_case(was_suspended=True)

    for _time in range(3):
        assert resident.reads_of(SUSPENDED) == ["suspended"]
        assert resident.reads_of(replace(SUSPENDED, suspension="Nog een arts")) == []
        assert resident.reads_of(running) == ["resumed"]
        assert resident.reads_of(running) == []


@pytest.mark.parametrize(
    "case",
    [
        a_case(was_suspended=True),
        a_case(progress=Progress.CLOSED, closed=TODAY, suspension="Arts"),
        replace(SUSPENDED, progress=Progress.WAITING_FOR_YOU),
    ],
    ids=["before we were there", "ended", "the task tells it"],
)
def test_what_a_resident_does_not_need_to_know_is_not_told(case):
    assert Resident().reads_of(case) == []


def test_that_it_goes_on_is_told_once_nobody_waits_for_the_resident():
    resident = Resident()
    resident.reads_of(SUSPENDED)

    assert resident.reads_of(a_case(progress=Progress.WAITING_FOR_YOU)) == []
    assert resident.reads_of(a_case()) == ["resumed"]


def test_that_it_goes_on_is_not_told_of_a_case_that_ended():
    resident = Resident()
    resident.reads_of(SUSPENDED)

    ended = a_case(progress=Progress.CLOSED, closed=TODAY)
    assert resident.reads_of(ended) == []


def two_decisions():
    """Of one kind, sent on one day."""
    return [a_decision(sent=TODAY, id=UUID(int=number)) for number in (1, 2)]


@pytest.mark.parametrize("turned", [False, True])
def test_two_decisions_of_one_kind_on_one_day_are_two_messages(turned):
    resident, decisions = Resident(), two_decisions()[:: -1 if turned else 1]

    assert resident.reads_of(decisions=decisions[:1]) == ["decision"]
    assert resident.reads_of(decisions=decisions[::-1]) == ["decision"]
    assert resident.reads_of(decisions=decisions) == []


@pytest.mark.parametrize("turned", [False, True])
def test_a_decision_that_was_told_before_it_had_an_id_is_not_told_again(turned):
    first, second = two_decisions()[:: -1 if turned else 1]
    case = a_case()
    resident = Resident(("decision", f"{case.key} {first.title} {TODAY}"))

    assert resident.reads_of(decisions=[first]) == []
    assert resident.reads_of(decisions=[first, second]) == ["decision"]
    assert resident.reads_of(decisions=[second, first]) == []


WITHDRAWN = {"end": EndOfDecision.WITHDRAWN, "ends": TODAY}


def test_a_decision_that_is_withdrawn_is_told_so_once():
    [decision, _other] = two_decisions()
    resident = Resident()

    assert resident.reads_of(decisions=[decision]) == ["decision"]
    long_ago = replace(decision, **WITHDRAWN | {"ends": TODAY - timedelta(days=90)})
    assert resident.reads_of(decisions=[long_ago]) == ["decision_withdrawn"]
    assert resident.reads_of(decisions=[long_ago]) == []


def test_another_day_of_a_withdrawal_is_told_and_the_day_itself_is_not():
    [decision, _other] = two_decisions()
    resident = Resident()

    first = replace(decision, **WITHDRAWN | {"ends": LONG_AHEAD})
    assert resident.reads_of(decisions=[first]) == ["decision", "decision_withdrawn"]
    sooner = replace(first, ends=TODAY)
    assert resident.reads_of(decisions=[sooner]) == ["decision_withdrawn"]
    assert resident.reads_of(decisions=[sooner]) == []


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        (WITHDRAWN, ["decision_withdrawn"]),
        (WITHDRAWN | {"ends": TODAY - timedelta(days=8)}, ["decision_withdrawn"]),
        (WITHDRAWN | {"ends": TODAY - timedelta(days=8), "sent": LONG_AGO}, []),
        (WITHDRAWN | {"ends": SOON}, ["decision", "decision_withdrawn"]),
        (WITHDRAWN | {"ends": SOON, "sent": LONG_AGO}, ["decision_withdrawn"]),
        ({"end": None, "ends": SOON}, ["decision"]),
        ({"end": EndOfDecision.TEMPORARY, "ends": TODAY}, ["decision"]),
    ],
    ids=[
        "of late",
        "soon after it was sent",
        "before we were there",
        "still to come",
        "old, still to come",
        "until a day",
        "its time was over",
    ],
)
def test_a_decision_that_holds_no_more_has_no_term_to_object(changes, kinds):
    [decision, _other] = two_decisions()

    assert Resident().reads_of(decisions=[replace(decision, **changes)]) == kinds


def test_the_end_of_a_case_is_not_told_once_its_decision_is_withdrawn():
    [decision, _other] = two_decisions()
    ended = tuple(
        Step(name=name, state=StepState.DONE, at=NOW - timedelta(days=days))
        for name, days in (("Ontvangen", 9), ("Afgerond", 0))
    )
    case, resident = a_case(progress=Progress.CLOSED, closed=TODAY), Resident()

    assert resident.reads_of(case, [decision], ended) == ["decision"]
    gone = replace(decision, **WITHDRAWN)
    assert resident.reads_of(case, [gone], ended) == ["decision_withdrawn"]
