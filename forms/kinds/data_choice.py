"""A data choice: shall we fetch it, or will you supply it yourself? It is not a consent.

The engine only knows the answer. Whether a source may be asked is decided by the portal, at the
moment it would ask, from what it stored.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from forms.context import Context
from forms.kinds.base import BaseQuestion, Fault, Option, QuestionField
from forms.model import Id, Text
from forms.sources import DataSource, Purpose
from forms.values import Json, text_in

FETCH, SUPPLY = "fetch", "supply"


class DataChoiceQuestion(BaseQuestion):
    """Fetch these fields of this source for this purpose, or supply them oneself."""

    kind: Literal["data_choice"]
    source: Id
    purpose: Id
    fields: Annotated[tuple[Id, ...], Field(min_length=1)]
    """All that is ever asked of the source for this form."""
    supply: Text
    """What one has to do who supplies it."""
    required: Literal[True] = True
    _asked_of: DataSource = PrivateAttr()

    def link(self, earlier: Mapping[str, BaseQuestion], sources: Mapping[str, DataSource]) -> None:
        """Keep what the register said of its source when this version was published."""
        del earlier
        self._asked_of = sources[self.id]

    @property
    def options_by_value(self) -> Mapping[str, str]:
        """Value → label."""
        return {FETCH: "Haal dit voor mij op", SUPPLY: "Ik lever dit zelf aan"}

    @property
    def asked_of(self) -> DataSource:
        """The source, with no more of it than is asked here."""
        return self._asked_of

    @property
    def asked_for(self) -> Purpose:
        """What the source is asked for."""
        return self.asked_of.purposes[0]


class DataChoiceField(QuestionField[DataChoiceQuestion]):
    """Two radio buttons of one size; none is chosen beforehand."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The two ways, each with what happens then."""
        return (
            self._option(
                FETCH,
                self.context.gettext("Haal dit voor mij op"),
                self.context.gettext(
                    "Wij vragen het aan %(source)s. U ziet daarna wat wij kregen.",
                    source=self.source,
                ),
            ),
            self._option(
                SUPPLY,
                self.context.gettext("Ik lever dit zelf aan"),
                self.context.translate(self.question.supply),
            ),
        )

    @property
    def source(self) -> str:
        """The source as it stands in a sentence."""
        return self.context.translate(self.question.asked_of.in_sentence)

    @property
    def facts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(label, lines) of exactly what is fetched, from whom, for what, and how old it can be."""
        source, purpose = self.question.asked_of, self.question.asked_for
        gettext, translate = self.context.gettext, self.context.translate
        fields = tuple(translate(source.field(name).label) for name in self.question.fields)
        owner = gettext(
            "%(owner)s, uit %(kept_in)s",
            owner=translate(source.owner),
            kept_in=translate(source.kept_in),
        )
        return (
            (gettext("Alleen dit"), fields),
            (gettext("Van wie"), (owner,)),
            (gettext("Waarvoor"), (translate(purpose.why),)),
            (gettext("Hoe oud"), (translate(source.age),)),
            (gettext("Volgens welke wet"), (translate(purpose.law),)),
        )

    @property
    def error_id(self) -> str:
        """The first button."""
        return self.options[0].id

    def read(self) -> Json:
        """`fetch` or `supply`; raises `Fault`."""
        value = self.raw[""]
        if value not in self.question.options_by_value:
            own = self.question.when_empty
            raise Fault(
                self.context.translate(own)
                if own
                else self.context.gettext("Kies: haal dit voor mij op, of ik lever dit zelf aan.")
            )
        return value

    def write(self, value: Json) -> dict[str, str]:
        """The value as it stands."""
        return {"": text_in(value)}

    def _option(self, value: str, label: str, hint: str) -> Option:
        return Option(self.part_id(value), value, label, hint, checked=self.raw[""] == value)


def show_data_choice(
    question: DataChoiceQuestion, value: Json, context: Context
) -> tuple[str, ...]:
    """Where it comes from."""
    if value == FETCH:
        source = context.translate(question.asked_of.in_sentence)
        return (context.gettext("Wij vragen het aan %(source)s.", source=source),)
    return (context.gettext("U levert dit zelf aan."),)
