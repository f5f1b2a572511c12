"""A running draft that goes on with a newer version of its form, where that version says so."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from forms import Form, Question, engine, fields
from forms.drafts_mapping import (
    PAGE,
    DraftMapping,
    is_rows,
    mapped,
    mapped_input,
    mapped_path,
)
from forms.kinds.base import BaseQuestion
from forms.path import PathPage
from portal.domain.people import Level
from portal.services.submissions.open_draft import FormVisit, OpenDraft, load_open_draft
from portal.services.submissions.page_answers import blank_form
from portal.storage import drafts, moved_drafts
from portal.storage.drafts import DraftContent, StoredDraft
from portal.storage.form_versions import form_version_of

GROUP = "group"
"""In the place of a kind: rows of several questions."""
NOT_RENAMED = frozenset({"consent", "data_choice", "fetched"})
"""Kinds whose answers also stand elsewhere under the name of their question: asked again."""


def move_to_newest(visit: FormVisit) -> bool:
    """Let the visitor's draft go on with the newest version, if that takes it over. Commits.

    Answers that don't hold under it, and pages with questions that are new, are asked again with
    what was filled in. False: it goes on with the version that it had (rule 12), or there is none.
    """
    newest = visit.newest
    if newest.drafts is None or visit.slug in visit.state.forms_ended:
        return False
    draft = drafts.draft_of(visit.database, visit.owner_id, visit.slug, for_update=True)
    is_moved = draft is not None and _comes_along(visit, draft, newest, newest.drafts)
    if draft and is_moved:
        _move(visit, draft, newest, newest.drafts)
    visit.database.commit()
    return is_moved


def _comes_along(visit: FormVisit, draft: StoredDraft, newest: Form, mapping: DraftMapping) -> bool:
    """Whether this draft moves; one of a higher level stays where it is, as does a newer one."""
    if draft.version == newest.version or not mapping.covers(draft.version):
        return False
    before = form_version_of(visit.database, draft.version)
    is_as_safe = Level.named(before.level) <= Level.named(newest.level)
    is_older = moved_drafts.is_older(visit.database, draft.version, newest.version)
    return before.login == newest.login and is_as_safe and is_older


def _move(visit: FormVisit, draft: StoredDraft, newest: Form, mapping: DraftMapping) -> None:
    """Take the draft over; it is locked."""
    database = visit.database
    before = form_version_of(database, draft.version)
    content = drafts.content_of(database, draft)
    _rename(content, before, newest, mapping)
    moved_drafts.rename_questions(database, draft.id, partial(mapped_path, mapping=mapping))
    moved_drafts.pin(database, draft, newest.version)
    drafts.save(database, draft, content)
    moved = load_open_draft(visit, for_update=True)
    assert moved is not None
    _reopen(moved, before, mapping)
    moved.content.saved = {page.id: moved.draft.revision for page in moved.path}
    drafts.save_facts(database, moved.draft, moved.content)


def _rename(content: DraftContent, before: Form, newest: Form, mapping: DraftMapping) -> None:
    """Keep what was answered and typed, under the names of now, as far as it is asked there."""
    content.answers = mapped(
        _still_asked(content.answers, _kinds_of(before), _kinds_of(newest), mapping), mapping
    )
    pages = {page.id for page in newest.pages}
    content.raw_input = {
        page: mapped_input(raw_input, mapping)
        for page, raw_input in content.raw_input.items()
        if _without_row(page) in pages
    }


def _kinds_of(form: Form) -> dict[str, str]:
    """The kind of each question, and of each group that repeats."""
    groups = {page.repeat.id: GROUP for page in form.pages if page.repeat}
    return groups | {question.id: question.kind for question in form.questions()}


def _still_asked(
    answers: Mapping[str, Any], before: dict[str, str], now: dict[str, str], mapping: DraftMapping
) -> dict[str, Any]:
    """The answers that can be ones to what their questions are now; in rows too."""
    return {
        name: {key: _still_asked(row, before, now, mapping) for key, row in value.items()}
        if is_rows(value)
        else value
        for name, value in answers.items()
        if name.startswith(PAGE) or _is_same_kind(name, before, now, mapping)
    }


def _is_same_kind(
    name: str, before: dict[str, str], now: dict[str, str], mapping: DraftMapping
) -> bool:
    """Whether the answer to this question can be one to what it is called now."""
    kind, new_name = before.get(name), mapping.question(name)
    if new_name != name and kind in NOT_RENAMED:
        return False
    return kind is not None and new_name is not None and now.get(new_name) == kind


def _reopen(moved: OpenDraft, before: Form, mapping: DraftMapping) -> None:
    """Let pages be asked again, as they were filled in, that ask more or else than they did."""
    questions = {mapping.question(each.id): each for each in before.questions()}
    pages, path = {page.id for page in before.pages}, moved.path
    for page in path:
        was_sent = page.page.id in pages and engine.is_answered(path, page)
        if was_sent and page.id not in moved.content.raw_input:
            input_again = _input_to_ask_again(moved, page, questions)
            if input_again is not None:
                moved.content.raw_input[page.id] = input_again


def _input_to_ask_again(
    moved: OpenDraft, page: PathPage, before: dict[str | None, Question]
) -> dict[str, list[str]] | None:
    """What was filled in on a page that has to be looked at again; None: it holds as it is."""
    changed = [each for each in page.questions if _differs(each, before.get(each.id))]
    if not changed:
        return None
    shown = fields.raw_input(blank_form(moved, page, None))
    form = blank_form(moved, page, shown)
    if any(each.id not in before for each in changed) or fields.address_queries(form):
        return shown
    fields.validate(form, page)
    return shown if form.errors else None


def _differs(question: BaseQuestion, before: Question | None) -> bool:
    """Whether it asks something else than it did, whatever it is called."""
    if before is None:
        return True
    left_out = {"id"}
    return question.model_dump(exclude=left_out) != before.model_dump(exclude=left_out)


def _without_row(page_id: str) -> str:
    """The id of the page as the form has it: that of a row ends in its number."""
    return page_id.partition("-")[0]
