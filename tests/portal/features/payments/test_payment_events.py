"""What becomes of a payment, how it is heard, and what fails meanwhile: case, receipt and page.

Never paid without a case, never two cases, never a case that says paid where it isn't; what was
paid twice goes back. No cell is empty: each ends in the one state that its event means.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import product

import pytest

from portal.domain.failures import SourceError
from portal.domain.payments import PaymentStatus
from portal.storage.messages import Message
from tests.case_keys import a_key
from tests.portal.features.payments.conftest import CENTS, SLUG

PAID, DUE = "U heeft betaald", "Nog niet betaald"
AGAIN, BACK, BUSY = "U moet opnieuw betalen", "U heeft uw geld terug", "Uw bank is nog bezig"


@dataclass(frozen=True)
class Event:
    """What becomes of it: what its page says in the end, and which messages come."""

    happens: Callable
    """Called with the resident, and what lets the portal hear of each change."""
    heading: str
    messages: tuple[str, ...] = ()


def ends(status):
    def happen(debtor, hear):
        debtor.begin_to_pay()
        debtor.world.payments.becomes(status)
        hear()

    return happen


def known_later(status, *, first=PaymentStatus.PENDING):
    def happen(debtor, hear):
        ends(first)(debtor, hear)
        debtor.world.payments.becomes(status)
        hear()

    return happen


def charged_back(debtor, hear):
    ends(PaymentStatus.PAID)(debtor, hear)
    debtor.world.payments.is_charged_back()
    hear()


def refunded(debtor, hear):
    ends(PaymentStatus.PAID)(debtor, hear)
    provider = debtor.world.payments
    provider.refund(provider.last.id, CENTS, debtor.submission.id, "at the provider's own desk")
    hear()


def paid_twice(debtor, hear):
    """The first try is thought to have expired; it was paid after all, when the second was."""
    first = debtor.begin_to_pay()
    debtor.world.payments.becomes(PaymentStatus.EXPIRED)
    debtor.look()
    debtor.begin_to_pay()
    debtor.world.payments.becomes(PaymentStatus.PAID)
    debtor.world.payments.becomes(PaymentStatus.PAID, first)
    debtor.hear_of_all()
    hear()


EVENTS = {
    "paid": Event(ends(PaymentStatus.PAID), PAID, ("paid",)),
    "failed": Event(ends(PaymentStatus.FAILED), DUE),
    "canceled": Event(ends(PaymentStatus.CANCELED), DUE),
    "expired": Event(ends(PaymentStatus.EXPIRED), DUE),
    "pending": Event(ends(PaymentStatus.PENDING), BUSY),
    "pending, then paid": Event(known_later(PaymentStatus.PAID), PAID, ("paid",)),
    "pending, then failed": Event(known_later(PaymentStatus.FAILED), DUE),
    "expired, then paid": Event(
        known_later(PaymentStatus.PAID, first=PaymentStatus.EXPIRED), PAID, ("paid",)
    ),
    "charged back": Event(charged_back, AGAIN, ("paid", "payment_reversed")),
    "refunded": Event(refunded, BACK, ("paid", "refunded")),
}
WORDS = {
    "one notice": lambda debtor: debtor.notice(),
    "two notices": lambda debtor: debtor.notice(2),
    "no notice, the browser comes back": lambda debtor: debtor.look(),
    "no notice, and a closed browser": lambda debtor: debtor.reconcile(),
}
FAILURES = ("nothing", "provider down", "case system down", "no case yet", "job done twice")
CELLS = tuple(product(EVENTS, WORDS, FAILURES))
SAMPLE = frozenset(
    (event, list(WORDS)[number % len(WORDS)], FAILURES[number % len(FAILURES)])
    for number, event in enumerate([*EVENTS] * 3)
)
"""Each event three times, each way to hear of it and each failure several; all are in stress."""


@pytest.mark.parametrize(
    ("event", "word", "failure"),
    [pytest.param(*cell, marks=() if cell in SAMPLE else pytest.mark.stress) for cell in CELLS],
)
def test_each_event_ends_in_one_state(debtor, rows, event, word, failure):
    played = EVENTS[event]
    if failure != "no case yet":
        debtor.work()

    def hear():
        WORDS[word](debtor)
        meanwhile(debtor, failure)

    played.happens(debtor, hear)
    debtor.reconcile()
    debtor.work()

    assert debtor.look() == played.heading
    [number] = debtor.world.intake.made
    payment = debtor.payment
    assert debtor.world.intake.paid.get(a_key(number)) == payment.paid_at
    assert (payment.paid_at is not None) == (played.heading == PAID)
    kinds = {message.kind for message in rows(Message)}
    assert {"received", *played.messages[-1:]} <= kinds <= {"received", *played.messages}
    receipt = debtor.browser.visit(f"/formulieren/{SLUG}/ontvangen/{number}/").text
    assert ("Bekijk uw betaalbewijs" in receipt) == (played.heading == PAID)
    kept = sum(each.cents_kept for each in debtor.world.payments.payments.values())
    assert kept == (CENTS if played.heading == PAID else 0)


def meanwhile(debtor, failure):
    """The worker tries while something fails, and again once it doesn't."""
    broken = {"provider down": debtor.world.payments, "case system down": debtor.world.intake}
    if failure in broken:
        broken[failure].is_down = True
        with suppress(SourceError):
            debtor.do_jobs()
        broken[failure].is_down = False
    if failure != "no case yet":
        debtor.work()
    if failure == "job done twice":
        debtor.reconcile()
        debtor.work()


@pytest.mark.parametrize("word", WORDS)
def test_what_is_paid_twice_goes_back_once(debtor, word):
    debtor.work()
    paid_twice(debtor, lambda: WORDS[word](debtor))
    debtor.reconcile()
    debtor.work()
    debtor.reconcile()
    debtor.work()

    kept = [each.cents_kept for each in debtor.world.payments.payments.values()]
    assert sorted(kept) == [0, CENTS]
    assert len(debtor.world.payments.refunds) == 1
    assert debtor.look() == PAID


def test_books_balance_whatever_comes_in_whatever_order(debtor):
    dice = random.Random(7)
    provider, made = debtor.world.payments, set()
    for _step in range(60):
        act = dice.choice(("begin", "change", "notice", "look", "reconcile", "work"))
        if act == "begin":
            debtor.browser.post(debtor.address, data={"csrf_token": debtor.browser.csrf_token()})
        elif act == "change" and provider.payments:
            _change(provider, dice)
        elif act == "notice" and provider.started:
            debtor.notice(dice.choice((1, 2)))
        elif act == "look":
            debtor.look()
        elif act == "reconcile":
            debtor.reconcile()
        elif act == "work":
            debtor.work()
        made |= set(debtor.world.intake.made)
    debtor.hear_of_all()
    debtor.work()

    assert len(made | set(debtor.world.intake.made)) == 1
    kept = sum(each.cents_kept for each in provider.payments.values())
    assert kept == (CENTS if debtor.payment.paid_at else 0)
    [number] = debtor.world.intake.made
    assert debtor.world.intake.paid.get(a_key(number)) == debtor.payment.paid_at


def _change(provider, dice):
    """Something that a provider may really do with one of its payments."""
    payment = dice.choice(list(provider.payments.values()))
    if payment.status in {PaymentStatus.OPEN, PaymentStatus.PENDING}:
        provider.becomes(dice.choice(list(PaymentStatus)[1:]), payment.id)
    elif payment.cents_kept and dice.random() < 0.3:
        provider.is_charged_back(payment.id)
