"""Many payments, of which the provider tells in vain, twice, late and in any order.

In the end the books balance with the cases: each case says paid where its money is here, no other
does, and no money is here that belongs to none.
"""

import random

import pytest

from portal.domain.payments import PaymentStatus
from portal.storage.payments import FeePayment
from portal.storage.submissions import Submission
from tests.case_keys import a_key
from tests.parts import publish_only
from tests.portal.features.payments.conftest import CENTS, Debtor, paid_form, send

LOST, TWICE = 0.35, 0.25
"""How many of the callbacks are lost, and how many come twice."""
AT_THE_END = 4
"""So often the worker reconciles when all has been said: what it starts may need another round."""


@pytest.fixture
def debtors(app, browser, world, sessions, do_jobs):
    """One resident who owes as often as is asked, and what they and the worker do."""
    publish_only(app, [paid_form()])
    return Debtor(browser, world, sessions, do_jobs)


def owe(debtors, count):
    """Send it so often; gives the addresses at which each is paid."""
    for _number in range(count):
        send(debtors.browser.allowed_anew())
    with debtors.sessions() as database:
        return [f"/betalen/{each.reference}/" for each in database.query(Submission)]


class Callbacks:
    """What the provider has to say, and when it comes."""

    def __init__(self, debtors, dice):
        self._debtors, self._dice, self._late = debtors, dice, []

    def happens(self, payment_id):
        """Something changed: told by a callback, by two, later on, or never."""
        [url] = [
            new.notify_url
            for attempt, new in self._debtors.world.payments.started.items()
            if self._debtors.world.payments.id_of(attempt) == payment_id
        ]
        if self._dice.random() >= LOST:
            self._late += [url] * (2 if self._dice.random() < TWICE else 1)

    def come(self, most):
        """Let some of them come, in no order."""
        self._dice.shuffle(self._late)
        for _each in range(min(most, len(self._late))):
            path = self._late.pop().partition(".example")[2]
            assert self._debtors.browser.allowed_anew().post(path).status_code == 200


def change(provider, dice):
    """Something that may happen to one of the payments; gives its id."""
    payment = dice.choice(list(provider.payments.values()))
    if payment.status in {PaymentStatus.OPEN, PaymentStatus.PENDING}:
        provider.becomes(dice.choice(list(PaymentStatus)[1:]), payment.id)
    elif payment.status is PaymentStatus.EXPIRED and dice.random() < 0.2:
        provider.becomes(PaymentStatus.PAID, payment.id)
    elif payment.cents_kept and dice.random() < 0.2:
        provider.is_charged_back(payment.id)
    return payment.id


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "seed"),
    [(12, 1), *(pytest.param(100, seed, marks=pytest.mark.stress) for seed in range(3))],
)
def test_books_balance_with_cases_whatever_callbacks_come(debtors, rows, count, seed):
    dice = random.Random(seed)
    addresses = owe(debtors, count)
    provider, callbacks = debtors.world.payments, Callbacks(debtors, dice)
    for _step in range(count * 6):
        debtors.browser.allowed_anew()
        act = dice.choices(("pay", "change", "come", "work", "reconcile"), (5, 6, 4, 2, 1))[0]
        if act == "pay":
            token = {"csrf_token": debtors.browser.csrf_token()}
            debtors.browser.post(dice.choice(addresses), data=token)
        elif act == "change" and provider.payments:
            callbacks.happens(change(provider, dice))
        elif act == "come":
            callbacks.come(3)
        elif act == "work":
            debtors.work()
        elif act == "reconcile":
            debtors.reconcile()
    callbacks.come(count * 12)
    for _round in range(AT_THE_END):
        debtors.reconcile()
        debtors.work()

    numbers = {row.id: row.number for row in rows(Submission)}
    payments = rows(FeePayment)
    cases, paid = debtors.world.intake.made, [each for each in payments if each.paid_at]
    assert len(payments) == len(cases) == count
    assert 0 < len(paid) < count
    kept = [each.cents_kept for each in provider.payments.values()]
    assert sum(kept) == CENTS * len(paid)
    assert set(kept) <= {0, CENTS}
    assert {
        number: debtors.world.intake.paid.get(a_key(number)) for number in numbers.values()
    } == {numbers[each.submission_id]: each.paid_at for each in payments}
