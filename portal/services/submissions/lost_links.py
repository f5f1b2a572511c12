"""The link to a report without login, mailed again to who has its number and its mail address.

The page says the same whatever is typed, and does the same work for it: nobody reads from here
which numbers and addresses there are.
"""

from uuid import UUID, uuid4

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import utc_now
from portal.domain.messages import EMAIL, Mail
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.people import OwnerId
from portal.domain.references import tracking_path
from portal.storage import deliveries
from portal.storage.deliveries import Errand
from portal.storage.email_checks import mailbox_of
from portal.storage.messages import contact_of
from portal.storage.rate_limits import TryCount, count_tries
from portal.storage.submissions import (
    submission_by_id,
    submission_by_reference,
    token_of_report,
)
from portal.texts.mail_texts import link_mail_subject, link_mail_text
from portal.texts.words import words_in

log = structlog.get_logger()
MOST_OF_REPORT, MOST_TO_ADDRESS, HOUR_S = 5, 30, 3600
"""So many times an hour a link is asked for with one number and address, and with one address.

The page says the first. The second is wide: who guesses numbers keeps no mail from its owner.
"""
CHARACTERS_OF_ID = 36


def ask_for_link(database: Session, reference: str, address: str) -> None:
    """Have the link mailed, where this address was given with the report of this number. Commits.

    A job is made in any case; one that is about nothing ends at once.
    """
    mailbox = mailbox_of(address)
    tries = (
        TryCount("lost link", f"{reference} {mailbox}", most=MOST_OF_REPORT, seconds=HOUR_S),
        TryCount("lost link of address", mailbox, most=MOST_TO_ADDRESS, seconds=HOUR_S),
    )
    if count_tries(database, tries):
        log.warning("limit_hit", limit="lost link")
    else:
        sent = submission_by_reference(database, reference)
        contact = contact_of(database, sent.owner_id if sent else OwnerId(uuid4()))
        is_theirs = mailbox_of(contact.get(EMAIL, "")) == mailbox_of(address)
        subject = sent.id if sent and sent.tracking_hash and is_theirs else uuid4()
        deliveries.queue(database, Errand.lost_link(subject, utc_now()))
    database.commit()


def mail_lost_link(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    public_url: str,
    subject: str,
) -> None:
    """Mail the link of the report of this errand, if it is one; raises `SourceError`.

    Idempotent: the gateway knows the reference, which is another when it is asked for again.
    """
    with make_session() as database:
        report = submission_by_id(database, UUID(subject[:CHARACTERS_OF_ID]))
        contact = contact_of(database, report.owner_id) if report else {}
        if report is None or not contact.get(EMAIL):
            return
        words = words_in(contact.get("language", ""))
        link = f"{public_url.rstrip('/')}{tracking_path(token_of_report(database, report))}"
        mail = Mail(
            to=contact[EMAIL],
            subject=link_mail_subject(words, municipality.name),
            text=link_mail_text(words, municipality, link),
            reference=subject,
        )
        database.commit()  # no transaction stays open while the mail server is asked
        gateways.mailer.send(mail)
        log.info("lost_link_sent", reference=report.reference)
