"""Filling in one page: keep what was typed, judge it, and say where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form as HtmlForm

from forms import engine, fields
from forms.definition import Page
from portal.features.submissions.desk import Desk
from portal.storage import drafts
from portal.web.current import session


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
    """The page if it may be shown now; else the one to answer first; None: all is answered."""
    path = engine.path(desk.form, desk.content.answers, desk.context)
    first = engine.first_open(desk.form, desk.content.answers, desk.context)
    reachable = path[: path.index(first) + 1] if first else path
    return next((page for page in reachable if page.id == page_id), first)


def blank(desk: Desk, page: Page, typed: Mapping[str, list[str]] | None) -> HtmlForm:
    """The page's form with what was typed or stored, not judged yet."""
    return _form(desk, page, MultiDict(typed) if typed else None)


def fill(desk: Desk, page: Page, typed: MultiDict[str, str], revision: int) -> Any:
    """Keep and judge what was sent from a tab that saw this revision of the draft.

    Gives `Saved`, `Faulty` or `Conflict`; commits. The draft must be locked.
    """
    form = _form(desk, page, typed)
    is_right = form.validate() and not _refused(desk, page)
    if _is_overwriting(desk, page, form, revision):
        session().rollback()
        return Conflict(form)
    content = desk.content
    if is_right:
        content.answers |= fields.values(form) | {f"page:{page.id}": True}
        content.typed.pop(page.id, None)
    else:
        content.typed[page.id] = fields.typed(form)
    content.saved[page.id] = desk.draft.revision + 1
    drafts.save(session(), desk.draft, content)
    session().commit()
    return Saved() if is_right else Faulty(form)


def keep_typed(desk: Desk, page: Page, typed: MultiDict[str, str]) -> None:
    """Keep what was typed without judging it, as when a file is taken off the page."""
    desk.content.typed[page.id] = fields.typed(_form(desk, page, typed))
    desk.content.saved[page.id] = desk.draft.revision + 1
    drafts.save(session(), desk.draft, desk.content)
    session().commit()


def next_stop(desk: Desk, page: Page, *, to_check: bool) -> Page | None:
    """Where to go after this page; None: to the check of all answers."""
    if to_check:
        return engine.first_open(desk.form, desk.content.answers, desk.context)
    return engine.next_page(desk.form, page, desk.content.answers, desk.context)


def _form(desk: Desk, page: Page, typed: MultiDict[str, str] | None) -> HtmlForm:
    make = fields.form_class(page, desk.content.answers, desk.context, HtmlForm)
    return make(typed)


def _refused(desk: Desk, page: Page) -> bool:
    return any(desk.context.refused.get(question.id) for question in page.questions)


def _is_overwriting(desk: Desk, page: Page, form: HtmlForm, revision: int) -> bool:
    if revision >= desk.content.saved.get(page.id, 0):
        return False
    kept = desk.content.typed.get(page.id)
    if kept is not None:
        return kept != fields.typed(form)
    values = fields.values(form)
    return any(desk.content.answers.get(name) != value for name, value in values.items())
