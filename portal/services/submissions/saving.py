"""A page of a form that is sent: taken in, judged and kept, and where to go on."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from wtforms import Form as HtmlForm

from forms import engine, fields
from forms.definition import Section
from forms.order import SectionState, task_list
from forms.path import PathPage
from forms.paths import merged, without
from forms.structure import Repeat
from portal.services.submissions import effects
from portal.services.submissions.draft_uploads import judge_files, take_files
from portal.services.submissions.open_draft import (
    FormVisit,
    OpenDraft,
    load_open_draft,
    lock_open_draft,
)
from portal.services.submissions.page_answers import (
    blank_form,
    judge_page,
    judge_stored,
    look_up,
)
from portal.services.submissions.prefill import prefill
from portal.services.submissions.sent_page import LEAVING, SentPage
from portal.storage import drafts, uploads
from portal.storage.base import single_statements


@dataclass(frozen=True, slots=True)
class NoDraft:
    """There is nothing to fill in (any more)."""

    visit: FormVisit


@dataclass(frozen=True, slots=True)
class ResultOfDraft:
    """What came of it, with the draft as it is now."""

    open_draft: OpenDraft

    @property
    def visit(self) -> FormVisit:
        """Who visits it."""
        return self.open_draft.visit


@dataclass(frozen=True, slots=True)
class PageElsewhere(ResultOfDraft):
    """Another page has to be answered first, or the form asks this one no longer."""


@dataclass(frozen=True, slots=True)
class PageSaved(ResultOfDraft):
    """The page is right and kept."""

    page: PathPage
    is_change: bool

    @property
    def page_after_saving(self) -> PathPage | None:
        """The page to go on to; None: the check. From a change back to that, or what it opened."""
        draft = self.open_draft
        if self.is_change:
            return draft.page_to_resume
        return engine.next_page(draft.path, self.page.id)

    @property
    def section_done(self) -> Section | None:
        """The section of this page, of a form with a list of them, where all in it is done."""
        path, raw_input = self.open_draft.path, self.open_draft.content.raw_input
        section = path.form.sections[path.form.section_numbers[self.page.page.id]]
        progress = task_list(path, raw_input) if path.form.task_list else ()
        done = (each.section for each in progress if each.state is SectionState.DONE)
        return section if section in done else None


@dataclass(frozen=True, slots=True)
class PageKept(ResultOfDraft):
    """The input is kept, not judged; one stays on the page, or leaves it."""

    page: PathPage
    button: str = ""
    """The one by which one leaves it; of `LEAVING`. '' where one stays."""


@dataclass(frozen=True, slots=True)
class RowsChanged(ResultOfDraft):
    """A row was added or taken away."""

    page_id: str
    """The page to go on to: the new row, or the list of them."""


@dataclass(frozen=True, slots=True)
class PageShown(ResultOfDraft):
    """The page, with the input or the answers that are kept of it."""

    page: PathPage
    form: HtmlForm
    new: tuple[str, ...] = ()
    """The labels of the questions that came with the answers on this page."""


@dataclass(frozen=True, slots=True)
class PageInvalid(PageShown):
    """Something on the page isn't right; the input is kept all the same."""


@dataclass(frozen=True, slots=True)
class EditConflict(ResultOfDraft):
    """Another tab saved this page meanwhile, with other answers: the resident chooses.

    Both forms are judged; `stored` is None where what is stored are answers, all right.
    """

    page: PathPage
    form: HtmlForm
    stored: HtmlForm | None


SaveResult = (
    NoDraft
    | PageElsewhere
    | PageSaved
    | PageKept
    | RowsChanged
    | PageShown
    | PageInvalid
    | EditConflict
)
ShowResult = NoDraft | PageElsewhere | PageShown | EditConflict


def save_page(visit: FormVisit, page_id: str, sent: SentPage) -> SaveResult:
    """Take in a page that was sent. Commits; registers are asked, files judged before a lock.

    Where nothing changes but the draft itself it is not locked: one statement keeps the page, or
    tells that another tab was first, and then all is done again.
    """
    open_draft = load_open_draft(visit)
    if open_draft is None:
        return NoDraft(visit)
    page = open_draft.reachable_pages.get(page_id)
    if page is None:
        return PageElsewhere(open_draft)
    open_draft = look_up(open_draft, page, sent)
    judged = judge_files(open_draft, page, sent)
    has_effects = any(placed.kind.effect for placed in page.placed)
    is_alone = not (has_effects or sent.changes_files)
    ready = open_draft if is_alone else lock_open_draft(open_draft)
    if ready is None:
        return save_page(visit, page_id, sent)  # thrown away in another tab, just now
    try:
        with single_statements(visit.database) if is_alone else nullcontext():
            return _save(take_files(ready, page, sent, judged), page, sent)
    except drafts.DraftChanged:
        return save_page(visit, page_id, sent)


