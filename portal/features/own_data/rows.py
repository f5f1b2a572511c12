"""What is known of the resident, as rows (label, lines) of the page."""

from typing import Any

from flask import url_for

from forms.context import Context
from forms.household import members
from forms.kinds.known import fact_lines, remark_lines
from forms.phones import phone_number
from portal.domain.days import today
from portal.domain.messages import NO_MAIL, NOTICES
from portal.web.words.form_titles import catalogue
from portal.web.words.formats import words

MOVING = "verhuismelding"
"""To tell of a move, in the uniform list of products (UPL) of the government."""
Rows = tuple[tuple[str, tuple[str, ...]], ...]


def person_rows(facts: dict[str, Any] | None) -> Rows:
    """Name, birth and address; none where nothing can be said."""
    if facts is None:
        return ()
    _, context = words().gettext, _context(facts)
    labels = (
        (_("Naam"), "person.name"),
        (_("Geboren"), "person.born"),
        (_("Adres"), "person.address"),
    )
    return tuple((label, fact_lines(path, context)) for label, path in labels)


def relatives_of(facts: dict[str, Any] | None) -> tuple[str, ...]:
    """Partner and children, a line each."""
    if facts is None:
        return ()
    return tuple(member.line for member in members(_context(facts)) or ())


def remarks_of(facts: dict[str, Any] | None) -> tuple[str, ...]:
    """What the register says besides, a sentence each."""
    return () if facts is None else remark_lines(_context(facts))


def contact_rows(contact: dict[str, str], to_confirm: str) -> Rows:
    """Where messages go; `to_confirm`: the mail address that waits for its link, or ''."""
    _ = words().gettext
    absent = _("Niet bij ons bekend")
    mails = contact.get("email") and contact.get(NOTICES) != NO_MAIL
    phone, used = contact.get("phone", ""), contact.get("email", "")
    waits = to_confirm if to_confirm != used else ""
    waiting = (_("%(address)s (nog niet bevestigd)", address=waits),) if waits else ()
    return (
        (_("E-mailadres"), (*filter(None, (used,)), *waiting) or (absent,)),
        (_("Telefoonnummer"), (phone_number(phone) if phone else absent,)),
        (_("Mail bij een nieuw bericht"), (_mails_words(mails=bool(mails), waits=bool(waits)),)),
    )


def _mails_words(*, mails: bool, waits: bool) -> str:
    _ = words().gettext
    if mails:
        return _("Ja")
    return _("Ja, als u uw e-mailadres bevestigt") if waits else _("Nee")


def move_url() -> str:
    """Where one tells of a move; empty where no such form is published."""
    forms = (form for form in catalogue() if form.upl == MOVING)
    return next((url_for("submissions.start", slug=form.slug) for form in forms), "")


def _context(facts: dict[str, Any]) -> Context:
    return Context(
        today=today(), facts=facts, translate=words().text_of, locale=words().language.babel
    )
