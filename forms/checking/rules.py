"""Rules of a page: which answers they are about, and where that can be written."""

from collections.abc import Iterator

from forms.checking.parts import Loc, pages_of
from forms.definition import Form, Page
from forms.mistakes import Mistake
from forms.scope import BadExpression, suggestion
from forms.structure import AnswerRule


def check_rules(form: Form) -> Iterator[Mistake]:
    """Rules about answers of other pages, and those about one row and all rows at once."""
    for loc, page in pages_of(form):
        for number, rule in enumerate(page.rules):
            where = (*loc, "rules", number)
            if page.questions:
                yield from _check_on((*where, "on"), form, page, rule)
            else:
                yield Mistake(where, "There are no answers to judge here.", _belongs(form, rule))


def is_meant_for_rows(page: Page, rule: AnswerRule) -> bool:
    """Whether it is about all rows, also where `on` names something that there isn't."""
    if page.repeat is None:
        return False
    own = {question.id for question in page.questions}
    reads_rows = page.repeat.id in {name.partition(".")[0] for name in rule.refuse_if.names}
    return page.is_about_rows(rule) or (reads_rows and not own.issuperset(rule.on))


def check_names(form: Form, page: Page, rule: AnswerRule) -> None:
    """Raises `BadExpression` where it reads rows as one, or one row as all of them."""
    if page.repeat is None:
        return
    group, own = page.repeat.id, {question.id for question in page.questions}
    if not is_meant_for_rows(page, rule):
        for name in sorted(rule.refuse_if.names):
            if name.partition(".")[0] == group:
                raise BadExpression(
                    f"'{name}' reads all rows, and this rule is about one of them.",
                    f"Write `on: [{group}]`: it is then about all rows together.",
                )
        return
    for name in sorted(rule.refuse_if.names & own):
        raise BadExpression(
            f"'{name}' has a value in each row, and this rule is about all rows.",
            f"Write '{group}.{name}' within sum(…), any(…) or another function for rows.",
        )
    later = form.pages[form.pages.index(page) + 1 :]
    for name, text in ((n, e.text) for each in later for n, e in each.compute.items()):
        if name in rule.refuse_if.names:
            raise BadExpression(
                f"'{name}' is worked out on a later page.", f"Write here what it is: {text}."
            )


def _check_on(loc: Loc, form: Form, page: Page, rule: AnswerRule) -> Iterator[Mistake]:
    own = {question.id: None for question in page.questions}
    if page.is_about_rows(rule) and own.keys() & set(rule.on):
        problem = "One rule stands at all rows and at a question of one row."
        remedy = f"Write `on: [{page.repeat.id}]` only." if page.repeat else ""
        yield Mistake(loc, problem, f"{remedy} What is about one row is a rule of its own.")
    every = own | ({page.repeat.id: None} if page.repeat else {})
    for name in rule.on:
        if name in every:
            continue
        problem = f"Page '{page.id}' has no question '{name}'."
        other = _page_with(form, name)
        if other is None:
            yield Mistake(loc, problem, suggestion(name, every), name)
        else:
            yield Mistake(loc, problem, _words_for(other, name))


def _belongs(form: Form, rule: AnswerRule) -> str:
    """Where a rule is written that stands on a page without answers."""
    read = {name.partition(".")[0] for name in rule.refuse_if.names}
    for name in (*rule.on, *sorted(read)):
        if page := _page_with(form, name):
            return _words_for(page, name)
    if page := next((each for each in form.pages if each.repeat), None):
        assert page.repeat is not None
        return f"Write it on the page with those answers. {_words_for(page, page.repeat.id)}"
    return "Write it on the page with the questions that one can change."


def _words_for(page: Page, name: str) -> str:
    if page.repeat and page.repeat.id == name:
        return (
            f"A rule about all rows of '{name}' stands on page '{page.id}', beside `repeat`, with"
            f" `on: [{name}]`."
        )
    return f"Write the rule on page '{page.id}', which asks '{name}'."


def _page_with(form: Form, name: str) -> Page | None:
    """The page that asks this, or lists the rows of this group."""
    return next(
        (
            page
            for page in form.pages
            if name in {question.id for question in page.questions}
            or (page.repeat and page.repeat.id == name)
        ),
        None,
    )
