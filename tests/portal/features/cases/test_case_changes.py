"""What pages say that happened with a case: how it ended, and what moved its days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.cases import Progress, Step, StepState
from portal.domain.days import today
from portal.texts.words import words_in
from tests.browser import main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_decision

NUMBER = "ZAAK-2026-0000000001"
PAGE = f"/zaken/{a_key(NUMBER).id}/"
LONG_AGO = today() - timedelta(days=30)
AHEAD = today() + timedelta(days=40)
WHY = "U heeft geen eigen auto."


def in_words(day: date) -> str:
    return words_in("nl").day(day)


def page_of(browser, world, *, case, **changes) -> str:
    world.cases.files[BSN] = [a_case_file(case, **changes)]
    return main_of(browser.get(PAGE))


def an_ended_case(**changes):
    return a_case(progress=Progress.CLOSED, closed=LONG_AGO, **changes)


@pytest.mark.parametrize("result", ["Afgewezen", ""])
def test_how_it_ended_is_told_with_why_before_anything_else(browser, world, result):
    case = an_ended_case(result=result, result_explanation=WHY)

    words = page_of(browser, world, case=case, decisions=(a_decision(),))

    assert f"Resultaat: {result} {WHY}".replace("  ", " ") in words
    assert words.index(WHY) < words.index("Besluit")


def test_why_it_ended_is_not_said_twice(browser, world):
    case = an_ended_case(result="Afgewezen", result_explanation=WHY)

    note = Step(name="Afgerond", state=StepState.DONE, at=datetime.now(UTC), note=f"{WHY}\n")
    decision = a_decision(text=f"{WHY} ")
    words = page_of(browser, world, case=case, steps=(note,), decisions=(decision,))

    assert words.count(WHY) == 1
    assert page_of(browser, world, case=case, steps=(note,)).count(WHY) == 1
    assert "Resultaat: Afgewezen" in words


def test_the_list_says_how_a_case_ended(browser, world):
    page_of(browser, world, case=an_ended_case(result="Toegekend"))

    assert "Resultaat: Toegekend" in main_of(browser.get("/zaken/"))
    browser.get("/taal/?taal=en&next=/zaken/")
    assert "Result: Toegekend" in main_of(browser.get("/zaken/"))


def test_a_result_is_told_only_once_the_case_has_ended(browser, world):
    words = page_of(browser, world, case=a_case(result="Toegekend", result_explanation=WHY))

    assert "Toegekend" not in words
    assert WHY not in words
    assert "Resultaat" not in main_of(browser.get("/zaken/"))


def test_what_was_put_off_has_its_days_added_the_old_day_and_the_new(browser, world):
    case = a_case(
        extension="Het is druk.",
        extension_days=28,
        expected=AHEAD,
        expected_before=AHEAD - timedelta(days=28),
        due=date(2027, 6, 18),
        due_before=date(2027, 5, 22),
    )

    words = page_of(browser, world, case=case)

    assert "Wij hebben 28 dagen meer tijd nodig. Het is druk." in words
    before = in_words(AHEAD - timedelta(days=28))
    assert f"dat dit klaar is op {in_words(AHEAD)}. Eerst was dat {before}." in words
    by_law = "Volgens de wet moeten wij uiterlijk 18 juni 2027 klaar zijn."
    assert f"{by_law} Eerst was dat 24 mei 2027." in words, "moved from a Saturday by the Atw"
    browser.get(f"/taal/?taal=en&next={PAGE}")
    assert "We need 28 more days." in main_of(browser.get(PAGE))


@pytest.mark.parametrize(("days", "sentence"), [(1, "1 dag meer tijd"), (None, "hebben meer tijd")])
def test_how_long_it_was_put_off_is_told_where_that_is_known(browser, world, days, sentence):
    words = page_of(browser, world, case=a_case(extension="", extension_days=days, expected=AHEAD))

    assert sentence in words
    assert "Eerst was dat" not in words


def test_what_was_put_off_and_has_ended_is_told_no_more(browser, world):
    words = page_of(browser, world, case=an_ended_case(extension="Druk", extension_days=28))

    assert "meer tijd" not in words
