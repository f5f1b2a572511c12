"""Reminding residents, once, of what they have not paid."""

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import utc_now
from portal.domain.messages import MessageKind
from portal.services.payments.hearing import facts_of
from portal.services.payments.reading import PaymentState, own_payment
from portal.storage import messages, payments
from portal.storage.owners import bump_revision

AFTER = timedelta(days=7)
AT_ONCE = 200
TO_REMIND = frozenset({PaymentState.DUE, PaymentState.FAILED})


def remind_to_pay(make_session: sessionmaker[Session]) -> int:
    """Tell each resident of what they sent a week ago and have not paid; gives how many. Commits.

    Nobody is told of what they withdrew, or what their bank is at.
    """
    count = 0
    with make_session() as database:
        for payment, submission in payments.to_remind(database, AFTER, AT_ONCE):
            payment.reminded_at = utc_now()
            if own_payment(database, payment, submission).state not in TO_REMIND:
                continue
            messages.add_message_and_notify(
                database,
                payment.owner_id,
                MessageKind.NOT_PAID,
                about=str(payment.id),
                facts=facts_of(database, payment, submission),
            )
            bump_revision(database, payment.owner_id)
            count += 1
        database.commit()
    return count
