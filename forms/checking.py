"""What must hold between the parts of a form before it can be published."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from forms.checking_case_data import check_case_data
from forms.definition import ANSWERS, Form, Page
from forms.expression import Expression
from forms.grammar import KEYWORDS
from forms.kinds import Question, kind_of
from forms.kinds.base import Place
from forms.mistakes import Mistake
from forms.scope import BadExpression, Scope, Typed, suggestion
from forms.sources import SourceRegister
from forms.values import ValueType

Loc = tuple[str | int, ...]

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
    yield from _check_login(form)
    yield from _check_case(form)
    yield from _check_order(form)
    mistakes = tuple(_check_kinds(form, register))
    yield from mistakes or _ExpressionCheck(form, register).mistakes()


class _ExpressionCheck:
    """Goes through the form in order; a condition can read what was asked before it."""

    def __init__(self, form: Form, register: SourceRegister) -> None:
        self._form = form
        self._register = register
        self._earlier: dict[str, Question] = {}
        self._later = frozenset(_answered(form))
        self._types = {f"norms.{norm.id}": Typed(ValueType.MONEY) for norm in form.norms}

    def mistakes(self) -> Iterator[Mistake]:
        """The expressions that read what they can't, or give another type than is needed."""
        for loc, page in _pages(self._form):
            if page.show_if is not None:
                yield from self._check((*loc, "show_if"), page.show_if, ValueType.TRUTH)
            for where, question in _questions_of(loc, page):
                yield from self._check_question(where, question)
            for question in page.questions:
                self._add(question)

    def _check_question(self, loc: Loc, question: Question) -> Iterator[Mistake]:
        for name, expression, expected in question.expressions():
            own = {key: Typed(of) for key, of in question.own_names(name).items()}
            steps = (int(step) if step.isdigit() else step for step in name.split("."))
            yield from self._check((*loc, *steps), expression, expected, own)

    def _check(
        self,
        loc: Loc,
        expression: Expression,
        expected: ValueType,
        own: Mapping[str, Typed] = MappingProxyType({}),
    ) -> Iterator[Mistake]:
        has_facts = self._form.login == "required"
        try:
            expression.check(Scope({**self._types, **own}, self._later, has_facts), expected)
        except BadExpression as error:
            yield Mistake(loc, error.problem, error.remedy)

    def _add(self, question: Question) -> None:
        names = question.names(self._earlier, self._register)
        self._types |= {name: Typed(value_type) for name, value_type in names.items()}
        self._earlier[question.id] = question
        kind = kind_of(question)
        if kind.value_type is not None and not kind.is_worked_out:
            self._types[question.id] = Typed(kind.value_type, question.option_values)


def _check_kinds(form: Form, register: SourceRegister) -> Iterator[Mistake]:
    """What each kind asks of the place where its questions stand."""
    earlier = dict[str, Question]()
    questions = tuple(form.questions())
    for loc, page in _pages(form):
        yield from _check_page(loc, page)
        for where, question in _questions_of(loc, page):
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
    pages, questions = set[str](), set[str]()
    for loc, page in _pages(form):
        if page.id in pages:
            yield Mistake((*loc, "id"), f"Two pages are called '{page.id}'.", "Rename one.")
        if page.id in PAGE_RESERVED:
            yield Mistake((*loc, "id"), f"'{page.id}' is an address already.", "Rename it.")
        pages.add(page.id)
        for number, question in enumerate(page.questions):
            where = (*loc, "questions", number, "id")
            if question.id in questions:
                yield Mistake(where, f"Two questions are called '{question.id}'.", "Rename one.")
            if question.id in RESERVED:
                yield Mistake(where, f"'{question.id}' means something else.", "Rename it.")
            questions.add(question.id)


def _check_login(form: Form) -> Iterator[Mistake]:
    if (form.login == "required") != (form.level is not None):
        yield Mistake(
            ("level",),
            "`login` and `level` do not fit together.",
            "Write a level with `login: required`, and `level: null` with `login: none`.",
        )
    if form.login == "required":
        return
    for loc, question in _questions(form):
        if kind_of(question).shows_person(question):
            yield Mistake(
                loc,
                f"'{question.id}' shows what is known about a person, and nobody is logged in.",
                "Set `login: required`, or ask it with another kind of question.",
            )


def _check_case(form: Form) -> Iterator[Mistake]:
    yield from check_case_data(form, _answered(form))
    files = {q.id: None for q in form.questions() if kind_of(q).attaches_files}
    unknown = form.case.documents.keys() - {*files, ANSWERS}
    for key in unknown:
        problem = f"No file question '{key}'."
        yield Mistake(("case", "documents", key), problem, suggestion(key, files))
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
    for loc, page in reversed(list(_pages(form))):
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
    """The ids of the questions that have an answer, in their order."""
    return {q.id: None for q in form.questions() if kind_of(q).value_type is not None}


def _pages(form: Form) -> Iterator[tuple[Loc, Page]]:
    for number, section in enumerate(form.sections):
        for index, page in enumerate(section.pages):
            yield ("sections", number, "pages", index), page


def _questions(form: Form) -> Iterator[tuple[Loc, Question]]:
    for loc, page in _pages(form):
        yield from _questions_of(loc, page)


def _questions_of(loc: Loc, page: Page) -> Iterator[tuple[Loc, Question]]:
    for number, question in enumerate(page.questions):
        yield (*loc, "questions", number), question
