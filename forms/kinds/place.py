"""A place outside: a street or description, the position of the device, or a point on a map."""

from decimal import Decimal, InvalidOperation
from typing import Literal

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code, one_line
from forms.values import Answers, Json, ValueType, text_in

CLICK = ("at.x", "at.y")
"""As a browser sends where one clicked on an image."""
MAP = "map"
_LONGEST = 300
POSITION = {"latitude": Decimal(90), "longitude": Decimal(180)}
_PRECISION = Decimal("0.000001")
"""About ten centimetres."""


class PlaceQuestion(BaseQuestion):
    """A place outside."""

    kind: Literal["place"]
    map: bool = False
    """Whether one may also point at it on a map; the text will always do alone."""


class PlaceKind(Kind[PlaceQuestion]):
    """A text, and a position that the browser fills in, or a click on the map.

    Stored as `{"text", "latitude", "longitude"}`; with `"by": "map"` where it was pointed at, and
    `near`, the address that is nearest to it, where that is known. Parts `view`, `move` and `at`
    are what of the map is shown, the button that changes it, and the pixel that was clicked on.
    """

    model = PlaceQuestion
    names_subject = True
    macro = "place"
    value_type = ValueType.OBJECT
    parts = ("street", *POSITION, "by", "view", "move", *CLICK)
    free_parts = ("street",)

    def cleaned(self, part: str, text: str) -> str:
        """A position as a code; the description keeps its signs."""
        return one_line(text) if part == "street" else code(text)

    def parse(
        self, question: PlaceQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """Text and position; raises `InvalidInput`."""
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
        is_pointed = question.map and raw["by"] == MAP and bool(position["latitude"])
        before = answers.get(question.id)
        pointed = {"by": MAP, **_near(position, before, context)} if is_pointed else {}
        return {"text": text, **position, **pointed}

    def write(self, question: PlaceQuestion, value: Json, context: Context) -> RawInput:
        """The parts as they stand."""
        del question, context
        position = {part: text_in(value, part) for part in POSITION}
        return RawInput.of(street=text_in(value, "text"), by=text_in(value, "by"), **position)

    def display(self, question: PlaceQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The text, and the position where there is one; of a point on the map in words."""
        del question
        lines = [text_in(value, "text")]
        if text_in(value, "by") == MAP:
            lines.append(point_in_words(text_in(value, "near"), context))
        elif text_in(value, "latitude"):
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
        """The text; else the nearest address, or the position."""
        words = text_in(value, "text") or text_in(value, "near")
        return words or "".join(map(str, self.as_property(question, value, dutch)))

    def as_property(
        self, question: PlaceQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The text; where there is none the position, as `52.370216, 4.895168` (WGS 84).

        A point on the map goes along with the text, where both fit.
        """
        del question, dutch
        position = ", ".join(filter(None, (text_in(value, part) for part in POSITION)))
        text = text_in(value, "text")
        if text_in(value, "by") == MAP:
            text = text or text_in(value, "near")
            both = f"{text} ({position})" if text else position
            return (both if len(both) <= _LONGEST else text,)
        return (text or position,) if text or position else ()


def point_in_words(near: str, context: Context) -> str:
    """A point on the map, by the address that is nearest where that is known."""
    if near:
        return context.gettext("Het punt op de kaart, bij %(address)s", address=near)
    return context.gettext("Het punt op de kaart")


def position_text(degrees: tuple[float, float]) -> tuple[str, str]:
    """Latitude and longitude as they are stored."""
    latitude, longitude = (f"{Decimal(each).quantize(_PRECISION):f}" for each in degrees)
    return latitude, longitude


def _near(position: dict[str, str], before: Json, context: Context) -> dict[str, str]:
    """The nearest address; what was known before of the same point stays."""
    point = position["latitude"], position["longitude"]
    address = context.nearest.get(point, "")
    if not address and all(text_in(before, part) == text for part, text in position.items()):
        address = text_in(before, "near")
    return {"near": address} if address else {}


def _position(raw: RawInput, context: Context) -> dict[str, str]:
    """Degrees (WGS 84) with six decimals, or two empty texts; raises `InvalidInput`."""
    if not any(raw[part] for part in POSITION):
        return dict.fromkeys(POSITION, "")
    try:
        return {part: _degrees(raw[part], most) for part, most in POSITION.items()}
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
