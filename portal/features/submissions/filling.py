"""Filling in one page: keep what was typed, judge it, and say where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import Form as HtmlForm

from forms import engine, fields
from forms.definition import Page
from portal.features.submissions.addresses import with_addresses
from portal.features.submissions.choosing import keep_choice
from portal.features.submissions.desk import Desk
from portal.storage import drafts
from portal.web.edge.request_context import session


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tab showed from which a page was sent: a draft, and its revision then."""

    draft: UUID | None
    revision: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The page is right and kept."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """Something on the page isn't right; what was typed is kept all the same."""

    form: HtmlForm


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another tab saved this page meanwhile, with other answers: the resident chooses."""

    form: HtmlForm


def page_to_show(desk: Desk, page_id: str) -> Page | None:
    """The page if it may be shown now; else the one to answer first; None: all is answered.

    What was only typed on a page closes none after it: what is sent from those is kept as well.
    """
    path = engine.path(desk.form, desk.content.answers, desk.context)
    first = engine.first_open(desk.form, desk.content.answers, desk.context)
    reachable = path[: path.index(first) + 1] if first else path
    return next((page for page in reachable if page.id == page_id), desk.first_open)


def blank(desk: Desk, page: Page, typed: Mapping[str, list[str]] | None) -> HtmlForm:
    """The page's form with what was typed or stored, not judged yet."""
    return _form(desk, page, MultiDict(typed) if typed is not None else None)


def looked_up(desk: Desk, page: Page, typed: Mapping[str, list[str]]) -> Desk:
    """The desk with what the address register says of what was typed on this page. Commits.

    Nothing may be locked: the register can take seconds.
    """
    queries = fields.address_queries(blank(desk, page, typed))
    if not queries:
        return desk
    session().commit()
    return replace(desk, context=with_addresses(desk.context, queries))


def judged(desk: Desk, page: Page, typed: Mapping[str, list[str]]) -> HtmlForm:
    """The page's form with what was typed, and what is wrong with it; asks no register."""
    form = blank(desk, page, typed)
    form.validate()
    return form


def fill(desk: Desk, page: Page, typed: MultiDict[str, str], seen: Seen) -> Any:
    """Keep and judge what was sent from a tab that saw this of the draft.

    Gives `Saved`, `Faulty` or `Conflict`; commits. The draft must be locked.
    """
    form = judged(desk, page, typed.to_dict(flat=False))
    is_right = not form.errors and not _refused(desk, page)
    if is_stale(desk, page, seen) and _differs(desk, page, form):
        session().rollback()
        return Conflict(form)
    content = desk.content
    if is_right:
        content.answers |= fields.values(form) | {engine.seen(page): True}
        content.typed.pop(page.id, None)
        keep_choice(session(), desk, page)
    else:
        content.typed[page.id] = fields.typed(form)
    content.saved[page.id] = desk.draft.revision + 1
    drafts.save(session(), desk.draft, content)
    session().commit()
    return Saved() if is_right else Faulty(form)


def keep_typed(desk: Desk, page: Page, typed: MultiDict[str, str], seen: Seen) -> Conflict | None:
    """Keep what was typed without judging it, as when a file is taken off the page.

    None where that was done; commits. The draft must be locked.
    """
    if is_stale(desk, page, seen):
        form = judged(desk, page, typed.to_dict(flat=False))
        if _differs(desk, page, form):
            session().rollback()
            return Conflict(form)
    form = _form(desk, page, typed)
    desk.content.typed[page.id] = fields.typed(form)
    desk.content.saved[page.id] = desk.draft.revision + 1
    drafts.save(session(), desk.draft, desk.content)
    session().commit()
    return None


def is_stale(desk: Desk, page: Page, seen: Seen) -> bool:
    """Whether this page was saved after the tab showed it, or the tab showed another draft."""
    is_same_draft = seen.draft == desk.draft.id
    return not is_same_draft or seen.revision < desk.content.saved.get(page.id, 0)


def next_stop(desk: Desk, page: Page, *, to_check: bool) -> Page | None:
    """Where to go after this page; None: to the check of all answers."""
    if to_check:
        return desk.first_open
    return engine.next_page(desk.form, page, desk.content.answers, desk.context)


def _form(desk: Desk, page: Page, typed: MultiDict[str, str] | None) -> HtmlForm:
    make = fields.form_class(page, desk.content.answers, desk.context, HtmlForm)
    return make(typed)


def _refused(desk: Desk, page: Page) -> bool:
    return any(desk.context.refused.get(question.id) for question in page.questions)


def _differs(desk: Desk, page: Page, form: HtmlForm) -> bool:
    """Whether this judged form says something else than what is stored of the page."""
    kept = desk.content.typed.get(page.id)
    if kept is not None:
        return kept != fields.typed(form)
    values = fields.values(form)
    return any(desk.content.answers.get(name) != value for name, value in values.items())
