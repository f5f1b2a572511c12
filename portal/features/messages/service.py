"""What happens to messages: they are read, and told of by mail."""

from uuid import UUID

import structlog
from flask_babel import force_locale
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.consultations import Action, Activity, DataKind, NewConsultation
from portal.domain.messages import Mail
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.storage import consultations
from portal.storage.messages import (
    Message,
    contact_of,
    facts_of,
    mark_read,
    message_by_id,
    message_of,
)
from portal.web.words.formats import utc_now
from portal.web.words.message_texts import mail_subject, mail_text, report_mail_text

log = structlog.get_logger()


def read_message(database: Session, actor: Actor, message_id: UUID) -> Message | None:
    """One message of the resident, now read; None: it isn't there or isn't theirs. Commits."""
    found = message_of(database, actor.for_whom.key, message_id)
    if found is None:
        return None
    line = NewConsultation(
        subject=actor.for_whom,
        ground=actor.ground,
        activity=Activity.MESSAGES,
        action=Action.VIEWED,
        kinds=(DataKind.CASE,),
        source="portaal",
        object_kind="message",
        object_ref=str(message_id),
    )
    consultations.write(database, line)
    mark_read(database, actor.for_whom.key, message_id)
    database.commit()
    return found


def notify(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    message_id: UUID,
) -> None:
    """Mail that there is a message, where an address is known; raises `SourceError`.

    Needs an application context for its words. Twice is once: the gateway knows the reference.
    """
    with make_session() as database:
        message = message_by_id(database, message_id)
        if message is None or message.mailed_at:
            return
        contact = contact_of(database, message.owner_id)
        if not contact.get("email"):
            return
        with force_locale(contact.get("language", "nl")):
            mail = Mail(
                to=contact["email"],
                subject=mail_subject(message.kind, municipality.name),
                text=_text(municipality, is_report="is_report" in facts_of(database, message)),
                reference=str(message.id),
            )
        gateways.mailer.send(mail)
        message.mailed_at = utc_now()
        database.commit()
        log.info("notice_sent", kind=message.kind, message=str(message.id))


def _text(municipality: Municipality, *, is_report: bool) -> str:
    if is_report:
        return report_mail_text(municipality.name, municipality.phone)
    return mail_text(municipality.name, municipality.portal_name, municipality.phone)
