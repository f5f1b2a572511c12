"""A place outside: a street or description, or the position of the device. No map needed."""

from decimal import Decimal, InvalidOperation
from typing import Literal

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code, one_line
from forms.values import Answers, Json, ValueType, text_in

_LONGEST = 300
_POSITION = {"latitude": Decimal(90), "longitude": Decimal(180)}
_PRECISION = Decimal("0.000001")
"""About ten centimetres."""


class PlaceQuestion(BaseQuestion):
    """A place outside."""

    kind: Literal["place"]


class PlaceKind(Kind[PlaceQuestion]):
    """A text, and two inputs that the browser may fill in."""

    model = PlaceQuestion
    names_subject = True
    macro = "place"
    value_type = ValueType.OBJECT
    parts = ("street", *_POSITION)
    free_parts = ("street",)

    def cleaned(self, part: str, text: str) -> str:
        """A position as a code; the description keeps its signs."""
        return one_line(text) if part == "street" else code(text)

    def parse(
        self, question: PlaceQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`{"text", "latitude", "longitude"}`; raises `InvalidInput`."""
        del answers
        self.refuse_own_bsn(raw, context)
        text = raw["street"]
        position = _position(raw, context)
        if not text and not position["latitude"]:
            sentence = context.gettext(
                "Vul een straat of plek in, bijvoorbeeld Lindelaan, voor nummer 12."
            )
            self.nothing_typed(question, context, sentence, "street")
            return None
        if len(text) > _LONGEST:
            raise InvalidInput(
                context.gettext(
                    "Maak uw tekst korter. Er passen %(most)s tekens in. U heeft er %(now)s.",
                    most=_LONGEST,
                    now=len(text),
                ),
                parts=("street",),
            )
        return {"text": text, **position}

    def write(self, question: PlaceQuestion, value: Json, context: Context) -> RawInput:
        """The parts as they stand."""
        del question, context
        position = {part: text_in(value, part) for part in _POSITION}
        return RawInput.of(street=text_in(value, "text"), **position)

    def display(self, question: PlaceQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The text, and the position where there is one."""
        del question
        lines = [text_in(value, "text")]
        if text_in(value, "latitude"):
            lines.append(
                context.gettext(
                    "Plek van uw apparaat: %(latitude)s, %(longitude)s",
                    latitude=text_in(value, "latitude"),
                    longitude=text_in(value, "longitude"),
                )
            )
        return tuple(filter(None, lines))

    def property_shape(self, question: PlaceQuestion) -> PropertyShape:
        """A text on one line."""
        del question
        return PropertyShape(longest=_LONGEST)

    def in_subject(self, question: PlaceQuestion, value: Json, dutch: Context) -> str:
        """As in the property."""
        return "".join(map(str, self.as_property(question, value, dutch)))

    def as_property(
        self, question: PlaceQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The text; where there is none the position, as `52.370216, 4.895168` (WGS 84)."""
        del question, dutch
        position = ", ".join(filter(None, (text_in(value, part) for part in _POSITION)))
        text = text_in(value, "text") or position
        return (text,) if text else ()


def _position(raw: RawInput, context: Context) -> dict[str, str]:
    """Degrees (WGS 84) with six decimals, or two empty texts; raises `InvalidInput`."""
    if not any(raw[part] for part in _POSITION):
        return dict.fromkeys(_POSITION, "")
    try:
        return {part: _degrees(raw[part], most) for part, most in _POSITION.items()}
    except (InvalidOperation, ValueError) as error:
        raise InvalidInput(
            context.gettext("De plek van uw apparaat klopt niet. Vul een straat in."),
            parts=("street",),
        ) from error


def _degrees(text: str, most: Decimal) -> str:
    degrees = Decimal(text)
    if not degrees.is_finite() or abs(degrees) > most:
        raise ValueError(text)
    return f"{degrees.quantize(_PRECISION):f}"
