"""What a resident sees where two tabs gave two answers."""

from dataclasses import replace

from flask import render_template
from wtforms import Form as HtmlForm

from forms import consents, engine, fields, reading
from forms.path import Path, PathPage
from forms.paths import merged
from forms.reading import Row
from portal.services.submissions.open_draft import OpenDraft
from portal.services.submissions.saving import EditConflict


def render_conflict(conflict: EditConflict) -> str:
    """Two tabs gave two answers: the resident chooses which one holds."""
    open_draft, page = conflict.open_draft, conflict.page
    after = page if conflict.stored else engine.next_page(open_draft.path, page.id)
    texts_by_name = fields.raw_input(conflict.form)
    return render_template(
        "submissions/conflict.html",
        form=open_draft.form,
        page=page,
        stored=_rows(open_draft, page, conflict.stored),
        mine=_rows(open_draft, page, conflict.form),
        raw_input=[(name, text) for name, texts in texts_by_name.items() for text in texts],
        revision=open_draft.draft.revision,
        draft_id=open_draft.draft.id,
        next_page=after,
    )


def _rows(open_draft: OpenDraft, page: PathPage, form: HtmlForm | None) -> list[Row]:
    """The answers of this page: those of this form, as typed where it is wrong; else as stored."""
    questions = fields.question_fields(form) if form else []
    answers = merged(open_draft.content.answers, fields.values(form) if form else {})
    wrong = {field.short_name: field.as_typed for field in questions if field.errors}
    path = Path(open_draft.form, answers, open_draft.context)
    of_page = (row for row in consents.rows(path) if row.page_id == page.id)
    rows = (*reading.rows_on_page(path, page.id), *of_page)
    return [replace(row, lines=wrong.get(row.question_id, row.lines)) for row in rows]
