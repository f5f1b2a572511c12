"""What a page can have besides questions: values worked out, rules, an end, rows that repeat."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from forms.expression import ExpressionText, bad_value
from forms.model import Id, Model, Slug, Text

MOST_ROWS = 50


class AnswerRule(Model):
    """What answers on one page may not say together; the error stands at the questions of `on`.

    On a page with `repeat` one with the id of the group in `on` is about all rows together: it is
    judged when one goes on from their list, and its error stands there.
    """

    refuse_if: ExpressionText
    """When they can't be used; it may read the answers on its own page, and all rows of it where
    it is about those: `sum(costs.amount) > 5000.00`, `not any(costs.amount > 100.00)`."""
    error: Text
    """What to do, as one reads it beside the questions."""
    on: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The questions of this page that one can change to mend it; for a rule about all rows of
    `repeat` its id alone."""


class Stop(Model):
    """The form ends here: it is not for this situation, and there is another way on."""

    way_on: Literal["phone", "counter", "form"]
    """What one can do instead: call, come by, or fill in another form."""
    form: Slug | None = None
    """The other form, with `way_on: form`."""

    @model_validator(mode="after")
    def _way_leads_somewhere(self) -> Self:
        if (self.way_on == "form") != (self.form is not None):
            raise bad_value("`form` and `way_on: form` belong together.", "Write both, or neither.")
        return self


class Situation(Model):
    """The way on for who meets questions that don't fit their situation."""

    offered: bool = True
    """Whether the pages lead there."""
    text: Text = ""
    """What stands there before the ways on, for this form: who often stumbles, and over what."""


class Repeat(Model):
    """The questions of a page are asked for each of several things: costs, witnesses, debts.

    Each row has a page of its own; the page itself lists the rows, to add, change and remove.
    """

    id: Id
    """What conditions and the case call the group: `count(costs)`, `sum(costs.amount)`."""
    title: Text
    """The h1 of the page of one row."""
    row: Text
    """How a row reads in the list, in the check, on paper and in the case: `%(what)s`."""
    add: Text
    """The words on the button that adds a row."""
    at_least: int = Field(default=1, ge=0, le=MOST_ROWS)
    """How many rows there must be."""
    at_most: int = Field(default=10, ge=1, le=MOST_ROWS)
    """How many rows there can be."""

    @model_validator(mode="after")
    def _limits_leave_room(self) -> Self:
        if self.at_most < self.at_least:
            raise bad_value("`at_most` is below `at_least`.", "Turn them round.")
        return self
