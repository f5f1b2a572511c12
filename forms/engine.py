"""Which pages to ask, what comes next, and what was answered: pure functions.

`answers` are always all answers of the draft: what is off the path is left out here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from forms.context import Context
from forms.definition import Form, Page, PlacedQuestion
from forms.kinds import Question, kind_of
from forms.kinds.file import LATER
from forms.values import Answers, Json, inside, text_in, texts_in


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page with all answers; texts are translated."""

    page_id: str
    question_id: str
    """The path of its answer."""
    label: str
    lines: tuple[str, ...]
    """What was answered; none where nothing was, and the reader is told so in other words."""
    by_resident: bool = True
    """Whether the resident said it, and so can say something else."""


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The answers of one section."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SectionStep:
    """Where a page stands: "Stap 2 van 4: Uw nieuwe adres". `title` is translated."""

    number: int
    total: int
    title: str


def path(form: Form, answers: Answers, context: Context) -> tuple[Page, ...]:
    """The pages that these answers call for, in the form's order; none without a question."""
    return tuple(page for page in form.pages if _is_called_for(page, answers, context))


def _is_called_for(page: Page, answers: Answers, context: Context) -> bool:
    is_shown = page.show_if is None or page.show_if.holds(answers, context)
    return is_shown and bool(placed_questions(page, answers, context))


def questions_on_page(page: Page, answers: Answers, context: Context) -> tuple[Question, ...]:
    """The questions of this page that these answers call for."""
    return tuple(placed.question for placed in placed_questions(page, answers, context))


def placed_questions(page: Page, answers: Answers, context: Context) -> tuple[PlacedQuestion, ...]:
    """The same, each with the path of its answer."""
    return tuple(
        placed
        for placed in page.placed
        if (placed.show_if is None or placed.show_if.holds(answers, context))
        and placed.kind.is_offered(placed.question, context)
    )


def is_answered(page: Page, answers: Answers, context: Context) -> bool:
    """Whether this page needs no (other) answers.

    A page without required questions is answered once the portal has set `page:<id>`.
    An answer that no longer holds (a date that has passed) counts as open.
    """
    all_placed = placed_questions(page, answers, context)
    is_open = True
    for placed in all_placed:
        value = placed.path.get(answers)
        if value is None and placed.question.required:
            return False
        if value is not None and not placed.still_holds(value, answers, context):
            return False
        is_open = is_open and not placed.question.required
    return bool(answers.get(page_key(page))) if is_open else True


def page_key(page: Page) -> str:
    """The key in the answers that says that the page was sent: `page:<id>`."""
    return f"page:{page.id}"


def first_open(form: Form, answers: Answers, context: Context) -> Page | None:
    """The first page that is not answered yet; None when the form is complete."""
    return first_open_of(path(form, answers, context), answers, context)


def first_open_of(pages: Iterable[Page], answers: Answers, context: Context) -> Page | None:
    """The first of these pages that is not answered yet; None: all are."""
    return next((page for page in pages if not is_answered(page, answers, context)), None)


def next_page(form: Form, page: Page, answers: Answers, context: Context) -> Page | None:
    """The page after this one; None after the last."""
    after = form.pages[_place_of(form, page) + 1 :]
    return next((p for p in after if _is_called_for(p, answers, context)), None)


def previous_page(form: Form, page: Page, answers: Answers, context: Context) -> Page | None:
    """The page before this one; None before the first."""
    before = form.pages[: _place_of(form, page)]
    return next((p for p in reversed(before) if _is_called_for(p, answers, context)), None)


def _place_of(form: Form, page: Page) -> int:
    """By their ids: to compare two pages is to compare all their questions."""
    return [each.id for each in form.pages].index(page.id)


def step(form: Form, page: Page, context: Context) -> SectionStep:
    """Which of the steps this page is in: a step is a section, and the last one the check of all.

    Sections that the answers do not call for count too, so that the total is the same on every
    page: one then passes them by, as if they were done.
    """
    number = next(n for n, s in enumerate(form.sections) if any(p.id == page.id for p in s.pages))
    return SectionStep(number + 1, steps(form), context.translate(form.sections[number].title))


def steps(form: Form) -> int:
    """How many steps this form has; the last is the page with all answers."""
    return len(form.sections) + 1


def answers_on_path(form: Form, answers: Answers, context: Context) -> dict[str, Json]:
    """The answers on the path; what is not asked or left empty is absent."""
    on_path: dict[str, Json] = {}
    for page in path(form, answers, context):
        for placed in placed_questions(page, answers, context):
            value = placed.value(answers, context)
            if value is not None and placed.kind.value_type is not None:
                on_path = placed.path.put(on_path, value)
    return on_path


def summary(form: Form, answers: Answers, context: Context) -> tuple[SummarySection, ...]:
    """All answers as people read them, in the reader's language, section by section."""
    on_path = {page.id for page in path(form, answers, context)}
    sections = (
        SummarySection(
            context.translate(section.title),
            tuple(
                _row(page, placed, answers, context)
                for page in section.pages
                if page.id in on_path
                for placed in placed_questions(page, answers, context)
                if placed.kind.value_type is not None
            ),
        )
        for section in form.sections
    )
    return tuple(section for section in sections if section.rows)


def looked_up_before(form: Form, page: Page, answers: Answers, context: Context) -> tuple[Row, ...]:
    """What we added to the answers of the page before this one, for who typed them to see."""
    previous = previous_page(form, page, answers, context)
    if previous is None:
        return ()
    rows = (
        _row(previous, placed, answers, context)
        for placed in placed_questions(previous, answers, context)
        if placed.kind.is_looked_up
    )
    return tuple(row for row in rows if row.lines)


def contact(form: Form, answers: Answers) -> dict[str, str]:
    """Role (`email`, `phone`) → what was answered there; of two questions the last one counts.

    `answers` are those on the path.
    """
    roles = {kind_of(q).contact_role: q.id for q in form.questions() if kind_of(q).contact_role}
    return {role: text_in(answers.get(name)) for role, name in roles.items() if answers.get(name)}


def attached_files(form: Form, answers: Answers) -> tuple[str, ...]:
    """The ids of the files that go with these answers, which are those on the path."""
    return tuple(
        file
        for question in form.questions()
        if kind_of(question).attaches_files
        for file in texts_in(answers.get(question.id), "files")
    )


def files_to_come(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions of which the answers, those on the path, say that the files come later."""
    return tuple(
        question
        for question in form.questions()
        if kind_of(question).attaches_files and inside(answers.get(question.id), LATER) is True
    )


def _row(page: Page, placed: PlacedQuestion, answers: Answers, context: Context) -> Row:
    question, kind = placed.question, placed.kind
    value = placed.value(answers, context)
    is_shown = value is not None or kind.is_worked_out
    lines = kind.display(question, value, context) if is_shown else ()
    label = context.translate(question.short or question.label)
    return Row(page.id, str(placed.path), label, lines, kind.by_resident)
