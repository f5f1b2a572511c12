"""Asking somebody to co-sign: by a mail with a link, which says nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.messages import Mail
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.references import cosign_path
from portal.services.cosigning.releasing import can_answer
from portal.storage import cosign_requests
from portal.storage.cosign_requests import CosignRequest
from portal.storage.email_checks import mailbox_of
from portal.storage.rate_limits import TryCount, count_tries
from portal.storage.submissions import Submission
from portal.texts.cosign_texts import invitation_subject, invitation_text
from portal.texts.words import words_in

log = structlog.get_logger()
HOUR_S = 3600
MOST_TO_ADDRESS = 5
"""So many invitations go to one address in an hour, whoever asks for them."""
CHARACTERS_OF_ID = 36


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What came of asking once more."""

    is_mailed: bool
    """Whether a mail goes out; else there is nothing to answer any more."""
    next_at: datetime | None = None
    """From when (UTC) one can ask; None: it is not too soon."""


def ask_again(
    database: Session, request: CosignRequest, submission: Submission, address: str
) -> AskedAgain:
    """Mail the link again, or to another address; until when one can answer stays. Commits."""
    row = cosign_requests.request_by_id(database, request.id, lock=True)
    if row is None or not can_answer(row[0], submission):
        database.rollback()
        return AskedAgain(is_mailed=False)
    mailbox = mailbox_of(address)
    over = count_tries(
        database,
        (
            TryCount("cosign mail", f"{request.id} {mailbox}", most=1, seconds=HOUR_S),
            TryCount("cosign mail to", mailbox, most=MOST_TO_ADDRESS, seconds=HOUR_S),
        ),
    )
    if over:
        database.commit()
        return AskedAgain(is_mailed=False, next_at=over[1])
    cosign_requests.change_address(database, row[0], address)
    cosign_requests.queue_mail(database, row[0])
    database.commit()
    return AskedAgain(is_mailed=True)


def mail_invitation(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    public_url: str,
    subject: str,
) -> None:
    """Mail the link of this errand, while one can answer; raises `SourceError`. Commits.

    Idempotent: the gateway knows the reference, which is another when it is asked for again.
    """
    with make_session() as database:
        row = cosign_requests.request_by_id(database, UUID(subject[:CHARACTERS_OF_ID]))
        if row is None or not _is_asked(*row, subject):
            return
        request, details = row[0], cosign_requests.details_of(database, row[0])
        asked_at, words = request.mail_asked_at, words_in(details.language)
        link = f"{public_url.rstrip('/')}{cosign_path(details.token)}"
        is_reminder, last_day = request.reminded_on is not None, request.signature.last_day
        mail = Mail(
            to=details.address,
            subject=invitation_subject(words, municipality.name, is_reminder=is_reminder),
            text=invitation_text(words, municipality, link, last_day),
            reference=subject,
        )
        database.commit()  # no transaction stays open while the mail server is asked
        gateways.mailer.send(mail)
        cosign_requests.note_mailed(database, request, asked_at)
        database.commit()
        log.info("cosign_invitation_sent", cosign=str(request.id))


def _is_asked(request: CosignRequest, submission: Submission, subject: str) -> bool:
    """Whether this errand is the last that was asked for, and one can still answer."""
    is_last = cosign_requests.errand_of(request).subject == subject
    return is_last and can_answer(request, submission)
