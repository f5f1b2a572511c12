"""The way through a form: one pass in which each condition is worked out once.

A condition reads what stands before it, so that one pass from the first page to the last settles
which pages and questions are asked, and what can be read on each: answers on the path, values that
are worked out, what tables give, amounts that are laid down. What is off the path is None, as what
was not answered is.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeVar

from forms.context import Context
from forms.definition import Derived, Form, Page
from forms.kinds.base import BaseQuestion
from forms.nodes import COUNT_OF
from forms.placing import PlacedQuestion
from forms.structure import Repeat, Stop
from forms.values import Answers, Json, ValueType

T = TypeVar("T")
ABSENT: Final = object()
"""In the place of an answer: this was never asked. None is an answer: it was left empty."""
ValueOf = Callable[[PlacedQuestion, Answers], Any]
"""What was answered to a question, given what it can read by name; `ABSENT` where nothing was."""
LIST: Final = ValueType.LIST
FIRST_ROW = "1"
"""The key of the first row of a group; the next is one more than the highest there was."""


@dataclass(frozen=True, slots=True, eq=False)
class PathPage:
    """A page as these answers call for it: with the questions that are asked."""

    page: Page
    id: str
    placed: tuple[PlacedQuestion, ...]
    values: MutableMapping[str, Json]
    """What its questions can read by name: their own stored answers too."""
    context: Context
    """What its questions must know besides; of a row its own files only."""
    row: str = ""
    """The key of the row that is asked here; empty for every other page."""
    rows: tuple[str, ...] = ()
    """The keys of all rows of the group; none where there is no group."""

    @property
    def title(self) -> str:
        """The h1, in Dutch."""
        return self.page.repeat.title if self.page.repeat and self.row else self.page.title

    @property
    def why(self) -> str:
        """Why we ask this, in Dutch; empty for nothing."""
        return self.page.why

    @property
    def group(self) -> Repeat | None:
        """The group whose rows this page lists, or one of whose rows it asks."""
        return self.page.repeat

    @property
    def number(self) -> int:
        """Which of several rows it is, from 1; 0 where it is no row, or the only one."""
        return self.rows.index(self.row) + 1 if self.row and len(self.rows) > 1 else 0

    @property
    def can_add(self) -> bool:
        """Whether it lists rows, and there is room for one more."""
        return self.is_list and self.group is not None and len(self.rows) < self.group.at_most

    @property
    def can_remove(self) -> bool:
        """Whether a row can be taken away."""
        return self.group is not None and len(self.rows) > self.group.at_least

    @property
    def deciding(self) -> frozenset[str]:
        """The questions here that decide which others are asked here."""
        return frozenset() if self.is_list else self.page.deciding

    @property
    def stop(self) -> Stop | None:
        """What one can do instead, where the form ends here without being sent; else None."""
        return self.page.stop

    @property
    def is_list(self) -> bool:
        """Whether this page lists the rows of its group."""
        return self.page.repeat is not None and not self.row

    @property
    def questions(self) -> tuple[BaseQuestion, ...]:
        """The questions that are asked."""
        return tuple(placed.question for placed in self.placed)

    def with_answers(self, value_of: "ValueOf") -> "PathPage":
        """The page once these are the answers on it: with the questions that are then asked."""
        values: ChainMap[str, Json] = ChainMap({}, self.values)
        every = self.page.placed_in((self.group.id, self.row)) if self.group else self.page.placed
        placed = _asked(every, values, self.context, value_of)
        return replace(self, values=values, placed=placed)


class Path:
    """The pages that these answers call for, in the form's order."""

    def __init__(self, form: Form, answers: Answers, context: Context) -> None:
        """Walk through the form once. `answers` are all of the draft."""
        self.form, self.answers, self.context = form, answers, context
        self.values: dict[str, Json] = {
            f"norms.{norm.id}": norm.on(context.today) for norm in form.norms
        }
        self.pages: tuple[PathPage, ...] = tuple(self._walk())
        self.answered: dict[str, bool] = {}
        """Whether a page is answered, by its id, for those that were asked about."""

    @cached_property
    def by_id(self) -> Mapping[str, PathPage]:
        """The pages by their id."""
        return {page.id: page for page in self.pages}

    @cached_property
    def given(self) -> frozenset[str]:
        """The keys of the answers that were not left empty."""
        return frozenset(name for name, value in self.answers.items() if value is not None)

    def __iter__(self) -> Iterator[PathPage]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)

    def _walk(self) -> Iterator[PathPage]:
        derived = self.form.derived
        self._derive(derived.get("", ()))
        for page in self.form.pages:
            if page.show_if is None or page.show_if.holds(self.values, self.context):
                for name, expression in page.compute.items():
                    self.values[name] = expression.value(self.values, self.context)
                yield from self._rows(page, page.repeat) if page.repeat else self._single(page)
                if page.stop is not None:
                    return
            if page.id in derived:
                self._derive(derived[page.id])

    def _derive(self, ready: Iterable[tuple[str, Derived]]) -> None:
        for name, derived in ready:
            self.values[name] = derived.value(self.values, self.context)

    def _single(self, page: Page) -> tuple[PathPage, ...]:
        """The page; nothing where none of its questions is asked."""
        if page.plain_names:
            placed, answers = page.placed, self.answers
            self.values.update({id_: answers[id_] for id_ in page.plain_names if id_ in answers})
        else:
            placed = _asked(page.placed, self.values, self.context, self._stored)
            if page.questions and not placed:
                return ()
        return (PathPage(page, page.id, placed, self.values, self.context),)

    def _rows(self, page: Page, group: Repeat) -> Iterator[PathPage]:
        keys = row_keys(group, self.answers)
        rows = list[Json]()
        for key in keys:
            row: dict[str, Json] = {}
            scope: ChainMap[str, Json] = ChainMap(row, self.values)
            every = page.placed_in((group.id, key))
            context = _context_of_row(self.context, group.id, key)
            placed = _asked(every, scope, context, self._stored)
            rows.append(row)
            yield PathPage(page, f"{page.id}-{key}", placed, scope, context, key, keys)
        self.values[group.id] = rows
        yield PathPage(page, page.id, (), self.values, self.context, rows=keys)

    def _stored(self, placed: PlacedQuestion, _values: Answers) -> Any:
        return placed.path.get(self.answers, ABSENT)


