"""What the page of a case says of a decision that was withdrawn, or holds until a day."""

from datetime import date, timedelta

import pytest

from portal.domain.cases import EndOfDecision, Progress
from portal.domain.days import today
from portal.texts.words import words_in
from tests.browser import main_element, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_decision
from tests.tree import text_of

PAGE = f"/zaken/{a_key('ZAAK-2026-0000000001').id}/"
REMEDIES = ("Niet mee eens?", "Bent u het er niet mee eens?")


def yesterday() -> date:
    return today() - timedelta(days=1)


def in_words(day: date) -> str:
    return words_in("nl").day(day)


def quiet_lines(page):
    """The remedies of what was granted."""
    return [each for each in main_element(page).iter() if "quiet" in each.get("class", "")]


def decided(world, *more, result="Toegekend", **decision):
    """A closed case with a decision, and perhaps more."""
    case = a_case(
        case_type="KWIJTSCHELDING", result=result, progress=Progress.CLOSED, closed=today()
    )
    first = a_decision(**{"sent": today(), "last_day_to_object": None} | decision)
    world.cases.files[BSN] = [a_case_file(case, decisions=(first, *more))]


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (EndOfDecision.WITHDRAWN, "Wij hebben dit besluit ingetrokken."),
        (EndOfDecision.WITHDRAWN_ON_REQUEST, "Wij hebben dit besluit op verzoek ingetrokken."),
        (None, "Dit besluit"),
    ],
)
@pytest.mark.parametrize("days_ago", [1, 0])
@pytest.mark.parametrize("result", ["Toegekend", "Afgewezen"])
def test_what_was_withdrawn_is_told_so_and_nothing_is_left_to_do(
    browser, world, end, why, days_ago, result
):
    day = today() - timedelta(days=days_ago)
    decided(world, end=end, ends=day, result=result)

    words = main_of(browser.get(PAGE))

    since = f"geldt niet meer sinds {in_words(day)}."
    assert f"{why} {'Het ' if end else ''}{since}" in words
    assert words.index(since) < words.index("U staat op uw nieuwe adres."), "before its own words"
    assert not any(remedy in words for remedy in REMEDIES)
    assert "Dit kunt u nu doen" not in words
    browser.get(f"/taal/?taal=en&next={PAGE}")
    assert "is no longer valid since" in main_of(browser.get(PAGE))


def test_a_withdrawal_without_a_day_is_told(browser, world):
    decided(world, end=EndOfDecision.WITHDRAWN)

    words = main_of(browser.get(PAGE))

    assert "Wij hebben dit besluit ingetrokken." in words
    assert not any(remedy in words for remedy in REMEDIES)


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (EndOfDecision.WITHDRAWN, "Wij trekken dit besluit in. Het geldt nog tot"),
        (EndOfDecision.WITHDRAWN_ON_REQUEST, "Wij trekken dit besluit in. Het geldt nog tot"),
        (EndOfDecision.TEMPORARY, "Dit besluit geldt tot"),
        (None, "Dit besluit geldt tot"),
    ],
)
def test_what_ends_on_a_day_to_come_still_holds(browser, world, end, sentence):
    tomorrow = today() + timedelta(days=1)
    decided(world, end=end, ends=tomorrow)

    page = browser.get(PAGE)

    assert f"{sentence} {in_words(tomorrow)}." in main_of(page)
    [quiet] = quiet_lines(page)
    assert "Niet mee eens?" in text_of(quiet), "it was granted"


def test_against_what_was_for_some_time_only_one_can_still_object(browser, world):
    decided(world, end=EndOfDecision.TEMPORARY, ends=yesterday())

    words = main_of(browser.get(PAGE))

    assert f"Dit besluit gold tot {in_words(yesterday())}." in words
    assert "Niet mee eens?" in words


def test_a_decision_in_place_of_a_withdrawn_one_has_the_result_of_the_case(browser, world):
    decided(
        world,
        a_decision(sent=today(), last_day_to_object=None, title="Nieuw besluit"),
        end=EndOfDecision.WITHDRAWN,
        ends=yesterday(),
    )

    page = browser.get(PAGE)

    assert len(quiet_lines(page)) == 1
    assert main_of(page).index("ingetrokken") < main_of(page).index("Nieuw besluit")


def test_a_decision_that_does_not_end_says_nothing_of_it(browser, world):
    decided(world)

    assert "Dit besluit" not in main_of(browser.get(PAGE))
