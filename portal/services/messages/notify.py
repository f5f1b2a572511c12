"""The mail that says that there is a message."""

from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import utc_now
from portal.domain.failures import SourceError
from portal.domain.messages import NO_MAIL, NOTICES, Mail, MessageKind
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.references import tracking_path
from portal.storage.messages import (
    Message,
    contact_of,
    facts_of,
    message_by_id,
)
from portal.storage.rate_limits import TryCount, count_tries, forgive
from portal.storage.submissions import (
    submission_of,
    submission_of_number,
    token_of_report,
)
from portal.texts.mail_texts import mail_subject, mail_text, report_mail_subject, report_mail_text
from portal.texts.message_parts import Facts
from portal.texts.message_texts import mailed_by_when
from portal.texts.words import words_in

log = structlog.get_logger()
HOUR_S = 3600


def notify(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    public_url: str,
    message_id: UUID,
) -> None:
    """Mail that there is a message, where an address is known; raises `SourceError`.

    `public_url` is that of the portal, for the link to a report. Idempotent:
    the gateway knows the reference. Commits.
    """
    with make_session() as database:
        message = message_by_id(database, message_id)
        if message is None or message.mailed_at:
            return
        contact = contact_of(database, message.owner_id)
        if not contact.get("email") or contact.get(NOTICES) == NO_MAIL:
            return
        facts = facts_of(database, message)
        is_report = "is_report" in facts
        is_by_stranger = is_report and message.kind == MessageKind.RECEIVED
        if is_by_stranger and _is_mailed_too_often(database, message, contact["email"]):
            log.warning("limit_hit", limit="mail", message=str(message.id))
            return
        path = _tracking_path(database, message) if is_report else ""
        link = f"{public_url.rstrip('/')}{path}" if path else ""
        mail = _mail_of(message, facts, contact, municipality, link)
        database.commit()  # no transaction stays open while the mail server is asked
        try:
            gateways.mailer.send(mail)
        except SourceError:
            for tries in (_to_address(mail.to), _of_message(message)):
                forgive(database, tries)
            database.commit()
            raise
        message.mailed_at = utc_now()
        database.commit()
        log.info("notice_sent", kind=message.kind, message=str(message.id))


def _mail_of(
    message: Message,
    facts: Facts,
    contact: dict[str, str],
    municipality: Municipality,
    link: str,
) -> Mail:
    """The mail; with the link to follow a report, where it is one that can be followed."""
    words = words_in(contact.get("language", ""))
    by_when = mailed_by_when(words, facts)
    if link:
        subject = report_mail_subject(words, message.kind, municipality.name)
        text = report_mail_text(words, message.kind, municipality, link, by_when)
    else:
        subject = mail_subject(words, message.kind, municipality.name)
        text = mail_text(words, municipality, by_when)
    return Mail(to=contact["email"], subject=subject, text=text, reference=str(message.id))


def _tracking_path(database: Session, message: Message) -> str:
    """Where the report of this message is followed; empty where it isn't here any more."""
    facts, owner_id = facts_of(database, message), message.owner_id
    if "reference" in facts:
        submission = submission_of(database, owner_id, facts["reference"])
    else:
        submission = submission_of_number(database, owner_id, facts["number"])
    if submission is None or submission.tracking_hash is None:
        return ""
    return tracking_path(token_of_report(database, submission))


def _is_mailed_too_often(database: Session, message: Message, address: str) -> bool:
    """Whether this address, which anybody may have typed, had another mail in this hour.

    A message counts once, however often its worker falls. Its receipt says where to follow the
    report, mail or not. The caller commits.
    """
    is_counted = count_tries(database, [_of_message(message)]) is not None
    return not is_counted and count_tries(database, [_to_address(address)]) is not None


def _of_message(message: Message) -> TryCount:
    return TryCount("mail of message", str(message.id), most=1, seconds=HOUR_S)


def _to_address(address: str) -> TryCount:
    return TryCount("mail", address.strip().casefold(), most=1, seconds=HOUR_S)
