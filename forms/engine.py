"""Which pages to ask, what comes next, and what was answered: pure functions.

`answers` are always all answers of the draft: what is off the path is left out here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.context import Context
from forms.definition import Form, Page
from forms.kinds import kind_of
from forms.kinds.file import LATER
from forms.kinds.text import ContactQuestion
from forms.path import Path, PathPage
from forms.placing import PlacedQuestion
from forms.structure import AnswerRule
from forms.values import Answers, Json, inside, text_in, texts_in


@dataclass(frozen=True, slots=True)
class SectionStep:
    """Where a page stands: "Stap 2 van 4: Uw nieuwe adres". `title` is translated."""

    number: int
    total: int
    title: str


def path(form: Form, answers: Answers, context: Context) -> Path:
    """The pages that these answers call for, in the form's order; see `forms.path`."""
    return Path(form, answers, context)


def is_answered(path: Path, page: PathPage) -> bool:
    """Whether this page needs no (other) answers.

    A page without required questions is answered once the portal has set `page:<id>`.
    An answer that no longer holds (a date that has passed) counts as open.
    """
    if page.id not in path.answered:
        path.answered[page.id] = _is_answered(path, page)
    return path.answered[page.id]


def _is_answered(path: Path, page: PathPage) -> bool:
    if needed := page.page.needs_only:
        return needed <= path.given
    if page.page.stop:
        return False
    is_open = True
    for placed in page.placed:
        value, is_required = placed.path.get(path.answers), placed.question.required
        if value is None:
            if is_required:
                return False
        elif placed.can_lapse and not placed.still_holds(value, page.values, page.context):
            return False
        is_open = is_open and not is_required
    if broken_rules(page) or not _has_rows(page):
        return False
    return bool(path.answers.get(page_key(page))) if is_open else True


def broken_rules(page: PathPage) -> tuple[AnswerRule, ...]:
    """The rules that the answers on this page break; on a list of rows those about all of them."""
    rules = (each for each in page.page.rules if page.page.is_about_rows(each) is page.is_list)
    return tuple(each for each in rules if each.refuse_if.holds(page.values, page.context))


def _has_rows(page: PathPage) -> bool:
    """Whether a page that lists rows has as many as there must be."""
    group = page.group
    return not page.is_list or group is None or group.at_least <= len(page.rows) <= group.at_most


def page_key(page: PathPage) -> str:
    """The key in the answers that says that the page was sent: `page:<id>`."""
    return f"page:{page.id}"


def first_open(path: Path) -> PathPage | None:
    """The first page that is not answered yet; None when the form is complete."""
    return next((page for page in path if not is_answered(path, page)), None)


def next_page(path: Path, page_id: str) -> PathPage | None:
    """The page after the one of this id; None after the last.

    After a row the next one that is open, else the list of the rows. The page of this id may have
    gone from the path meanwhile. With a task list the pages of a section are by themselves.
    """
    after = _after(path, page_id)
    if not after or not (page := path.by_id.get(page_id)) or not page.row:
        return next(iter(after), None)
    of_group = [each for each in after if each.page is page.page]
    return next((each for each in of_group if each.is_list or not is_answered(path, each)), None)


def previous_page(path: Path, page_id: str) -> PathPage | None:
    """The page before the one of this id; None before the first. Rows are reached by their list."""
    around, after = _around(path, page_id), _after(path, page_id)
    before = around[: len(around) - len(after) - (page_id in path.by_id)]
    page = path.by_id.get(page_id)
    if page and page.row and len(_list_of(path, page).rows) > 1:
        return _list_of(path, page)
    own = page.page if page else None
    return next((p for p in reversed(before) if not p.row and p.page is not own), None)


def _after(path: Path, page_id: str) -> list[PathPage]:
    """The pages after the one of this id, which may be off the path."""
    ids = [page.id for page in path.form.pages]
    own = path.by_id.get(page_id)
    pages = _around(path, page_id)
    if own is not None:
        return pages[pages.index(own) + 1 :]
    place = ids.index(_without_row(page_id))
    return [page for page in pages if ids.index(page.page.id) > place]


def _around(path: Path, page_id: str) -> list[PathPage]:
    """The pages among which one goes on and back: of its section where one returns to a list."""
    if not path.form.task_list:
        return list(path)
    numbers = path.form.section_numbers
    own = numbers[_without_row(page_id)]
    return [page for page in path if numbers[page.page.id] == own]


def _without_row(page_id: str) -> str:
    """The id of the page as the form has it: that of a row ends in its key."""
    return page_id.partition("-")[0]


def _list_of(path: Path, row: PathPage) -> PathPage:
    return path.by_id[row.page.id]


def step(form: Form, page: Page, context: Context) -> SectionStep:
    """Which of the steps this page is in: a step is a section, and the last one the check of all.

    Sections that the answers do not call for count too, so that the total is the same on every
    page: one then passes them by, as if they were done.
    """
    number = form.section_numbers[page.id]
    return SectionStep(number + 1, steps(form), context.translate(form.sections[number].title))


def steps(form: Form) -> int:
    """How many steps this form has; the last is the page with all answers."""
    return len(form.sections) + 1


def answers_on_path(path: Path) -> dict[str, Json]:
    """The answers on the path; what is not asked or left empty is absent."""
    on_path: dict[str, Json] = {}
    for page in path:
        for placed in page.placed:
            value = value_of(path, page, placed)
            if value is not None and placed.kind.value_type is not None:
                placed.path.put_in(on_path, value)
    return on_path


def contact(form: Form, answers: Answers) -> dict[str, str]:
    """`email` and `phone` → what was answered at the question with the role `contact`.

    `answers` are those on the path.
    """
    questions = (
        each for each in form.questions() if isinstance(each, ContactQuestion) and each.role
    )
    roles = {kind_of(question).contact_role: question.id for question in questions}
    return {role: text_in(answers.get(name)) for role, name in roles.items() if answers.get(name)}


def attached_files(path: Path) -> tuple[str, ...]:
    """The ids of the files that go with these answers, which are those on the path."""
    return tuple(
        file
        for placed in _with_files(path)
        for file in texts_in(placed.path.get(path.answers), "files")
    )


def files_to_come(path: Path) -> tuple[PlacedQuestion, ...]:
    """The questions of which the answers on the path say that the files come later."""
    return tuple(
        placed
        for placed in _with_files(path)
        if inside(placed.path.get(path.answers), LATER) is True
    )


def _with_files(path: Path) -> Iterator[PlacedQuestion]:
    """The questions that files can go with."""
    return (placed for page in path for placed in page.placed if placed.kind.attaches_files)


def value_of(path: Path, page: PathPage, placed: PlacedQuestion) -> Json:
    """What was answered to a question on this page, or what follows from answers."""
    if placed.kind.is_worked_out:
        return placed.value(page.values, page.context)
    return placed.path.get(path.answers)
