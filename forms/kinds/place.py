"""A place outside: a street or description, or the position of the device. No map needed."""

from decimal import Decimal, InvalidOperation
from typing import Literal

from forms.context import Context
from forms.kinds.base import BaseQuestion, Fault, QuestionField
from forms.values import Json, text_in

_LONGEST = 300
_POSITION = {"latitude": Decimal(90), "longitude": Decimal(180)}
_PRECISION = Decimal("0.000001")
"""About ten centimetres."""


class PlaceQuestion(BaseQuestion):
    """A place outside."""

    kind: Literal["place"]


class PlaceField(QuestionField[PlaceQuestion]):
    """A text, and two inputs that the browser may fill in."""

    parts = ("street", *_POSITION)

    def read(self) -> Json:
        """`{"text", "latitude", "longitude"}`; raises `Fault`."""
        text = self.raw["street"]
        position = self._position()
        if not text and not position["latitude"]:
            self.empty(
                self.context.gettext(
                    "Vul een straat of plek in, bijvoorbeeld Lindelaan, voor nummer 12."
                ),
                "street",
            )
            return None
        if len(text) > _LONGEST:
            raise Fault(
                self.context.gettext(
                    "Maak uw tekst korter. Er passen %(most)s tekens in. U heeft er %(now)s.",
                    most=_LONGEST,
                    now=len(text),
                ),
                parts=("street",),
            )
        return {"text": text, **position}

    def write(self, value: Json) -> dict[str, str]:
        """The parts as they stand."""
        return {"street": text_in(value, "text")} | {p: text_in(value, p) for p in _POSITION}

    def _position(self) -> dict[str, str]:
        """Degrees (WGS 84) with six decimals, or two empty texts; raises `Fault`."""
        if not any(self.raw[part] for part in _POSITION):
            return dict.fromkeys(_POSITION, "")
        try:
            return {part: _degrees(self.raw[part], most) for part, most in _POSITION.items()}
        except (InvalidOperation, ValueError) as error:
            raise Fault(
                self.context.gettext("De plek van uw apparaat klopt niet. Vul een straat in."),
                parts=("street",),
            ) from error


def show_place(question: PlaceQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The text, and the position where there is one."""
    del question
    shown = [text_in(value, "text")]
    if text_in(value, "latitude"):
        shown.append(
            context.gettext(
                "Plek van uw apparaat: %(latitude)s, %(longitude)s",
                latitude=text_in(value, "latitude"),
                longitude=text_in(value, "longitude"),
            )
        )
    return tuple(filter(None, shown))


def _degrees(text: str, most: Decimal) -> str:
    degrees = Decimal(text)
    if not degrees.is_finite() or abs(degrees) > most:
        raise ValueError(text)
    return f"{degrees.quantize(_PRECISION):f}"
