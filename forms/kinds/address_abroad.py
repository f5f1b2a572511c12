"""An address in another country, in the words that are used there."""

from typing import Literal

from forms.context import Context
from forms.countries import THE_NETHERLANDS, country_name, find_country
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.properties import PropertyShape, PropertyValue
from forms.values import Answers, Json, ValueType, text_in

_LONGEST = {"street": 80, "postcode": 15, "city": 60, "region": 40}
"""Together with the country, and with commas between them, at most `_LONGEST_LINE`."""
_LONGEST_LINE = 255
COUNTRY = "country"
_NEEDED = ("street", "city")


class AddressAbroadQuestion(BaseQuestion):
    """An address in another country than the Netherlands."""

    kind: Literal["address_abroad"]
    whose: Literal["own", "other"] = "own"
    """Whether it is the resident's, so that the browser can help (WCAG 1.3.5)."""


class AddressAbroadKind(Kind[AddressAbroadQuestion]):
    """Stored as `{"street", "postcode", "city", "region", "country"}`, all texts.

    `country` is a code of ISO 3166 (`DE`); postcode and region are empty where there is none.
    Nothing is looked up: what stands there is what was typed.
    """

    model = AddressAbroadQuestion
    names_subject = True
    macro = "address_abroad"
    value_type = ValueType.OBJECT
    parts = (*_LONGEST, COUNTRY)
    free_parts = tuple(_LONGEST)

    def parse(
        self, question: AddressAbroadQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The address; raises `InvalidInput`."""
        del answers
        if not any(raw[part] for part in self.parts):
            sentence = context.gettext("Vul de straat en de plaats in, en kies het land.")
            self.nothing_typed(question, context, sentence, *_NEEDED, COUNTRY)
            return None
        self.refuse_own_bsn(raw, context)
        country = find_country(raw[COUNTRY])
        faults = _faults(raw, country, context)
        if faults:
            raise InvalidInput(*faults.values(), parts=tuple(faults))
        return {**{part: raw[part] for part in _LONGEST}, COUNTRY: country}

    def write(self, question: AddressAbroadQuestion, value: Json, context: Context) -> RawInput:
        """The parts as they stand."""
        del question, context
        return RawInput.of(**{part: text_in(value, part) for part in self.parts})

    def display(
        self, question: AddressAbroadQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """Line by line; the country in the reader's language."""
        del question
        place = " ".join(filter(None, (text_in(value, "postcode"), text_in(value, "city"))))
        country = country_name(text_in(value, COUNTRY), context.locale)
        lines = (text_in(value, "street"), place, text_in(value, "region"), country)
        return tuple(filter(None, lines))

    def property_shape(self, question: AddressAbroadQuestion) -> PropertyShape:
        """A text on one line."""
        del question
        return PropertyShape(longest=_LONGEST_LINE)

    def as_property(
        self, question: AddressAbroadQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The address on one line, with the Dutch name of the country."""
        line = ", ".join(self.display(question, value, dutch))
        return (line,) if line else ()


def _faults(raw: RawInput, country: str, context: Context) -> dict[str, str]:
    """Part → what to do there."""
    faults = {
        part: sentence
        for part, sentence in _when_empty(context).items()
        if not any(sign.isalnum() for sign in raw[part])
    }
    for part, most in _LONGEST.items():
        if len(raw[part]) > most:
            faults[part] = context.gettext(
                "Maak uw tekst korter. Er passen %(most)s tekens in. U heeft er %(now)s.",
                most=most,
                now=len(raw[part]),
            )
    if not country:
        faults[COUNTRY] = context.gettext("Kies het land uit de lijst.")
    elif country == THE_NETHERLANDS:
        faults[COUNTRY] = context.gettext(
            "Dit is voor een adres in een ander land. Kies dat land, of ga terug."
        )
    return faults


def _when_empty(context: Context) -> dict[str, str]:
    return {
        "street": context.gettext("Vul de straat en het huisnummer in, of een postbus."),
        "city": context.gettext("Vul de plaats in, bijvoorbeeld Berlijn."),
    }
