"""The desk at which somebody fills in a form: the draft, its form version and what is known."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import session as cookie
from flask import url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from forms import Form, engine
from forms.context import Context, StoredFile
from forms.definition import Page
from portal.domain.days import today
from portal.domain.failures import NotFound
from portal.domain.people import Actor, Level
from portal.services.submissions.versions import pinned
from portal.storage import drafts, uploads
from portal.storage.base import vault_of
from portal.storage.drafts import Draft, DraftContent
from portal.web.consenting import offers
from portal.web.edge.access import ANONYMOUS, actor, resident
from portal.web.edge.request_context import session
from portal.web.words.form_titles import catalogue
from portal.web.words.formats import locale

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Desk:
    """One draft being worked on, within one request."""

    form: Form
    draft: Draft
    content: DraftContent
    context: Context
    actor: Actor | None

    @property
    def owner_key(self) -> str:
        """Whose draft it is."""
        return self.draft.owner_key

    @property
    def first_open(self) -> Page | None:
        """The page to answer first; None: all is answered.

        A page with something typed that was not judged right since is open too.
        """
        unanswered = engine.first_open(self.form, self.content.answers, self.context)
        path = engine.path(self.form, self.content.answers, self.context)
        return next((p for p in path if p == unanswered or p.id in self.content.typed), None)

    def locked(self) -> "Desk":
        """The same desk, its draft read anew and locked; raises `NotFound` when it is gone."""
        desk = open_desk(self.form.slug, for_update=True)
        if desk is None:
            raise NotFound(self.form.slug)
        addresses, refused = self.context.addresses, self.context.refused
        context = replace(desk.context, addresses=addresses, refused=refused)
        return replace(desk, context=context)

    def refused(self, reasons: Mapping[str, tuple[str, ...]]) -> "Desk":
        """The same desk, knowing which files were refused and why."""
        return replace(self, context=replace(self.context, refused=reasons))

    def url(self, page: Page | None) -> str:
        """Address of this page; of the check where there is none."""
        if page is None:
            return url_for("submissions.check", slug=self.form.slug)
        return url_for("submissions.ask", slug=self.form.slug, page_id=page.id)


def form_of(slug: str) -> Form:
    """The newest version of this form; raises `NotFound`."""
    try:
        return catalogue().form(slug)
    except KeyError as error:
        raise NotFound(slug) from error


def level_of(slug: str, **_others: object) -> Level:
    """The level of assurance that this form asks for; `Level.NONE`: no login."""
    form = form_of(slug)
    return Level[form.level.upper()] if form.level else Level.NONE


def owner_key(slug: str) -> str:
    """Whose draft of this form it is: the resident's, or this browser's where none logs in.

    Somebody who is logged in stays anonymous on a form without login.
    """
    if level_of(slug) is not Level.NONE:
        return resident().key
    token = cookie.get(ANONYMOUS)
    if token is None:
        token = cookie[ANONYMOUS] = secrets.token_urlsafe(TOKEN_BYTES)
    return vault_of(session()).hash(str(token), ANONYMOUS)


def forget_visitor() -> None:
    """After sending: what this browser does next without login has nothing to do with it.

    On a shared computer the next report would else be mailed about to the one before.
    """
    cookie.pop(ANONYMOUS, None)


def open_desk(slug: str, *, for_update: bool = False) -> Desk | None:
    """The visitor's draft of this form; None when there is none (any more)."""
    draft = drafts.draft_of(session(), owner_key(slug), slug, for_update=for_update)
    if draft is None:
        return None
    form = pinned(session(), draft.version)
    content = drafts.content_of(session(), draft)
    # Who is logged in stays nameless on a form without login.
    who = actor() if level_of(slug) is not Level.NONE else None
    return Desk(form, draft, content, context_for(form, draft, content), who)


def context_for(form: Form, draft: Draft, content: DraftContent) -> Context:
    """What the engine must know besides form and answers."""
    return Context(
        today=today(),
        facts=content.facts,
        translate=gettext,
        locale=locale(),
        uploads=stored_files(session(), draft),
        consents=offers(session(), draft.owner_key, form),
    )


def stored_files(database: Session, draft: Draft) -> dict[str, tuple[StoredFile, ...]]:
    """The files of this draft, by question."""
    found: dict[str, tuple[StoredFile, ...]] = {}
    for upload in uploads.uploads_of_draft(database, draft.owner_key, draft.id):
        name = uploads.name_of(database, upload)
        file = StoredFile(str(upload.id), name, upload.size, upload.media_type)
        found[upload.question] = (*found.get(upload.question, ()), file)
    return found