def page_alone(page: Page, answers: Answers, context: Context) -> PathPage:
    """A page that stands in no form, with these answers."""

    def stored(placed: PlacedQuestion, _values: Answers) -> Any:
        return placed.path.get(answers, ABSENT)

    values = dict(answers)
    placed = _asked(page.placed, values, context, stored)
    return PathPage(page, page.id, placed, values, context)


def _context_of_row(context: Context, group: str, key: str) -> Context:
    """With the files of this row under the ids of its questions."""
    if not context.uploads and not context.upload_errors:
        return context
    start = f"{group}.{key}."
    return replace(
        context,
        uploads=_of_row(context.uploads, start),
        upload_errors=_of_row(context.upload_errors, start),
    )


def _of_row(by_path: Mapping[str, T], start: str) -> dict[str, T]:
    return {
        path.removeprefix(start): value for path, value in by_path.items() if path.startswith(start)
    }


def row_keys(group: Repeat, answers: Answers) -> tuple[str, ...]:
    """The keys of the rows of this group, oldest first; the first is there by itself."""
    rows = answers.get(group.id)
    keys = tuple(sorted(rows, key=int)) if isinstance(rows, dict) else ()
    return keys or ((FIRST_ROW,) if group.at_least else ())


def _asked(
    every: tuple[PlacedQuestion, ...],
    values: MutableMapping[str, Json],
    context: Context,
    value_of: ValueOf,
) -> tuple[PlacedQuestion, ...]:
    """Those of these questions that are asked; their answers are added to the values."""
    result = []
    for each in every:
        placed = each.asked(values, context)
        if placed is not None:
            result.append(placed)
            if placed.kind.is_worked_out:
                _put(values, placed, placed.value(values, context))
            elif (answer := value_of(placed, values)) is not ABSENT:
                _put(values, placed, answer)
        elif each.question.id in values:  # it was asked before something was typed on its page
            _put(values, each, None)
    return tuple(result)


def _put(values: MutableMapping[str, Json], placed: PlacedQuestion, value: Json) -> None:
    """Let conditions read this as the answer; None: there is none."""
    kind, question = placed.kind, placed.question
    values[question.id] = None if value is None else kind.condition_value(question, value)
    if kind.value_type is LIST:
        values[COUNT_OF + question.id] = 0 if value is None else kind.count(value)
