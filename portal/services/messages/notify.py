"""The mail that says that there is a message."""

from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import utc_now
from portal.domain.messages import Mail
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.storage.messages import (
    contact_of,
    facts_of,
    message_by_id,
)
from portal.texts.message_texts import mail_subject, mail_text, report_mail_text
from portal.texts.words import words_in

log = structlog.get_logger()


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
        text_of = report_mail_text if "is_report" in facts_of(database, message) else mail_text
        mail = Mail(
            to=contact["email"],
            subject=mail_subject(words, message.kind, municipality.name),
            text=text_of(words, municipality),
            reference=str(message.id),
        )
        database.commit()  # no transaction stays open while the mail server is asked
        gateways.mailer.send(mail)
        message.mailed_at = utc_now()
        database.commit()
        log.info("notice_sent", kind=message.kind, message=str(message.id))
