"""The mail that says that there is a message."""

from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import utc_now
from portal.domain.failures import SourceError
from portal.domain.messages import Mail, MessageKind
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.storage.messages import (
    contact_of,
    facts_of,
    message_by_id,
)
from portal.storage.rate_limits import TryCount, count_tries, forgive
from portal.texts.mail_texts import mail_subject, mail_text, report_mail_text
from portal.texts.words import words_in

log = structlog.get_logger()
HOUR_S = 3600


def notify(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    message_id: UUID,
) -> None:
    """Mail that there is a message, where an address is known; raises `SourceError`.

    Idempotent: the gateway knows the reference. Commits.
    """
    with make_session() as database:
        message = message_by_id(database, message_id)
        if message is None or message.mailed_at:
            return
        contact = contact_of(database, message.owner_id)
        if not contact.get("email"):
            return
        words = words_in(contact.get("language", ""))
        is_report = "is_report" in facts_of(database, message)
        is_by_stranger = is_report and message.kind == MessageKind.RECEIVED
        if is_by_stranger and _is_mailed_too_often(database, contact["email"]):
            log.warning("limit_hit", limit="mail", message=str(message.id))
            return
        text_of = report_mail_text if is_report else mail_text
        mail = Mail(
            to=contact["email"],
            subject=mail_subject(words, message.kind, municipality.name),
            text=text_of(words, municipality),
            reference=str(message.id),
        )
        database.commit()  # no transaction stays open while the mail server is asked
        try:
            gateways.mailer.send(mail)
        except SourceError:
            forgive(database, _to_address(mail.to))
            database.commit()
            raise
        message.mailed_at = utc_now()
        database.commit()
        log.info("notice_sent", kind=message.kind, message=str(message.id))


def _is_mailed_too_often(database: Session, address: str) -> bool:
    """Whether this address, which anybody may have typed, had its mail of this hour.

    Its receipt says where to follow the report, mail or not. The caller commits.
    """
    return count_tries(database, [_to_address(address)]) is not None


def _to_address(address: str) -> TryCount:
    return TryCount("mail", address.strip().casefold(), most=1, seconds=HOUR_S)
