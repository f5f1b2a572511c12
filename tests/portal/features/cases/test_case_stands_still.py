"""What pages say while the term of a case doesn't run, and after that."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.cases import Progress, Step, StepState
from portal.domain.days import today
from portal.texts.words import words_in
from tests.browser import main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_task
from tests.portal.features.cases.conftest import FILE

PAGE = f"/zaken/{a_key('ZAAK-2026-0000000001').id}/"
PAST = today() - timedelta(days=9)
SOON, AHEAD = today() + timedelta(days=9), today() + timedelta(days=40)
LATER = "Het kan daarom later klaar zijn dan hier staat."
LATE = "ingebrekestelling"


def in_words(day) -> str:
    return words_in("nl").day(day)


def page_of(browser, world, *, days=(), **changes) -> str:
    """The page of a case with these fields, in which something is asked with these last days."""
    case = a_case(**changes)
    steps = () if case.progress is not Progress.WAITING_FOR_YOU else (_step(StepState.NOW),)
    world.cases.files[BSN] = [a_case_file(case, **({"steps": steps} if steps else {}))]
    world.tasks.tasks[BSN] = [a_task(case, last_day=day) for day in days]
    return main_of(browser.get(PAGE))


def _step(state):
    moment = datetime.now(UTC) - timedelta(days=5)
    return Step(name="Wachten", state=state, at=moment, progress=Progress.WAITING_FOR_YOU)


def test_while_a_case_waits_for_the_resident_time_does_not_run(browser, world):
    waiting = {"progress": Progress.WAITING_FOR_YOU, "expected": PAST, "due": PAST}
    words = page_of(browser, world, days=(SOON, today()), **waiting)

    assert f"Wij wachten op u, tot en met {in_words(SOON)}." in words, "until all of it is there"
    assert "Zolang wij wachten, loopt onze tijd niet." in words
    assert LATE not in words
    assert "Dat is niet gelukt" not in words
    browser.get(f"/taal/?taal=en&next={PAGE}")
    assert f"until {words_in('en').day(SOON)}" in main_of(browser.get(PAGE))


@pytest.mark.parametrize("days", [(), (None,), (SOON, None)])
def test_a_case_that_waits_without_a_last_day_promises_none(browser, world, days):
    words = page_of(
        browser, world, days=days, progress=Progress.WAITING_FOR_YOU, expected=AHEAD, due=AHEAD
    )

    assert "Zolang wij op u wachten, loopt onze tijd niet." in words
    assert "Wij wachten op u, tot en met" not in words
    assert in_words(AHEAD) not in words
    assert in_words(AHEAD) not in main_of(browser.get("/zaken/")), "one promise everywhere"


def test_a_case_waits_also_where_nobody_knows_what_is_asked(browser, world):
    world.tasks.down = True
    words = page_of(browser, world, progress=Progress.WAITING_FOR_YOU, due=PAST)

    assert "Zolang wij op u wachten, loopt onze tijd niet." in words
    assert LATE not in words


def test_after_the_last_day_time_runs_again(browser, world):
    words = page_of(browser, world, days=(PAST,), progress=Progress.WAITING_FOR_YOU, expected=AHEAD)

    assert f"Wij wachtten op u tot en met {in_words(PAST)}. Onze tijd loopt nu weer." in words
    assert f"Wij verwachten dat dit klaar is op {in_words(AHEAD)}." in words
    assert LATER in words


def test_what_was_sent_is_not_waited_for(browser, world):
    page_of(browser, world, days=(SOON,), progress=Progress.WAITING_FOR_YOU, expected=AHEAD)
    [task] = world.tasks.tasks[BSN]
    browser.submit(browser.get(f"/taken/{task.id}/"), files=FILE)

    words = main_of(browser.get(PAGE))

    assert "Wij zetten het nog bij uw zaak." in words
    assert "loopt onze tijd niet" not in words
    assert in_words(AHEAD) not in words, "not before somebody looked at it"


@pytest.mark.parametrize("waited", [True, False])
def test_what_stood_still_before_may_take_longer(browser, world, waited):
    case = a_case(expected=AHEAD, was_suspended=not waited)
    steps = (_step(StepState.DONE),) if waited else ()
    world.cases.files[BSN] = [a_case_file(case, **({"steps": steps} if waited else {}))]

    words = main_of(browser.get(PAGE))

    before = "Wij hebben een tijd op u gewacht." if waited else "Uw zaak stond een tijd stil."
    assert f"{before} Die tijd telt niet mee." in words
    assert LATER in words


@pytest.mark.parametrize("which", ["expected", "due"])
def test_nobody_says_that_the_law_was_broken_where_time_stood_still(browser, world, which):
    days = {"expected": None, "due": None} | {which: PAST - timedelta(days=30)}
    words = page_of(browser, world, was_suspended=True, **days)

    assert "Maar uw zaak stond een tijd stil. Die tijd telt niet mee." in words
    assert "Wilt u weten wanneer wij klaar moeten zijn? Bel ons:" in words
    assert LATE not in words
    assert LATER not in words


def test_a_case_that_ended_says_nothing_of_time(browser, world):
    words = page_of(
        browser, world, progress=Progress.CLOSED, closed=PAST, was_suspended=True, suspension="Arts"
    )

    assert "stil" not in words
    assert "Arts" not in words
