"""The number plate of a vehicle (kenteken), a Dutch one or also a foreign one."""

from typing import Literal

from forms.context import Context
from forms.countries import THE_NETHERLANDS, country_name, find_country
from forms.kinds.base import InvalidInput, Kind, RawInput
from forms.kinds.code import CodeQuestion, wrong
from forms.kinds.vehicle import vehicle_lines, with_vehicle
from forms.licence_plates import (
    LONGEST_FOREIGN,
    bare_plate,
    dashed,
    foreign_plate,
    has_look_alike,
    is_dutch,
)
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code
from forms.values import Answers, Json, ValueType, text_in

_LONGEST = 6
_LONGEST_WITH_COUNTRY = LONGEST_FOREIGN + len(" (DE)")


class LicencePlateQuestion(CodeQuestion):
    """A number plate."""

    kind: Literal["licence_plate"]
    foreign: Literal["refused", "allowed"] = "refused"
    """Whether a foreign plate will do; then it is asked too from which country it is."""
    look_up: bool = False
    """Whether a Dutch plate is looked up in the open data of the RDW, which says nothing of whom a
    vehicle is: make, model, colour and the day of its inspection are shown, and kept with the
    answer. A plate that the RDW doesn't know will do."""

    @property
    def is_looked_up(self) -> bool:
        """In the register of vehicles."""
        return self.look_up


class LicencePlateKind(Kind[LicencePlateQuestion]):
    """Stored as `{"plate": "AB123C", "country": "NL"}`, and with `vehicle` where it is looked up.

    A Dutch plate is stored without dashes and shown with them, where its sidecode has them. Of a
    foreign one the dashes are stored, since they tell it from others: `B-A-1234`, `DE`.
    """

    model = LicencePlateQuestion
    macro = "licence_plate"
    value_type = ValueType.OBJECT
    object_kind = "licence_plate"
    parts = ("", "country")
    free_parts = ("",)

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def plate_to_look_up(self, question: LicencePlateQuestion, raw: RawInput) -> str:
        """The Dutch plate that was typed, for who asks the register; empty where it is none."""
        plate = bare_plate(raw[""])
        is_asked = _country(question, raw) == THE_NETHERLANDS and is_dutch(plate)
        return plate if question.look_up and is_asked else ""

    def parse(
        self, question: LicencePlateQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """Plate and country; raises `InvalidInput`."""
        if not raw[""]:
            sentence = context.gettext("Vul een kenteken in, bijvoorbeeld AB-123-C.")
            self.nothing_typed(question, context, sentence, "")
            return None
        self.refuse_own_bsn(raw, context)
        country = _country(question, raw)
        if not country:
            sentence = context.gettext("Kies het land van het kenteken uit de lijst.")
            raise InvalidInput(sentence, parts=("country",))
        if country == THE_NETHERLANDS:
            bare = _dutch_plate(question, raw, context)
            before = answers.get(question.id)
            register = with_vehicle(bare, before, context) if question.look_up else {}
            return {"plate": bare, "country": country, **register}
        plate = foreign_plate(raw[""])
        if plate is None:
            usual = context.gettext(
                "Kijk het kenteken na. Vul alleen de letters en cijfers in die erop staan."
            )
            raise wrong(question, usual, context)
        return {"plate": plate, "country": country}

    def write(self, question: LicencePlateQuestion, value: Json, context: Context) -> RawInput:
        """The plate with its dashes, and its country."""
        del context
        is_asked = question.foreign == "allowed"
        country = text_in(value, "country") if is_asked else ""
        return RawInput.of(**{"": _with_dashes(value), "country": country})

    def display(
        self, question: LicencePlateQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """The plate with its dashes; the country where it is another; what the register said."""
        del question
        country = text_in(value, "country")
        is_dutch_one = country == THE_NETHERLANDS
        lines = (
            _with_dashes(value),
            "" if is_dutch_one else country_name(country, context.locale),
            *vehicle_lines(value, context),
        )
        return tuple(filter(None, lines))

    def property_shape(self, question: LicencePlateQuestion) -> PropertyShape:
        """A text, without the dashes that are set automatically."""
        is_dutch_only = question.foreign == "refused"
        return PropertyShape(longest=_LONGEST if is_dutch_only else _LONGEST_WITH_COUNTRY)

    def as_property(
        self, question: LicencePlateQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """`AB123C`, or `B-A-1234 (DE)`."""
        del question, dutch
        plate, country = text_in(value, "plate"), text_in(value, "country")
        if not plate:
            return ()
        return (plate if country == THE_NETHERLANDS else f"{plate} ({country})",)


def _country(question: LicencePlateQuestion, raw: RawInput) -> str:
    """The code of the country; empty where what was chosen is none."""
    is_asked = question.foreign == "allowed" and bool(raw["country"])
    return find_country(raw["country"]) if is_asked else THE_NETHERLANDS


def _with_dashes(value: Json) -> str:
    plate = text_in(value, "plate")
    return dashed(plate) if text_in(value, "country") == THE_NETHERLANDS else plate


def _dutch_plate(question: LicencePlateQuestion, raw: RawInput, context: Context) -> str:
    plate = bare_plate(raw[""])
    if is_dutch(plate):
        return plate
    if has_look_alike(plate):
        usual = context.gettext(
            "Kijk het kenteken na. Staat er een letter O of I waar een cijfer 0 of 1 hoort?"
        )
        raise InvalidInput(usual, parts=("",))
    if question.foreign == "allowed" and foreign_plate(raw[""]):
        usual = context.gettext(
            "Kijk het kenteken na, bijvoorbeeld AB-123-C. "
            "Is het een kenteken uit een ander land? Kies dan dat land."
        )
    else:
        usual = context.gettext(
            "Dit is geen Nederlands kenteken. Vul 6 letters en cijfers in, bijvoorbeeld AB-123-C."
        )
    raise wrong(question, usual, context)
