"""What must hold between the parts of a form before it can be published."""

from collections.abc import Iterator
from dataclasses import replace

from forms.case_mapping import ANSWERS
from forms.checking.case_data import check_case_data
from forms.checking.cosigning import check_cosigning
from forms.checking.expressions import check_expressions
from forms.checking.login import check_login
from forms.checking.pages import check_pages
from forms.checking.parts import Loc, pages_of, questions_of
from forms.checking.rules import check_rules
from forms.definition import Form, Page
from forms.grammar import KEYWORDS
from forms.kinds import Question, kind_of
from forms.kinds.base import Place
from forms.mistakes import Mistake
from forms.scope import suggestion
from forms.sources import SourceRegister

RESERVED = KEYWORDS | {
    ANSWERS,
    "action",
    "key",
    "csrf_token",
    "data",
    "draft",
    "errors",
    "form_errors",
    "meta",
    "next",
    "norms",
    "populate_obj",
    "post_process",
    "process",
    "remove",
    "revision",
    "step",
    "validate",
}
"""Ids that would hide something of WTForms, of the page or of the conditions."""

PAGE_RESERVED = frozenset({"controleren", "ontvangen", "opnieuw", "verder"})
"""Ids of pages that would hide an address of the portal itself."""


def check(form: Form, register: SourceRegister) -> Iterator[Mistake]:
    """Every mistake, against the sources that there are; without any it can be published."""
    yield from _check_ids(form)
    yield from check_login(form)
    yield from _check_case(form)
    yield from check_cosigning(form)
    yield from _check_order(form)
    yield from check_pages(form)
    yield from check_rules(form)
    mistakes = tuple(_check_kinds(form, register))
    yield from mistakes
    yield from check_expressions(form, register, {each.loc[:6] for each in mistakes})


def _check_kinds(form: Form, register: SourceRegister) -> Iterator[Mistake]:
    """What each kind asks of the place where its questions stand."""
    earlier = dict[str, Question]()
    questions = tuple(form.questions())
    for loc, page in pages_of(form):
        yield from _check_page(loc, page)
        for where, question in questions_of(loc, page):
            conditions = (page.show_if, question.show_if)
            guards = tuple(each.text for each in conditions if each is not None)
            place = Place(guards, earlier, questions, register)
            for mistake in kind_of(question).check(question, place):
                yield replace(mistake, loc=(*where, *mistake.loc))
        earlier = earlier | {question.id: question for question in page.questions}


def _check_page(loc: Loc, page: Page) -> Iterator[Mistake]:
    once = [question.kind for question in page.questions if kind_of(question).once_on_page]
    for kind in sorted({kind for kind in once if once.count(kind) > 1}):
        problem = f"Two questions of kind '{kind}' on one page."
        yield Mistake(loc, problem, "Give each a page of its own.")


def _check_ids(form: Form) -> Iterator[Mistake]:
    pages, names = set[str](), set[str]()
    for loc, page in pages_of(form):
        if page.id in pages:
            yield Mistake((*loc, "id"), f"Two pages are called '{page.id}'.", "Rename one.")
        if page.id in PAGE_RESERVED:
            yield Mistake((*loc, "id"), f"'{page.id}' is an address already.", "Rename it.")
        pages.add(page.id)
    for where, name, subject in _names(form):
        if name in names:
            yield Mistake(where, f"Two {subject} are called '{name}'.", "Rename one.")
        if name in RESERVED:
            yield Mistake(where, f"'{name}' means something else.", "Rename it.")
        names.add(name)


def _names(form: Form) -> Iterator[tuple[Loc, str, str]]:
    """(place, name, what it names) of all that conditions can read: no two have one name."""
    for loc, page in pages_of(form):
        if page.repeat:
            yield (*loc, "repeat", "id"), page.repeat.id, "things"
        for name in page.compute:
            yield (*loc, "compute", name), name, "things"
        for where, question in questions_of(loc, page):
            yield (*where, "id"), question.id, "questions"
    for name in form.conditions:
        yield ("conditions", name), name, "things"
    for name in form.decisions:
        yield ("decisions", name), name, "things"


def _check_case(form: Form) -> Iterator[Mistake]:
    yield from check_case_data(form, _answered(form))
    files = {q.id: None for q in form.questions() if kind_of(q).attaches_files}
    unknown = form.case.documents.keys() - {*files, ANSWERS}
    for key in unknown:
        problem = f"No file question '{key}'."
        yield Mistake(("case", "documents", key), problem, suggestion(key, files), key)
    for key in (ANSWERS, *files):
        if key not in form.case.documents and not unknown:
            yield Mistake(
                ("case", "documents"),
                f"'{key}' has no document type.",
                f"Add `{key}: <informatieobjecttype>`.",
            )


def _check_order(form: Form) -> Iterator[Mistake]:
    """What is asked last and alone, so that nobody takes it for a part of the request."""
    is_end = True
    for loc, page in reversed(list(pages_of(form))):
        kinds = [kind_of(question) for question in page.questions]
        for number, kind in enumerate(kinds):
            is_too_early = kind.after_all_others and not is_end
            if is_too_early or (kind.alone_on_page and len(kinds) > 1):
                yield Mistake(
                    (*loc, "questions", number),
                    f"Page '{page.id}' asks {page.questions[number].kind} between other questions.",
                    "Give each a page of its own, after all other pages.",
                )
        is_end = is_end and all(kind.after_all_others for kind in kinds)


def _answered(form: Form) -> dict[str, None]:
    """What a property of the case can hold: answers, groups of rows, what is worked out."""
    names = dict[str, None]()
    for page in form.pages:
        questions = [q.id for q in page.questions if kind_of(q).value_type is not None]
        names |= dict.fromkeys([page.repeat.id] if page.repeat else questions)
        names |= dict.fromkeys(page.compute)
    names |= dict.fromkeys(form.conditions)
    tables = form.decisions.items()
    return names | {f"{name}.{key}": None for name, table in tables for key, _ in table.types()}
