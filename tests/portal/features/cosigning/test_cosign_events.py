"""What becomes of a co-signature, when, and what fails meanwhile: case, receipt and page.

What was sent is one case in the end, always, with the day on which it was sent; it says signed
only where the co-signer said so. No cell is empty.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import product

import pytest

from portal.domain.days import day_of
from portal.domain.failures import SourceError
from tests.browser import heading_of, links_of, main_of

SIGNED, NOT_SIGNED = "Het is ondertekend", "Het is niet ondertekend"
AGREED, REFUSED, OVER = "ondertekend", "niet ondertekend", "U kunt dit niet meer ondertekenen"


def agree(couple):
    couple.say("agree")


def refuse(couple):
    couple.say("refuse")


def agree_twice(couple):
    couple.say("agree")
    couple.say("agree")


def change_their_mind(couple):
    couple.say("refuse")
    couple.say("agree")


def stay_silent(couple):
    assert couple.request.answered_at is None


def withdraw(couple):
    page = couple.sender.visit(couple.own_address)
    couple.sender.submit(couple.sender.visit(links_of(page)["Aanvraag intrekken"]))


@dataclass(frozen=True)
class Event:
    """What happens: what case, pages and messages say in the end."""

    happens: Callable
    mark: str
    heading: str
    receipt: str
    cosigner_page: str
    told: tuple[str, ...] = ()


HAVE_IT, NOT_BY = "Wij hebben de handtekening van uw partner.", "Het is niet ondertekend door"
YES = (AGREED, SIGNED, HAVE_IT, "U heeft ondertekend", ("cosign_agreed",))
NO = (REFUSED, NOT_SIGNED, NOT_BY, "U heeft niet ondertekend", ("cosign_refused",))
EVENTS = {
    "agrees": Event(agree, *YES),
    "agrees twice": Event(agree_twice, *YES),
    "refuses": Event(refuse, *NO),
    "refuses, then agrees": Event(change_their_mind, *NO),
    "says nothing": Event(stay_silent, REFUSED, NOT_SIGNED, NOT_BY, OVER, ("cosign_lapsed",)),
    "sender withdraws": Event(withdraw, REFUSED, NOT_SIGNED, "", OVER),
}
MOMENTS = {"at once": 0, "just before the reminder": 6, "after the reminder": 8, "last day": 14}
FAILURES = (
    "nothing",
    "mail down",
    "case system down",
    "register down",
    "worker twice",
    "worker away",
)
CELLS = tuple(product(EVENTS, MOMENTS, FAILURES))
SAMPLE = frozenset(
    (event, list(MOMENTS)[number % len(MOMENTS)], FAILURES[number % len(FAILURES)])
    for number, event in enumerate([*EVENTS] * 2)
)
"""Each event twice, each moment and each failure several times; all are in stress."""


def term_of(couple):
    """In how many days it can be answered: the last day may be moved."""
    asked = couple.request.signature
    return (asked.last_day - asked.asked_on).days


def fail(couple, failure, *, is_down):
    systems = {
        "mail down": couple.world.mailer,
        "case system down": couple.world.intake,
        "register down": couple.world.persons,
    }
    if failure in systems:
        systems[failure].is_down = is_down


def one_day(couple, failure):
    couple.days_pass(1)
    if failure == "worker away":
        return
    for _time in range(2 if failure == "worker twice" else 1):
        couple.follow()
        with suppress(SourceError):
            couple.do_jobs()


@pytest.mark.parametrize(
    ("event", "moment", "failure"),
    [pytest.param(*cell, marks=() if cell in SAMPLE else pytest.mark.stress) for cell in CELLS],
)
def test_each_event_ends_in_one_case(couple, event, moment, failure):
    played, term = EVENTS[event], term_of(couple)
    couple.read()
    fail(couple, failure, is_down=True)
    for _day in range(MOMENTS[moment]):
        one_day(couple, failure)
    played.happens(couple)
    for _day in range(term + 5):
        one_day(couple, failure)
    fail(couple, failure, is_down=False)
    couple.day_by_day(5)

    [case] = couple.cases
    assert couple.mark == played.mark
    assert case.started == day_of(case.sent_at)
    assert couple.heading() == played.heading
    assert tuple(couple.told(couple.sender)) == played.told or event == "sender withdraws"
    assert heading_of(couple.read()) == played.cosigner_page
    slug, reference = couple.submission.slug, couple.submission.reference
    receipt = couple.sender.visit(f"/formulieren/{slug}/ontvangen/{reference}/")
    assert played.receipt in main_of(receipt)
    assert len(couple.invitations) <= 2


@pytest.mark.parametrize("failure", ["nothing", "worker twice"])
def test_the_co_signer_is_reminded_once_after_seven_days(couple, failure):
    for _day in range(6):
        one_day(couple, failure)
    before = len(couple.invitations)
    for _day in range(3):
        one_day(couple, failure)

    assert (before, len(couple.invitations)) == (1, 2)
    assert couple.invitations[1].subject == "Gemeente Demodam: wij wachten nog op uw antwoord"


def test_the_case_is_made_three_days_after_a_refusal_and_not_before(couple):
    couple.say("refuse")
    couple.day_by_day(2)
    assert couple.cases == []

    couple.day_by_day(1)

    assert len(couple.cases) == 1


def test_silence_is_told_and_three_days_later_it_is_a_case(couple):
    couple.day_by_day(term_of(couple))
    assert couple.told(couple.sender) == []

    couple.day_by_day(1)
    assert couple.told(couple.sender) == ["cosign_lapsed"]
    assert couple.cases == []
    assert heading_of(couple.say("agree")) == OVER

    couple.day_by_day(3)
    assert couple.mark == "niet ondertekend"
