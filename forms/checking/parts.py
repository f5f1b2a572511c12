"""The parts of a form with the places where they stand, for the messages about them."""

from collections.abc import Iterator

from forms.definition import Form, Page
from forms.kinds import Question

Loc = tuple[str | int, ...]


def pages_of(form: Form) -> Iterator[tuple[Loc, Page]]:
    """The pages in their order."""
    for number, section in enumerate(form.sections):
        for index, page in enumerate(section.pages):
            yield ("sections", number, "pages", index), page


def questions_of(loc: Loc, page: Page) -> Iterator[tuple[Loc, Question]]:
    """The questions of a page that stands here."""
    for number, question in enumerate(page.questions):
        yield (*loc, "questions", number), question


def all_questions(form: Form) -> Iterator[tuple[Loc, Question]]:
    """The questions of all pages."""
    for loc, page in pages_of(form):
        yield from questions_of(loc, page)


def reads_rows(page: Page, name: str) -> list[str]:
    """The columns of its own rows that what is worked out here by this name reads; see `Repeat`."""
    own = {question.id for question in page.questions} if page.repeat else set()
    return sorted(page.compute[name].names & own) if name in page.compute else []
