"""What a request says of who visits a form and what they send, as the services take it.

A draft is the resident's who is logged in, or this browser's.
"""

import secrets
from typing import cast
from uuid import UUID

from flask import Request, g, request
from flask import session as cookie
from werkzeug.datastructures import MultiDict

from forms import Form
from forms.keys import FormSlug
from portal.domain.failures import NotFound
from portal.domain.people import OwnerId
from portal.features.submissions.forms import PageForm
from portal.services.submissions.open_draft import FormVisit
from portal.services.submissions.sent_page import STAY, SentPage, TabState
from portal.storage import drafts
from portal.storage.drafts import StoredDraft
from portal.storage.owners import visitor_of
from portal.web.edge.expired_input import OWN_FIELDS
from portal.web.edge.login_session import ANONYMOUS, actor, resident, restored_input
from portal.web.edge.request_context import current_state, portal, session
from portal.web.edge.staying import button_here
from portal.web.words.formats import words

TOKEN_BYTES = 24
NONE, OPTIONAL, REQUIRED = "none", "optional", "required"
"""What a form says of logging in."""
TO_CHECK = "controleren"
"""The value of `terug` in the address of a page that one came to from the check."""


def form_of(slug: FormSlug) -> Form:
    """The newest version of this form, also of a retired one; raises `NotFound`."""
    try:
        return current_state().form(slug)
    except KeyError as error:
        raise NotFound(slug) from error


def is_residents(slug: FormSlug) -> bool:
    """Whether the visit is that of a resident, who is logged in; else it is this browser's.

    Where a form asks for no login, somebody who is logged in stays anonymous, unless they have a
    concept of it.
    """
    visits = g.setdefault("visits_of_residents", {})
    if slug not in visits:
        is_theirs = form_of(slug).login != NONE or own_draft(slug) is not None
        visits[slug] = actor() is not None and is_theirs
    return bool(visits[slug])


def owner_id(slug: FormSlug) -> OwnerId:
    """Whose draft of this form it is. A browser that is new is an owner from the next commit on."""
    if is_residents(slug) or form_of(slug).login == REQUIRED:
        return resident().key
    token = cookie.setdefault(ANONYMOUS, secrets.token_urlsafe(TOKEN_BYTES))
    return visitor_of(session(), str(token))


def form_visit(slug: FormSlug) -> FormVisit:
    """The visit of this form that this request is; raises `NotFound`."""
    return FormVisit(
        database=session(),
        portal=portal(),
        state=current_state(),
        newest=form_of(slug),
        owner_id=owner_id(slug),
        actor=actor() if is_residents(slug) else None,
        draft_before_login=draft_before_login(slug),
        words=words(),
    )


def visit_of_tab(slug: FormSlug) -> FormVisit:
    """The visit of the tab that sent this: one opened before login stays with its own draft."""
    visit = form_visit(slug)
    before = visit.before_login
    is_of_tab = visit.draft_before_login and visit.draft_before_login.id == tab_draft()
    return before if before and is_of_tab else visit


def draft_before_login(slug: FormSlug) -> StoredDraft | None:
    """The draft of this browser, of a resident who began it before they logged in.

    None where there is nothing of it, or nobody goes on with it as themselves.
    """
    is_theirs = is_residents(slug) and form_of(slug).login != NONE
    return draft_of_browser(slug) if is_theirs else None


def draft_here(slug: FormSlug) -> StoredDraft | None:
    """The draft of whose visit it is, if there is one to see: looking makes nobody an owner."""
    if is_residents(slug):
        return own_draft(slug)
    return draft_of_browser(slug) if form_of(slug).login != REQUIRED else None


def has_to_choose(slug: FormSlug) -> bool:
    """Whether one has yet to choose whether to log in."""
    is_open = form_of(slug).login == OPTIONAL and actor() is None
    return is_open and draft_of_browser(slug) is None


def tab_draft() -> UUID | None:
    """The draft that the tab showed that sent this."""
    draft: UUID | None = PageForm(request.form).draft.data
    return draft


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
    return TabState(page.draft.data, page.revision.data or 0, page.cents.data)


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


def own_draft(slug: FormSlug) -> StoredDraft | None:
    """The draft of who is logged in, if there is one."""
    current = actor()
    return drafts.draft_of(session(), current.for_party.key, slug) if current else None


def draft_of_browser(slug: FormSlug) -> StoredDraft | None:
    """The draft that was begun in this browser without login, if there is one."""
    if ANONYMOUS not in cookie:
        return None
    return drafts.draft_of(session(), visitor_of(session(), str(cookie[ANONYMOUS])), slug)


def _file_to_remove(page: PageForm) -> UUID | None:
    """The file that is to be taken off; None: none. Raises `NotFound` where it can't be one."""
    if page.remove.raw_data and page.remove.data is None:
        raise NotFound(page.remove.raw_data[0])
    return cast("UUID | None", page.remove.data)


def _raw_input(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """What was typed, without what the page itself added."""
    return {name: texts for name, texts in sent.lists() if name not in OWN_FIELDS}
