"""What must hold on a page that is more than questions."""

from collections.abc import Iterator

from forms.checking.parts import Loc, pages_of, reads_rows
from forms.definition import Form, Page
from forms.kinds import kind_of
from forms.mistakes import Mistake
from forms.placeholders import names
from forms.scope import suggestion


def check_pages(form: Form) -> Iterator[Mistake]:
    """Pages that say nothing, ends that come for everybody, rows that can't be."""
    if form.task_list and len(form.sections) == 1:
        problem = "A list of one section is no list."
        yield Mistake(("task_list",), problem, "Leave it out, or make sections of its pages.")
    for loc, page in pages_of(form):
        if not page.questions:
            yield from _check_content(loc, page)
        if page.stop is not None:
            yield from _check_stop(loc, page)
        if page.repeat:
            yield from _check_rows(loc, page)
        yield from _check_last(loc, page)


def _check_last(loc: Loc, page: Page) -> Iterator[Mistake]:
    for number, question in enumerate(page.questions[:-1]):
        if kind_of(question).last_on_page:
            problem = f"'{question.id}' stands before other questions of its page."
            where = (*loc, "questions", number)
            yield Mistake(where, problem, "Put it last: one declares what stands above it.")


def _check_content(loc: Loc, page: Page) -> Iterator[Mistake]:
    if page.repeat:
        yield Mistake((*loc, "repeat"), "There is nothing to repeat.", "Add `questions`.")
    if not page.intro:
        yield Mistake(
            loc, f"Page '{page.id}' asks nothing and says nothing.", "Add `questions`, or `intro`."
        )


def _check_stop(loc: Loc, page: Page) -> Iterator[Mistake]:
    if page.questions:
        problem = "The form ends on this page, so its questions go nowhere."
        yield Mistake((*loc, "questions"), problem, "Ask them on an earlier page.")
    if page.show_if is None:
        yield Mistake(
            (*loc, "stop"),
            "The form ends here for everybody.",
            "Say for whom with `show_if: …`.",
        )


def _check_rows(loc: Loc, page: Page) -> Iterator[Mistake]:
    """What can be asked for each of several things, and how a row reads."""
    assert page.repeat is not None
    own = {question.id: None for question in page.questions}
    for name in names(page.repeat.row):
        if name not in own and not reads_rows(page, name):
            problem = f"A row has no '{name}'."
            yield Mistake((*loc, "repeat", "row"), problem, suggestion(name, own), name)
    for number, question in enumerate(page.questions):
        kind = kind_of(question)
        if not kind.fits_in_rows:
            yield Mistake(
                (*loc, "questions", number),
                f"'{question.kind}' can't be asked for each of several things.",
                "Ask it on a page of its own.",
            )
