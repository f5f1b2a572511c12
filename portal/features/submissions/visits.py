"""What a request says of who visits a form and what they send, as the services take it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import Request, request, url_for
from flask import session as cookie
from werkzeug.datastructures import MultiDict

from forms import Form
from forms.keys import FormSlug
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.features.submissions.forms import PageForm
from portal.features.submissions.ownership import (
    OPTIONAL,
    can_log_in,
    draft_here,
    form_of,
    is_residents,
    visit_before_login,
)
from portal.services.submissions.sent_page import STAY, SentPage, TabState
from portal.storage import drafts, submissions
from portal.web.edge.expired_input import OWN_FIELDS
from portal.web.edge.login_session import ANONYMOUS, actor, resident, restored_input
from portal.web.edge.request_context import session
from portal.web.edge.staying import button_here
from portal.web.page.cards import DraftCard, draft_card

TWICE_WITHIN_DAYS = 90
"""How long ago a form may have been sent for a warning that it was."""
TO_CHECK = "controleren"
"""The value of `terug` in the address of a page that one came to from the check."""


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
    slug = form.slug
    return Ways(
        begin_url=begin_url(slug),
        anew_url=url_for("submissions.begin_anew", slug=slug, taak=task_of_link()),
        login_url=login_url(slug),
        is_chosen=form.login == OPTIONAL and is_residents(slug),
        before=_draft_before_login(slug),
    )


def begin_url(slug: FormSlug) -> str:
    """Where one begins with this form, or goes on, for the task that the link named.

    Who is logged in begins there as themselves, also once the session is over.
    """
    ways = {False: "submissions.begin_without_login", True: "submissions.begin_with_login"}
    is_choice = form_of(slug).login == OPTIONAL
    endpoint = ways[actor() is not None] if is_choice else "submissions.begin"
    return url_for(endpoint, slug=slug, taak=task_of_link())


def login_url(slug: FormSlug) -> str:
    """Where one begins with this form, or goes on, after a login; '' where there is no choice."""
    if not can_log_in(slug):
        return ""
    return url_for("submissions.begin_with_login", slug=slug, taak=task_of_link())


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


def _draft_before_login(slug: FormSlug) -> DraftCard | None:
    """The concept of who logged in since they began it in this browser; else None."""
    before = visit_before_login(slug)
    draft = drafts.draft_of(session(), before.owner_id, slug) if before else None
    return replace(draft_card(draft), url=begin_url(slug)) if draft else None


def _file_to_remove(page: PageForm) -> UUID | None:
    """The file that is to be taken off; None: none. Raises `NotFound` where it can't be one."""
    if page.remove.raw_data and page.remove.data is None:
        raise NotFound(page.remove.raw_data[0])
    return cast("UUID | None", page.remove.data)


def _raw_input(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """What was typed, without what the page itself added."""
    return {name: texts for name, texts in sent.lists() if name not in OWN_FIELDS}