def open_page(
    visit: FormVisit, page_id: str, take_expired: Callable[[], SentPage | None]
) -> ShowResult:
    """The page to fill in, with what registers say of the resident. Commits.

    `take_expired` gives, once, what was sent from this page after the session was over (rule 3).
    """
    open_draft = load_open_draft(visit)
    if open_draft is None:
        return NoDraft(visit)
    page = open_draft.reachable_pages.get(page_id)
    if page is None:
        return PageElsewhere(open_draft)
    open_draft = prefill(open_draft)
    sent = take_expired() if visit.actor and open_draft.draft.may_have_expired_input else None
    if sent is not None:
        return _restore(open_draft, page, sent)
    unfinished = open_draft.content.raw_input.get(page.id)
    return PageShown(open_draft, page, blank_form(open_draft, page, unfinished))


def _save(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> SaveResult:
    """Judge the page of this draft, keep it, and do what its answers ask for. Commits.

    Raises `DraftChanged`; not where the draft is locked.
    """
    visit, content = open_draft.visit, open_draft.content
    if sent.is_of_rows and page.group:
        return RowsChanged(open_draft, _change_rows(open_draft, page, sent))
    judged = judge_page(open_draft, page, sent)
    if judged.is_conflict:
        if sent.has_files:
            drafts.save(visit.database, open_draft.draft, content)  # files came: a new revision
        visit.database.commit()
        return EditConflict(open_draft, page, judged.form, judge_stored(open_draft, page))
    if sent.action in effects.ACTIONS:
        acted = effects.act(open_draft, page, sent)
        return PageSaved(acted, page, sent.is_change) if acted else PageKept(open_draft, page)
    is_wrong = judged.form.errors or open_draft.has_upload_errors
    is_right = sent.is_to_be_judged and not is_wrong and not judged.new
    if is_right:
        answers = merged(content.answers, fields.values(judged.form))
        content.answers = {**answers, engine.page_key(page): True}
        content.raw_input.pop(page.id, None)
        effects.before_save(open_draft, page)
        drafts.save_page(visit.database, open_draft.draft, content, page.id)
        visit.database.commit()
        return PageSaved(effects.after_save(open_draft, page), page, sent.is_change)
    content.raw_input[page.id] = fields.raw_input(judged.form)
    drafts.save_page(visit.database, open_draft.draft, content, page.id)
    visit.database.commit()
    if sent.shows_page or open_draft.has_upload_errors:
        shown = PageInvalid if is_wrong else PageShown
        return shown(open_draft, page, judged.form, judged.new)
    if sent.remove is not None:
        uploads.remove(visit.database, visit.owner_id, open_draft.draft.id, sent.remove)
        visit.database.commit()
    return PageKept(open_draft, page, sent.action if sent.action in LEAVING else "")


def _change_rows(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> str:
    """Add a row, or take one away; gives the id of the page to go on to. Commits.

    Raises `DraftChanged`; not where the draft is locked. What the group has no room for, or must
    keep, stays as it is.
    """
    group, content = page.page.repeat, open_draft.content
    assert group is not None
    rows = {key: content.answers.get(group.id, {}).get(key, {}) for key in page.rows}
    next_id = page.page.id
    if sent.remove_row in rows and len(rows) > group.at_least:
        del rows[sent.remove_row]
        _forget(open_draft, page, group, sent.remove_row)
    elif not sent.remove_row and len(rows) < group.at_most:
        key = _new_key(open_draft, page)
        rows[key] = {}
        next_id = f"{page.page.id}-{key}"
    content.answers = {**content.answers, group.id: rows}
    drafts.save_page(open_draft.visit.database, open_draft.draft, content, page.page.id)
    open_draft.visit.database.commit()
    return next_id


def _new_key(open_draft: OpenDraft, page: PathPage) -> str:
    """One that no row had before: a tab that shows one that is gone changes no other."""
    start = f"{page.page.id}-"
    saved = (
        name.removeprefix(start) for name in open_draft.content.saved if name.startswith(start)
    )
    return str(1 + max((int(key) for key in (*page.rows, *saved)), default=0))


def _forget(open_draft: OpenDraft, page: PathPage, group: Repeat, key: str) -> None:
    """Keep nothing of a row: what was typed in it, and the files that went with it."""
    page_id = f"{page.page.id}-{key}"
    content = open_draft.content
    content.raw_input.pop(page_id, None)
    content.answers = without(content.answers, f"page:{page_id}")
    database, draft = open_draft.visit.database, open_draft.draft
    for upload in uploads.uploads_of_draft(database, draft.owner_id, draft.id):
        if upload.question.startswith(f"{group.id}.{key}."):
            uploads.remove(database, draft.owner_id, draft.id, upload.id)


def _restore(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> ShowResult:
    """After a new login: the same page with the same text, unless another tab saved it since."""
    locked = lock_open_draft(look_up(open_draft, page, sent))
    if locked is None:
        return open_page(open_draft.visit, page.id, lambda: sent)
    judged = judge_page(locked, page, sent)
    if judged.is_conflict:
        locked.visit.database.commit()
        return EditConflict(locked, page, judged.form, judge_stored(locked, page))
    locked.content.raw_input[page.id] = fields.raw_input(judged.form)
    drafts.save_page(locked.visit.database, locked.draft, locked.content, page.id)
    locked.visit.database.commit()
    return PageShown(locked, page, blank_form(locked, page, sent.raw_input))
