"""Whose a visit to a form is: the resident's who logged in, or this browser's.

A draft stays with who began it, on the version on which it was begun. What the newest version asks
for decides how one begins, and whether one who is logged in fills it in as themselves.
"""

import secrets
from uuid import UUID

from flask import g, request
from flask import session as cookie

from forms import Form
from forms.keys import FormSlug
from portal.domain.failures import NotFound
from portal.domain.people import Level, OwnerId
from portal.features.submissions.forms import PageForm
from portal.services.submissions.open_draft import FormVisit
from portal.storage import drafts
from portal.storage.drafts import StoredDraft
from portal.storage.form_versions import form_version_of
from portal.storage.owners import visitor_of
from portal.web.edge.login_session import ANONYMOUS, actor, expired_owner, resident, token_here
from portal.web.edge.request_context import current_state, portal, session
from portal.web.words.formats import words

TOKEN_BYTES = 24
NONE, OPTIONAL, REQUIRED = "none", "optional", "required"
"""What a form says of logging in."""


def form_of(slug: FormSlug) -> Form:
    """The newest version of this form, also of a retired one; raises `NotFound`."""
    try:
        return current_state().form(slug)
    except KeyError as error:
        raise NotFound(slug) from error


def level_of(slug: FormSlug, **_others: object) -> Level:
    """The level of assurance that going on with this form asks for; `Level.NONE`: no login.

    That of its newest version; where nobody has to log in for that, that of who is logged in, or
    was until the session expired, and has a concept: it is theirs until they sent it. What a
    concept itself asks for besides is looked at where it is opened.
    """
    levels = g.setdefault("levels_of_forms", {})
    if slug not in levels:
        levels[slug] = _level_of(form_of(slug))
    return Level(levels[slug])


def level_with_login(slug: FormSlug, **_others: object) -> Level:
    """What who chooses to log in for this form is asked for."""
    form = form_of(slug)
    return Level.named(form.level) if form.login == OPTIONAL else level_of(slug)


def level_without_login(slug: FormSlug, **_others: object) -> Level:
    """What who chooses not to log in is asked for: nothing, where that is a choice."""
    is_free = form_of(slug).login == OPTIONAL and actor() is None
    return Level.NONE if is_free else level_of(slug)


def level_of_receipt(slug: FormSlug, **_others: object) -> Level:
    """What who is not logged in is asked for; who is, is held to what they sent it with.

    `Level.NONE`, where the form asks for no login, opens nothing: what was sent so is followed by
    its link.
    """
    return Level.NONE if actor() else Level.named(form_of(slug).level)


def is_residents(slug: FormSlug) -> bool:
    """Whether the visit is that of a resident, who is logged in; else it is this browser's.

    Where a form asks for no login, somebody who is logged in stays anonymous, unless they have a
    concept of it.
    """
    visits = g.setdefault("visits_of_residents", {})
    if slug not in visits:
        is_theirs = form_of(slug).login != NONE or _own_draft(slug) is not None
        visits[slug] = actor() is not None and is_theirs
    return bool(visits[slug])


def owner_id(slug: FormSlug) -> OwnerId:
    """Whose draft of this form it is. A browser that is new is an owner from the next commit on."""
    if is_residents(slug) or form_of(slug).login == REQUIRED:
        return resident().key
    token = cookie.setdefault(ANONYMOUS, secrets.token_urlsafe(TOKEN_BYTES))
    return visitor_of(session(), str(token))


def form_visit(slug: FormSlug) -> FormVisit:
    """The visit of this form that this request is."""
    return FormVisit(
        database=session(),
        portal=portal(),
        state=current_state(),
        slug=slug,
        owner_id=owner_id(slug),
        actor=actor() if is_residents(slug) else None,
        words=words(),
    )


def visit_before_login(slug: FormSlug) -> FormVisit | None:
    """The visit of this browser, of a resident who filled this form in before they logged in.

    None where there is nothing of it, or nobody goes on with it as themselves.
    """
    if ANONYMOUS not in cookie or not is_residents(slug) or form_of(slug).login == NONE:
        return None
    visitor = visitor_of(session(), str(cookie[ANONYMOUS]))
    if drafts.draft_of(session(), visitor, slug) is None:
        return None
    return FormVisit(
        database=session(),
        portal=portal(),
        state=current_state(),
        slug=slug,
        owner_id=visitor,
        actor=None,
        words=words(),
    )


def draft_here(slug: FormSlug) -> StoredDraft | None:
    """The draft of whose visit it is, if there is one to see: looking makes nobody an owner."""
    if is_residents(slug):
        return _own_draft(slug)
    return _draft_of_browser(slug) if form_of(slug).login != REQUIRED else None


def has_to_choose(slug: FormSlug) -> bool:
    """Whether one has yet to choose whether to log in."""
    is_open = form_of(slug).login == OPTIONAL and actor() is None
    return is_open and _draft_of_browser(slug) is None


def can_log_in(slug: FormSlug) -> bool:
    """Whether who fills it in without login may still choose to log in."""
    return form_of(slug).login == OPTIONAL and actor() is None


def tab_draft() -> UUID | None:
    """The draft that the tab showed that sent this."""
    draft: UUID | None = PageForm(request.form).draft.data
    return draft


def _level_of(form: Form) -> Level:
    if form.login == REQUIRED:
        return Level.named(form.level)
    if actor() is None:
        return _level_of_expired(form.slug)
    if form.login == OPTIONAL:
        return Level.named(form.level)
    draft = _own_draft(form.slug)
    return _level_of_draft(draft) if draft else Level.NONE


def _level_of_expired(slug: FormSlug) -> Level:
    """That of the concept of whose session expired here: after a login they go on with it.

    `Level.NONE` where there is none, or this browser began one without login since.
    """
    owner = expired_owner() if token_here() else None
    expired = drafts.draft_of(session(), owner, slug) if owner else None
    if expired is None:
        return Level.NONE
    is_of_browser = _draft_of_browser(slug) is not None and tab_draft() != expired.id
    return Level.NONE if is_of_browser else max(_level_of_draft(expired), Level.BASIS)


def _level_of_draft(draft: StoredDraft) -> Level:
    return Level.named(form_version_of(session(), draft.version).level)


def _own_draft(slug: FormSlug) -> StoredDraft | None:
    current = actor()
    return drafts.draft_of(session(), current.for_party.key, slug) if current else None


def _draft_of_browser(slug: FormSlug) -> StoredDraft | None:
    if ANONYMOUS not in cookie:
        return None
    return drafts.draft_of(session(), visitor_of(session(), str(cookie[ANONYMOUS])), slug)
