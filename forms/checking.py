"""What must hold between the parts of a form before it can be published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.definition import ANSWERS, Form, Page
from forms.expression import Expression
from forms.grammar import KEYWORDS
from forms.kinds import KINDS, Question
from forms.kinds.data_choice import FETCH, DataChoiceQuestion
from forms.kinds.fetched import FetchedQuestion
from forms.kinds.text import SingleQuestion
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


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a definition that can't be used: where, what, and what to do."""

    loc: Loc
    problem: str
    remedy: str


def check(form: Form, register: SourceRegister) -> Iterator[Mistake]:
    """Every mistake, against the sources that there are; without any it can be published."""
    yield from _check_ids(form)
    yield from _check_login(form)
    yield from _check_case(form)
    yield from _check_consents(form)
    mistakes = tuple(_check_choices(form, register))
    yield from mistakes or _ExpressionCheck(form, register).mistakes()


class _ExpressionCheck:
    """Goes through the form in order; a condition can read what was asked before it."""

    def __init__(self, form: Form, register: SourceRegister) -> None:
        self._form = form
        self._register = register
        self._earlier: dict[str, Question] = {}
        self._later = frozenset(_asked(form))
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
        kind = KINDS[question.kind]
        if kind.type is not None and kind.compute is None:
            options = question.options_by_value
            values = None if options is None else frozenset(options)
            self._types[question.id] = Typed(kind.type, values)


def _check_choices(form: Form, register: SourceRegister) -> Iterator[Mistake]:
    """Each data choice has its page, and after it a page with what came of it."""
    choices = dict[str, DataChoiceQuestion]()
    fetched = set[str]()
    for loc, page in _pages(form):
        here = [q for q in page.questions if isinstance(q, DataChoiceQuestion)]
        if len(here) > 1:
            yield Mistake(loc, "Two data choices on one page.", "Give each a page of its own.")
        for where, question in _questions_of(loc, page):
            if isinstance(question, DataChoiceQuestion):
                yield from _check_source(where, question, register)
            if isinstance(question, FetchedQuestion):
                yield from _check_fetched(where, page, question, choices)
                fetched.add(question.of)
        choices |= {choice.id: choice for choice in here}
    for name in choices.keys() - fetched:
        problem = f"Nothing shows what is fetched for '{name}'."
        yield Mistake(("sections",), problem, f"Add `kind: fetched` with `of: {name}`.")


def _check_source(
    loc: Loc, question: DataChoiceQuestion, register: SourceRegister
) -> Iterator[Mistake]:
    """It asks for nothing that the register of sources does not have."""
    source = register.find(question.source)
    purpose = source.purpose(question.purpose) if source else None
    if source is None:
        names = ", ".join(each.id for each in register)
        problem = f"There is no source '{question.source}'."
        yield Mistake((*loc, "source"), problem, f"Name one of: {names}.")
    elif purpose is None:
        names = ", ".join(each.id for each in source.purposes)
        problem = f"'{source.id}' may not be asked for '{question.purpose}'."
        yield Mistake((*loc, "purpose"), problem, f"Name one of: {names}.")
    else:
        for unknown in sorted(set(question.fields) - set(purpose.fields)):
            problem = f"'{source.id}' gives no '{unknown}' for '{purpose.id}'."
            yield Mistake((*loc, "fields"), problem, f"Name one of: {', '.join(purpose.fields)}.")


def _check_fetched(
    loc: Loc, page: Page, question: FetchedQuestion, choices: Mapping[str, DataChoiceQuestion]
) -> Iterator[Mistake]:
    choice = choices.get(question.of)
    if choice is None:
        problem = f"'{question.of}' is no data choice on an earlier page."
        yield Mistake((*loc, "of"), problem, suggestion(question.of, choices))
        return
    guards = [guard for guard in (page.show_if, question.show_if) if guard is not None]
    if not any(guard.text == f"{choice.id} == '{FETCH}'" for guard in guards):
        yield Mistake(
            loc,
            f"'{question.id}' is there also for who supplies it.",
            f"Write `show_if: {choice.id} == '{FETCH}'`.",
        )


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
        needs_person = question.kind in {"known", "people", "about", "consent", "data_choice"}
        if needs_person or (isinstance(question, SingleQuestion) and question.prefill):
            yield Mistake(
                loc,
                f"'{question.id}' shows what is known about a person, and nobody is logged in.",
                "Set `login: required`, or ask it with another kind of question.",
            )


def _check_case(form: Form) -> Iterator[Mistake]:
    asked = _asked(form)
    for name, question_id in form.case.properties.items():
        if question_id not in asked:
            loc = ("case", "properties", name)
            yield Mistake(loc, f"No question '{question_id}'.", suggestion(question_id, asked))
    files = {q.id: None for q in form.questions() if q.kind == "file"}
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


def _check_consents(form: Form) -> Iterator[Mistake]:
    """Consent is asked last and alone, so that nobody takes it for a part of the request."""
    is_last = True
    for loc, page in reversed(list(_pages(form))):
        kinds = [question.kind for question in page.questions]
        if "consent" not in kinds:
            is_last = False
        elif not is_last or len(kinds) > 1:
            yield Mistake(
                (*loc, "questions", kinds.index("consent")),
                f"Page '{page.id}' asks consent between other questions.",
                "Give each consent a page of its own, after all other pages.",
            )


def _asked(form: Form) -> dict[str, None]:
    """The ids of the questions that have an answer, in their order."""
    return {q.id: None for q in form.questions() if KINDS[q.kind].type is not None}


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
