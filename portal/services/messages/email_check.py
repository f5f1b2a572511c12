"""A mail address that a resident gave is theirs: a mail goes there, with a link to say so.

Until then the address of before is used, or none. A resident has one such mail an hour sent to an
address, and all residents together five: two who share a mailbox don't hinder each other.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.messages import CONFIRMED, EMAIL, Mail
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.people import Actor, KnownByKey, OwnerId
from portal.domain.references import confirmation_path
from portal.storage import consultations, email_checks, jobs
from portal.storage.email_checks import (
    VALID_FOR,
    EmailCheck,
    check_by_id,
    check_by_token,
    details_of,
    mailbox_of,
)
from portal.storage.messages import contact_of, keep_contact, lock_contact, unconfirmed_email
from portal.storage.owners import bump_revision
from portal.storage.rate_limits import TryCount, count_tries, forget_tries
from portal.texts.mail_texts import check_mail_subject, check_mail_text
from portal.texts.words import words_in

log = structlog.get_logger()
HOUR_S = 3600
MOST_TO_ADDRESS = 5
"""So many mails with a link go to one address in an hour, whoever asks for them."""
LINK_DAYS = VALID_FOR.days
"""For how long the link in the mail works."""
CONFIRMING = Act(Activity.OWN_DATA, Action.CHANGED, (DataKind.CONTACT,), "portaal")


class LinkState(StrEnum):
    """What the link of a mail is worth."""

    OPEN = "open"
    IN_USE = "in use"
    """Open, of an address that a form gave, which is mailed to already."""
    USED = "used"
    OVER = "over"
    """It never worked, or does no more."""


@dataclass(frozen=True, slots=True)
class LinkMail:
    """What came of asking for the mail with the link: it comes, where nothing else stands here."""

    next_at: datetime | None = None
    """From when (UTC) this resident can ask for another; the last one went just before."""
    is_refused: bool = False
    """Whether none goes to this address now: too many were asked for, by whomever."""


def address_to_confirm(database: Session, owner_id: OwnerId) -> str:
    """The address that this resident still has to confirm; '' where there is none."""
    check = email_checks.waiting_check(database, owner_id)
    return details_of(database, check).address if check else ""


def ask_to_confirm(database: Session, owner_id: OwnerId, address: str, language: str) -> LinkMail:
    """Have this address confirmed, of an owner who is locked. Caller commits.

    One that waits already goes on waiting; one to which no mail goes does not wait.
    """
    if address_to_confirm(database, owner_id) == address:
        return LinkMail()
    _forget_unsent(database, owner_id)
    check = email_checks.begin(database, owner_id, address, language)
    mail = _ask_mail(database, check, address)
    if mail.is_refused:
        email_checks.cancel(database, owner_id)
    elif mail.next_at:
        check.mailed_at = check.asked_at  # the mail of just before has the same link
    return mail


def cancel(database: Session, owner_id: OwnerId) -> None:
    """Let no address wait of this owner, who is locked. Caller commits."""
    _forget_unsent(database, owner_id)
    email_checks.cancel(database, owner_id)


def ask_again(database: Session, actor: Actor, language: str) -> LinkMail:
    """Have the mail sent once more; where no address waits, for the one of a form that is used.

    Commits. Raises `NotFound` where there is nothing to confirm.
    """
    owner_id = actor.for_party.key
    contact = lock_contact(database, owner_id)
    check = email_checks.waiting_check(database, owner_id)
    if check:
        mail = _ask_mail(database, check, details_of(database, check).address)
    elif address := unconfirmed_email(contact):
        mail = ask_to_confirm(database, owner_id, address, language)
    else:
        raise NotFound("there is no address to confirm")
    database.commit()
    return mail


def state_of_link(database: Session, token: str) -> LinkState:
    """Whether an address can be confirmed with this link."""
    check = check_by_token(database, token)
    if check is None:
        return LinkState.OVER
    if check.confirmed_at:
        return LinkState.USED
    return LinkState.IN_USE if _is_in_use(database, check) else LinkState.OPEN


def confirm(database: Session, token: str) -> None:
    """Use this address from now on; twice is once. Raises `NotFound`. Commits."""
    check = check_by_token(database, token)
    contact = lock_contact(database, check.owner_id) if check else {}
    check = check_by_token(database, token)  # it may have been used, or taken away, before the lock
    if check is None:
        raise NotFound("no address waits for this link")
    if check.confirmed_at is None:
        check.confirmed_at = utc_now()
        owner_id = check.owner_id
        # Whoever reads this mailbox did it, not logged in: nobody says that it was the resident.
        line = NewConsultation.by_system(KnownByKey(owner_id), CONFIRMING, About("contact", ""))
        consultations.write(database, line)
        address = details_of(database, check).address
        used = {EMAIL: address, CONFIRMED: address}
        keep_contact(database, owner_id, contact | used)
        bump_revision(database, owner_id)
    database.commit()


def mail_link(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    public_url: str,
    check_id: UUID,
) -> None:
    """Mail the link, where the address still waits; raises `SourceError`. Commits.

    Idempotent: the gateway knows the reference, which is another when it is asked for again.
    """
    with make_session() as database:
        check = check_by_id(database, check_id)
        if check is None or check.mailed_at:
            return
        details, asked_at = details_of(database, check), check.asked_at
        words = words_in(details.language)
        link = f"{public_url.rstrip('/')}{confirmation_path(details.token)}"
        mail = Mail(
            to=details.address,
            subject=check_mail_subject(words, municipality.name),
            text=check_mail_text(
                words, municipality, link, check.ends_at, is_in_use=_is_in_use(database, check)
            ),
            reference=f"{check_id}-{asked_at:%Y%m%dT%H%M%S%f}",
        )
        database.commit()  # no transaction stays open while the mail server is asked
        gateways.mailer.send(mail)
        email_checks.note_mailed(database, check_id, asked_at)
        database.commit()
        log.info("email_check_sent", check=str(check_id))


def _is_in_use(database: Session, check: EmailCheck) -> bool:
    """Whether mail goes to the address already, as a form gave it."""
    address = details_of(database, check).address
    return unconfirmed_email(contact_of(database, check.owner_id)) == address


def _ask_mail(database: Session, check: EmailCheck, address: str) -> LinkMail:
    own = _of_owner(check.owner_id, address)
    over = count_tries(database, [own])
    if over:  # counts for nobody else: who asks again and again keeps no mail from another
        return LinkMail(next_at=over[1])
    everybody = TryCount("email check", mailbox_of(address), most=MOST_TO_ADDRESS, seconds=HOUR_S)
    if count_tries(database, [everybody]):
        log.warning("limit_hit", limit="email check")
        forget_tries(database, own)
        return LinkMail(is_refused=True)
    check.asked_at, check.mailed_at = utc_now(), None
    jobs.defer(database, jobs.CONFIRM, check=str(check.id))
    return LinkMail()


def _forget_unsent(database: Session, owner_id: OwnerId) -> None:
    """Don't count a mail that is still on its way: the address is about to wait no more."""
    check = email_checks.waiting_check(database, owner_id)
    if check and check.mailed_at is None:
        forget_tries(database, _of_owner(owner_id, details_of(database, check).address))


def _of_owner(owner_id: OwnerId, address: str) -> TryCount:
    subject = f"{owner_id} {mailbox_of(address)}"
    return TryCount("own email check", subject, most=1, seconds=HOUR_S)
