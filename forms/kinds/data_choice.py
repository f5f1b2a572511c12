"""A data choice: shall we fetch it, or will you supply it yourself? It is not a consent.

The engine only knows the answer. Whether a source may be asked is decided by the portal, at the
moment it would ask, from what it stored.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, Place, RawInput
from forms.mistakes import Mistake
from forms.model import Id, Text
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.sources import DataSource, SourcePurpose
from forms.values import Answers, Json, text_in

FETCH, SUPPLY = "fetch", "supply"


class DataChoiceQuestion(BaseQuestion):
    """Fetch these fields of this source for this purpose, or supply them oneself."""

    kind: Literal["data_choice"]
    source: Id
    """Id of a source in forms/sources.yaml."""
    purpose: Id
    """Id of one of its purposes, which says why and by which law."""
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
    def option_values(self) -> frozenset[str]:
        """The two ways."""
        return frozenset({FETCH, SUPPLY})

    @property
    def asked_of(self) -> DataSource:
        """The source, with no more of it than is asked here."""
        return self._asked_of

    @property
    def asked_for(self) -> SourcePurpose:
        """What the source is asked for."""
        return self.asked_of.purposes[0]


class DataChoiceKind(Kind[DataChoiceQuestion]):
    """Two ways; one of them must be chosen, neither beforehand."""

    model = DataChoiceQuestion
    fits_in_rows = False
    macro = "data_choice"
    needs_person = True
    needs_login = True
    once_on_page = True
    effect = "fetch"

    def parse(
        self, question: DataChoiceQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`fetch` or `supply`; raises `InvalidInput`."""
        del answers
        if raw[""] not in question.option_values:
            own = question.when_empty
            raise InvalidInput(
                context.translate(own)
                if own
                else context.gettext("Kies: haal dit voor mij op, of ik stuur dit zelf.")
            )
        return raw[""]

    def write(self, question: DataChoiceQuestion, value: Json, context: Context) -> RawInput:
        """The value as it stands."""
        del question, context
        return RawInput.single(text_in(value))

    def display(
        self, question: DataChoiceQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """Where it comes from."""
        if value == FETCH:
            source = context.translate(question.asked_of.in_sentence)
            return (context.gettext("Wij halen het op bij %(source)s.", source=source),)
        return (context.gettext("U stuurt dit zelf."),)

    def property_shape(self, question: DataChoiceQuestion) -> PropertyShape:
        """One of the two ways."""
        return codes_shape(question.option_values)

    def as_property(
        self, question: DataChoiceQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """`fetch` or `supply`."""
        del dutch
        return (text_in(value),) if text_in(value) in question.option_values else ()

    def check(self, question: DataChoiceQuestion, place: Place) -> Iterator[Mistake]:
        """It asks for nothing that the register lacks, and what is fetched is shown."""
        with_outcome = {other.shows_outcome_of for other in place.questions}
        # One that shows an unknown question is told there: it may well mean this one.
        if question.id not in with_outcome and with_outcome <= {
            "",
            *(other.id for other in place.questions),
        }:
            problem = f"Nothing shows what is fetched for '{question.id}'."
            remedy = f"Add `kind: fetched` with `of: {question.id}`."
            yield Mistake((), problem, remedy, is_lack=True)
        source = place.register.find(question.source)
        purpose = source.purpose(question.purpose) if source else None
        if source is None:
            names = ", ".join(each.id for each in place.register)
            problem = f"There is no source '{question.source}'."
            yield Mistake(("source",), problem, f"Name one of: {names}.")
        elif purpose is None:
            names = ", ".join(each.id for each in source.purposes)
            problem = f"'{source.id}' may not be asked for '{question.purpose}'."
            yield Mistake(("purpose",), problem, f"Name one of: {names}.")
        else:
            for unknown in sorted(set(question.fields) - set(purpose.fields)):
                problem = f"'{source.id}' gives no '{unknown}' for '{purpose.id}'."
                yield Mistake(("fields",), problem, f"Name one of: {', '.join(purpose.fields)}.")
