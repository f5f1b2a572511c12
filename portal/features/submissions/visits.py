"""What a request says of who visits a form and what they send, as the services take it."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import Request, g, request, url_for
from flask import session as cookie
from werkzeug.datastructures import MultiDict

from forms import Form
from forms.keys import FormSlug
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.people import Level, OwnerId
from portal.features.submissions.forms import PageForm
from portal.services.submissions.drafts import take_over
from portal.services.submissions.open_draft import FormVisit
from portal.services.submissions.sent_page import STAY, SentPage, TabState
from portal.storage import drafts, submissions
from portal.storage.form_versions import form_version_of
from portal.storage.owners import visitor_of
from portal.web.edge.expired_input import OWN_FIELDS
from portal.web.edge.login_session import ANONYMOUS, actor, resident, restored_input
from portal.web.edge.request_context import current_state, portal, session
from portal.web.edge.staying import button_here
from portal.web.page.cards import DraftCard, draft_card
from portal.web.words.formats import words

TOKEN_BYTES = 24
TWICE_WITHIN_DAYS = 90
"""How long ago a form may have been sent for a warning that it was."""
TO_CHECK = "controleren"
"""The value of `terug` in the address of a page that one came to from the check."""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """That the same form was sent already, and its receipt."""

    sent_at: datetime
    url: str


def form_of(slug: FormSlug) -> Form:
    """The newest version of this form, also of a retired one; raises `NotFound`."""
    try:
        return current_state().form(slug)
    except KeyError as error:
        raise NotFound(slug) from error


def level_of(slug: FormSlug, **_others: object) -> Level:
    """The level of assurance that filling in this form asks for; `Level.NONE`: no login.

    That of its newest version; where that asks for none, that of the version on which a resident
    has a concept: it is theirs until they sent it. What a concept itself asks for besides is
    looked at where it is opened.
    """
    levels = g.setdefault("levels_of_forms", {})
    if slug not in levels:
        levels[slug] = Level.named(form_of(slug).level) or _level_of_own_draft(slug)
    return Level(levels[slug])


def level_of_receipt(slug: FormSlug, **_others: object) -> Level:
    """What who is not logged in is asked for; who is, is held to what they sent it with.

    `Level.NONE`, where the form asks for no login, opens nothing: what was sent so is followed by
    its link.
    """
    return Level.NONE if actor() else Level.named(form_of(slug).level)


def _level_of_own_draft(slug: FormSlug) -> Level:
    """That of the version on which who is logged in has a concept; `Level.NONE`: they have none."""
    current = actor()
    draft = drafts.draft_of(session(), current.for_party.key, slug) if current else None
    return Level.named(form_version_of(session(), draft.version).level if draft else None)


def owner_id(slug: FormSlug) -> OwnerId:
    """Whose draft of this form it is: the resident's, or this browser's where none logs in.

    Somebody who is logged in stays anonymous on a form without login. A browser that is new is an
    owner from the next commit on.
    """
    if level_of(slug) is not Level.NONE:
        return resident().key
    token = cookie.setdefault(ANONYMOUS, secrets.token_urlsafe(TOKEN_BYTES))
    return visitor_of(session(), str(token))


def take_over_draft(slug: FormSlug) -> None:
    """Let a resident go on with what this browser filled in when the form asked for no login."""
    if ANONYMOUS in cookie and actor() and level_of(slug) is not Level.NONE:
        visitor = visitor_of(session(), str(cookie[ANONYMOUS]))
        take_over(form_visit(slug), visitor)


def draft_of_visitor(form: Form) -> DraftCard | None:
    """The concept of who is looking at the start page, if there is one to see.

    Who comes from a task goes on by way of what notes that.
    """
    is_known = ANONYMOUS in cookie if level_of(form.slug) is Level.NONE else actor() is not None
    if not is_known:
        return None
    draft = drafts.draft_of(session(), owner_id(form.slug), form.slug)
    if draft is None:
        return None
    return (
        replace(draft_card(draft), url=begin_url(form.slug))
        if task_of_link()
        else draft_card(draft)
    )


def begin_url(slug: FormSlug) -> str:
    """Where one begins with this form, or goes on, for the task that the link named."""
    return url_for("submissions.begin", slug=slug, taak=task_of_link())


def sent_before(slug: FormSlug) -> SentBefore | None:
    """What this resident sent with this form not long ago; None without login."""
    if level_of(slug) is Level.NONE or actor() is None:
        return None
    since = utc_now() - timedelta(days=TWICE_WITHIN_DAYS)
    sent = submissions.last_of_form(session(), resident().key, slug, since)
    if sent is None:
        return None
    url = url_for("submissions.receipt", slug=slug, reference=sent.reference)
    return SentBefore(sent.made_at, url)


def form_visit(slug: FormSlug) -> FormVisit:
    """The visit of this form that this request is."""
    return FormVisit(
        database=session(),
        portal=portal(),
        state=current_state(),
        slug=slug,
        owner_id=owner_id(slug),
        actor=actor() if level_of(slug) is not Level.NONE else None,
        words=words(),
    )


def forget_visitor() -> None:
    """After sending: what this browser does next without login has nothing to do with it.

    On a shared computer the next report would else be mailed about to the one before.
    """
    cookie.pop(ANONYMOUS, None)


def task_of_link() -> UUID | None:
    """The task that the form is filled in for, as the link to it said; None: none."""
    return request.args.get("taak", type=UUID)


def tab_state(page: PageForm) -> TabState:
    """Which draft, and which state of it, the tab showed that sent this."""
    return TabState(page.draft.data, page.revision.data or 0)


def sent_page(request: Request) -> SentPage:
    """The page that this request sends."""
    files = {
        name: [file for file in request.files.getlist(name) if file.filename]
        for name in request.files
    }
    page = PageForm(request.form)
    return SentPage(
        raw_input=_raw_input(request.form),
        tab=tab_state(page),
        files=files,
        action=button_here(),
        remove=_file_to_remove(page),
        look_up=page.look_up.data or _with_map_pressed(request.form),
        remove_row=page.remove_row.data,
        asked=frozenset(page.asked.data.split()) if "asked" in request.form else None,
        is_change=request.args.get("terug") == TO_CHECK,
    )


def _with_map_pressed(sent: MultiDict[str, str]) -> str:
    """The field on whose map somebody clicked, or pressed a button; empty: none."""
    ends = ("-move", "-at.x")
    return next((name.rpartition("-")[0] for name in sent if name.endswith(ends)), "")


def expired_page() -> SentPage | None:
    """The page that this resident sent when the session was over; given back once."""
    expired = restored_input()
    if expired is None:
        return None
    tab = tab_state(PageForm(expired))
    return SentPage(raw_input=_raw_input(expired), tab=tab, files={}, action=STAY)


def _file_to_remove(page: PageForm) -> UUID | None:
    """The file that is to be taken off; None: none. Raises `NotFound` where it can't be one."""
    if page.remove.raw_data and page.remove.data is None:
        raise NotFound(page.remove.raw_data[0])
    return cast("UUID | None", page.remove.data)


def _raw_input(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """What was typed, without what the page itself added."""
    return {name: texts for name, texts in sent.lists() if name not in OWN_FIELDS}
