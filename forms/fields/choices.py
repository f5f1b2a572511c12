"""Fields of buttons and boxes to choose from."""

from forms.context import ConsentOffer
from forms.fields.base import Option, OptionsField, QuestionField
from forms.kinds.choice import ChoiceQuestion
from forms.kinds.consent import NO, TEXT, YES, ConsentQuestion
from forms.kinds.data_choice import FETCH, SUPPLY, DataChoiceQuestion
from forms.kinds.people import NAMES, PeopleQuestion, people_to_choose


class ChoiceField(OptionsField[ChoiceQuestion]):
    """One of a few."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The buttons."""
        translate = self.context.translate
        return tuple(
            self.option(
                option.value,
                translate(option.label),
                translate(option.hint) if option.hint else "",
            )
            for option in self.question.options
        )


class DataChoiceField(OptionsField[DataChoiceQuestion]):
    """Two radio buttons of one size; only the second where the source can't be asked now."""

    @property
    def is_off(self) -> bool:
        """Whether nothing can be fetched now; who chose that before sees what they chose."""
        return self.question.source in self.context.sources_off and self.answer != FETCH

    @property
    def source(self) -> str:
        """The source as it stands in a sentence."""
        return self.context.translate(self.question.asked_of.in_sentence)

    @property
    def options(self) -> tuple[Option, ...]:
        """The two ways, each with what happens then."""
        gettext = self.context.gettext
        fetch = self.option(
            FETCH,
            gettext("Haal dit voor mij op"),
            gettext(
                "Wij halen het op bij %(source)s. U ziet daarna wat wij kregen.", source=self.source
            ),
        )
        supply = self.option(
            SUPPLY, gettext("Ik stuur dit zelf"), self.context.translate(self.question.supply)
        )
        return (supply,) if self.is_off else (fetch, supply)

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


class ConsentField(OptionsField[ConsentQuestion]):
    """Two equal radio buttons under the exact text of the purpose."""

    @property
    def offer(self) -> ConsentOffer:
        """The text to answer now."""
        return self.context.consents[self.question.purpose]

    @property
    def options(self) -> tuple[Option, ...]:
        """Yes and no, in this order; what was answered to another text is not an answer."""
        answer = self.raw[""] if self.raw[TEXT] in self.offer.texts else ""
        return tuple(
            Option(self.part_id(value), value, words, hint="", checked=answer == value)
            for value, words in ((YES, self.offer.agree), (NO, self.offer.decline))
        )


class PeopleField(QuestionField[PeopleQuestion]):
    """Checkboxes with one name; or, where `fallback` is true, one text area for names."""

    @property
    def fallback(self) -> bool:
        """Whether the household is not known, so that names have to be typed."""
        return people_to_choose(self.question, self.context) is None

    @property
    def options(self) -> tuple[Option, ...]:
        """The people of the household; empty where it is not known."""
        return tuple(
            Option(
                id=self.part_id(member.key),
                value=member.key,
                label=member.label,
                hint=member.hint,
                checked=member.key in self.raw.several(""),
            )
            for member in people_to_choose(self.question, self.context) or ()
        )

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The names of the ticked people, as far as they are known, and the typed names."""
        ticked = tuple(option.label for option in self.options if option.checked)
        return (*ticked, *filter(None, self.raw[NAMES].split("\n")))

    @property
    def error_id(self) -> str:
        """The first checkbox, or the text area."""
        return next((option.id for option in self.options), self.part_id(NAMES))
