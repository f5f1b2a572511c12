"""The level of assurance that each page of a form asks for, and whose draft decides that.

A draft stays with who began it, on the version on which it was begun. What the newest version asks
for decides how one begins, and whether one who is logged in fills it in as themselves.
"""

from flask import g

from forms import Form
from forms.keys import FormSlug
from portal.domain.people import Level
from portal.features.submissions.visits import (
    OPTIONAL,
    REQUIRED,
    draft_of_browser,
    form_of,
    own_draft,
    tab_draft,
)
from portal.storage import drafts
from portal.storage.drafts import StoredDraft
from portal.storage.form_versions import form_version_of
from portal.web.edge.login_session import actor, expired_owner, token_here
from portal.web.edge.request_context import session


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


def _level_of(form: Form) -> Level:
    if form.login == REQUIRED:
        return Level.named(form.level)
    if actor() is None:
        return _level_of_expired(form.slug)
    if form.login == OPTIONAL:
        return Level.named(form.level)
    draft = own_draft(form.slug)
    return _level_of_draft(draft) if draft else Level.NONE


def _level_of_expired(slug: FormSlug) -> Level:
    """That of the concept of whose session expired here: after a login they go on with it.

    `Level.NONE` where there is none, or this browser began one without login since.
    """
    owner = expired_owner() if token_here() else None
    expired = drafts.draft_of(session(), owner, slug) if owner else None
    if expired is None:
        return Level.NONE
    is_of_browser = draft_of_browser(slug) is not None and tab_draft() != expired.id
    return Level.NONE if is_of_browser else max(_level_of_draft(expired), Level.BASIS)


def _level_of_draft(draft: StoredDraft) -> Level:
    return Level.named(form_version_of(session(), draft.version).level)
