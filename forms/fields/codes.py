"""Fields of codes, of number plates, and of addresses abroad."""

from typing import TypeVar

from forms.context import Context
from forms.countries import THE_NETHERLANDS, countries, find_country
from forms.fields.base import Option, QuestionField
from forms.kinds.address_abroad import COUNTRY, AddressAbroadQuestion
from forms.kinds.bsn import BsnQuestion, masked
from forms.kinds.code import CodeQuestion
from forms.kinds.licence_plate import LicencePlateKind, LicencePlateQuestion
from forms.kinds.postcode import PostcodeQuestion
from forms.kinds.vehicle import KNOWN, REGISTER, UNASKED, UNKNOWN, vehicle_lines
from forms.values import text_in

C = TypeVar("C", bound=CodeQuestion)
OFF = "off"


class CodeField(QuestionField[C]):
    """One input for letters and digits."""

    inputmode = "text"
    size = 20
    """Characters wide; one of those that there is CSS for."""

    @property
    def autocomplete(self) -> str:
        """The browser knows none of these."""
        return OFF


class IbanField(CodeField[CodeQuestion]):
    """One input for the number of an account."""

    size = 30


class DigitsField(CodeField[C]):
    """One input for digits."""

    inputmode = "numeric"


class BsnField(DigitsField[BsnQuestion]):
    """One input for a BSN, which is read out nowhere else."""

    @property
    def as_typed(self) -> tuple[str, ...]:
        """What can't be used may still be nearly a BSN."""
        return (masked(self.raw[""]),) if self.raw[""] else ()


class PostcodeField(CodeField[PostcodeQuestion]):
    """One input for a postcode."""

    size = 9

    @property
    def autocomplete(self) -> str:
        """The browser knows the resident's own."""
        return "postal-code" if self.question.whose == "own" else OFF


class LicencePlateField(CodeField[LicencePlateQuestion]):
    """One input for a plate; and where a foreign one will do, a list of countries."""

    size = 9

    @property
    def has_one_box(self) -> bool:
        """Not where it asks for the country too."""
        return not self.asks_country

    @property
    def has_block(self) -> bool:
        """Whether the plate can be looked up."""
        return self.question.look_up

    def plates_to_look_up(self) -> tuple[str, ...]:
        """The plate, where it is a Dutch one."""
        assert isinstance(self.kind, LicencePlateKind)
        plate = self.kind.plate_to_look_up(self.question, self.raw)
        return (plate,) if plate else ()

    @property
    def vehicle(self) -> str:
        """The vehicle on one line, where it was looked up just now; empty where there is none."""
        is_here = self.is_judged and text_in(self.data, REGISTER) == KNOWN
        return ", ".join(vehicle_lines(self.data, self.context)) if is_here else ""

    @property
    def is_unknown(self) -> bool:
        """Whether the register doesn't know what was typed."""
        return self.is_judged and text_in(self.data, REGISTER) == UNKNOWN

    @property
    def is_unchecked(self) -> bool:
        """Whether what was typed can be used, but the register could not be asked."""
        return self.is_judged and text_in(self.data, REGISTER) == UNASKED

    @property
    def asks_country(self) -> bool:
        """Whether the plate may be a foreign one."""
        return self.question.foreign == "allowed"

    @property
    def country_options(self) -> tuple[Option, ...]:
        """The Netherlands, and then all countries."""
        chosen = self.raw[COUNTRY] or THE_NETHERLANDS
        options = _country_options(self.context, chosen)
        home = [option for option in options if option.value == THE_NETHERLANDS]
        return (*home, *(option for option in options if option not in home))


class AddressAbroadField(QuestionField[AddressAbroadQuestion]):
    """Inputs for the parts, and a list of countries."""

    @property
    def country_options(self) -> tuple[Option, ...]:
        """All countries but the Netherlands; before one is chosen, what to do."""
        nothing = Option("", "", self.context.gettext("Kies een land"), "", checked=False)
        abroad = _country_options(self.context, self.raw[COUNTRY])
        return (nothing, *(option for option in abroad if option.value != THE_NETHERLANDS))

    def help_of(self, part: str) -> str:
        """The value of `autocomplete` for this part."""
        return _OWN_ADDRESS[part] if self.question.whose == "own" else OFF


_OWN_ADDRESS = {
    "street": "address-line1",
    "postcode": "postal-code",
    "city": "address-level2",
    "region": "address-level1",
    COUNTRY: "country",
}


def _country_options(context: Context, text: str) -> tuple[Option, ...]:
    chosen = find_country(text)
    return tuple(
        Option("", code, name, "", checked=code == chosen)
        for code, name in countries(context.locale)
    )
