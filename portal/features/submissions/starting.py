"""Beginning with a form: what its start page knows of who looks at it, and the ways to begin."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import flash, url_for
from flask_babel import gettext as _

from forms import Form
from forms.keys import FormSlug
from portal.domain.days import utc_now
from portal.features.submissions.visits import (
    OPTIONAL,
    draft_before_login,
    draft_here,
    form_of,
    is_residents,
    task_of_link,
)
from portal.storage import submissions
from portal.web.edge.login_session import actor, resident
from portal.web.edge.request_context import session
from portal.web.page.cards import DraftCard, draft_card

TWICE_WITHIN_DAYS = 90
"""How long ago a form may have been sent for a warning that it was."""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """That the same form was sent already, and its receipt."""

    sent_at: datetime
    url: str


def draft_of_visitor(form: Form) -> DraftCard | None:
    """The concept of who is looking at the start page, if there is one to see.

    Who comes from a task goes on by way of what notes that.
    """
    draft = draft_here(form.slug)
    if draft is None:
        return None
    return (
        replace(draft_card(draft), url=begin_url(form.slug))
        if task_of_link()
        else draft_card(draft)
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """How one begins with a form, or goes on; addresses."""

    begin_url: str
    anew_url: str
    login_url: str
    """Where one goes on as oneself; '' where that is no choice."""
    is_chosen: bool
    """Whether one may choose, and has logged in."""
    before: DraftCard | None
    """The concept of who logged in since they began it in this browser."""


def ways(form: Form) -> Ways:
    """How one begins with this form from here."""
    slug, task = form.slug, task_of_link()
    can_log_in = form.login == OPTIONAL and actor() is None
    login_url = url_for("submissions.begin_with_login", slug=slug, taak=task)
    before = draft_before_login(slug)
    return Ways(
        begin_url=begin_url(slug),
        anew_url=url_for("submissions.begin_anew", slug=slug, taak=task),
        login_url=login_url if can_log_in else "",
        is_chosen=form.login == OPTIONAL and is_residents(slug),
        before=replace(draft_card(before), url=begin_url(slug)) if before else None,
    )


def begin_url(slug: FormSlug) -> str:
    """Where one begins with this form, or goes on, for the task that the link named.

    Who is logged in begins there as themselves, also once the session is over.
    """
    ways = {False: "submissions.begin_without_login", True: "submissions.begin_with_login"}
    is_choice = form_of(slug).login == OPTIONAL
    endpoint = ways[actor() is not None] if is_choice else "submissions.begin"
    return url_for(endpoint, slug=slug, taak=task_of_link())


def sent_before(slug: FormSlug) -> SentBefore | None:
    """What this resident sent with this form not long ago; None without login."""
    if not is_residents(slug):
        return None
    since = utc_now() - timedelta(days=TWICE_WITHIN_DAYS)
    sent = submissions.last_of_form(session(), resident().key, slug, since)
    if sent is None:
        return None
    url = url_for("submissions.receipt", slug=slug, reference=sent.reference)
    return SentBefore(sent.made_at, url)


def tell_of_new_version() -> None:
    """Let the next page say that the form is another one than the resident began with."""
    flash(
        _(
            "Dit formulier is veranderd. Wat u al invulde, is bewaard. "
            "Sommige vragen stellen wij misschien opnieuw."
        ),
        "info",
    )
