"""An address in the Netherlands: by postcode and house number, or typed in full."""

from typing import Literal

from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as postcodes

from forms.context import Address, AddressAnswer, AddressQuery, Context
from forms.kinds.base import BaseQuestion, Fault, Option, QuestionField
from forms.kinds.house_number import HouseNumber, split
from forms.values import Json, inside, text_in

_MOST_SUGGESTIONS = 50
_LONGEST_NAME = 100
_HOUSE = ("postcode", "number", "letter", "addition")
_PLACE = ("street", "city")


class AddressQuestion(BaseQuestion):
    """An address in the Netherlands."""

    kind: Literal["address"]


class AddressField(QuestionField[AddressQuestion]):
    """Postcode, number, letter and addition, looked up in the register.

    Part `pick` chooses from `suggestions`; with part `manual` street and city are typed.
    """

    parts = (*_HOUSE, "pick", "manual", *_PLACE)
    _found: tuple[Address, ...] = ()
    _is_unknown = False

    @property
    def suggestions(self) -> tuple[Option, ...]:
        """The addresses to choose from, after validation found more than one."""
        return tuple(
            Option(
                id=self.part_id(f"pick-{number}"),
                value=_key(address),
                label=", ".join(lines(_canonical(address))),
                hint="",
                checked=self.raw["pick"] == _key(address),
            )
            for number, address in enumerate(self._found, start=1)
        )

    @property
    def as_typed(self) -> tuple[str, ...]:
        """Without what was chosen with a button."""
        text = " ".join(filter(None, (self.raw[part] for part in (*_HOUSE, *_PLACE))))
        return (text,) if text else ()

    @property
    def manual(self) -> bool:
        """Whether the inputs for street and city have to be open."""
        return self._is_unknown or bool(self.raw["manual"])

    @property
    def error_id(self) -> str:
        """The first suggestion where there are any, else the first input at fault."""
        return next((option.id for option in self.suggestions), super().error_id)

    def address_queries(self) -> tuple[AddressQuery, ...]:
        """What was typed of the address, unless it is typed in full or can't be an address."""
        is_in_full = self.raw["manual"] and any(self.raw[part] for part in _PLACE)
        try:
            return () if is_in_full else (_query(self._postcode(), self._number()),)
        except Fault:
            return ()

    def read(self) -> Json:
        """The address with `checked`: whether the register knows it; raises `Fault`."""
        self._found, self._is_unknown = (), False
        if not any(text for part, text in self.raw.items() if part != "manual"):
            self.empty(
                self.context.gettext(
                    "Vul een postcode en een huisnummer in, bijvoorbeeld 1234 AB en 10."
                ),
                "postcode",
                "number",
            )
            return None
        postcode, number = self._postcode(), self._number()
        is_typed = any(self.raw[part] for part in _PLACE)
        if self.raw["manual"] and is_typed:
            return self._typed_in_full(postcode, number)
        answer = self._answer_to(_query(postcode, number))
        if self.raw["manual"] and not answer.found:
            return self._typed_in_full(postcode, number)
        if not answer.known:
            return self._unchecked(postcode, number)
        if not answer.found:
            return self._not_found(postcode, number)
        return _canonical(self._choose(answer.found, number))

    def write(self, value: Json) -> dict[str, str]:
        """The parts as they stand; `manual` where the address was typed in full."""
        written = {part: text_in(value, part) for part in self.parts}
        if inside(value, "checked") is False and (written["street"] or written["city"]):
            return written | {"manual": "y"}
        return written | dict.fromkeys(_PLACE, "")

    def _postcode(self) -> str:
        try:
            return postcodes.validate(self.raw["postcode"])
        except ValidationError as error:
            raise Fault(
                self.context.gettext("Vul een postcode in, bijvoorbeeld 1234 AB."),
                parts=("postcode",),
            ) from error

    def _number(self) -> HouseNumber:
        typed = " ".join(filter(None, (self.raw[p] for p in ("number", "letter", "addition"))))
        number = split(typed) if self.raw["number"] else None
        if number is None:
            raise Fault(
                self.context.gettext("Vul een huisnummer in, bijvoorbeeld 10, 10 A of 12-bis."),
                parts=("number",),
            )
        return number

    def _answer_to(self, query: AddressQuery) -> AddressAnswer:
        return self.context.addresses.get(query, AddressAnswer(found=(), known=False))

    def _choose(self, found: tuple[Address, ...], number: HouseNumber) -> Address:
        """The address as typed, or as picked from the list; raises `Fault` with the list."""
        for address in found:
            if self.raw["pick"] == _key(address):
                return address
        for address in found:
            if number.key == house(address).key:
                return address
        self._found = found[:_MOST_SUGGESTIONS]
        raise Fault(self.context.gettext("Kies uw adres uit de lijst."), parts=("pick",))

    def _not_found(self, postcode: str, number: HouseNumber) -> Json:
        self._is_unknown = True
        if self.raw["street"] and self.raw["city"]:
            return self._typed_in_full(postcode, number)
        raise Fault(
            self.context.gettext(
                "Ons adresboek kent dit adres niet. Kijk de postcode en het huisnummer na. "
                "Of kies: Mijn adres staat er niet bij."
            ),
            parts=("postcode", "number"),
        )

    def _typed_in_full(self, postcode: str, number: HouseNumber) -> Json:
        messages = {
            "street": self.context.gettext("Vul de naam van de straat in, bijvoorbeeld Lindelaan."),
            "city": self.context.gettext("Vul de woonplaats in, bijvoorbeeld Demodam."),
        }
        wrong = tuple(p for p in _PLACE if not 0 < len(self.raw[p]) <= _LONGEST_NAME)
        if wrong:
            raise Fault(*(messages[part] for part in wrong), parts=wrong)
        return self._unchecked(postcode, number)

    def _unchecked(self, postcode: str, number: HouseNumber) -> Json:
        """As typed: by choice, or because the register can't be asked now."""
        typed = Address(
            street=self.raw["street"][:_LONGEST_NAME],
            number=number.number,
            letter=number.letter,
            addition=number.addition,
            postcode=postcode,
            city=self.raw["city"][:_LONGEST_NAME],
        )
        return _canonical(typed) | {"checked": False}


def house(address: Address) -> HouseNumber:
    """The house number of an address of the register."""
    return HouseNumber(address.number, address.letter.upper(), address.addition)


def lines(value: Json) -> tuple[str, ...]:
    """An address as on an envelope: `Lindelaan 12` and `1234 AB Demodam`."""
    number = split(" ".join(text_in(value, p) for p in ("number", "letter", "addition")))
    street = f"{text_in(value, 'street')} {number or ''}".strip()
    city = f"{text_in(value, 'postcode')} {text_in(value, 'city')}".strip()
    return tuple(filter(None, (street, city)))


def show_address(question: AddressQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The address, and whether we could look it up."""
    del question
    if inside(value, "checked") is False:
        return (*lines(value), context.gettext("Wij hebben dit adres niet nagekeken."))
    return lines(value)


def record_address(question: AddressQuestion, value: Json) -> str:
    """The address on one line."""
    del question
    return ", ".join(lines(value))


def _query(postcode: str, number: HouseNumber) -> AddressQuery:
    return AddressQuery(postcode, number.number, number.letter, number.addition)


def _key(address: Address) -> str:
    """With the postcode, so that a choice from an earlier list is not taken for another."""
    return f"{address.postcode} {house(address).key}"


def _canonical(address: Address) -> dict[str, Json]:
    return {
        "street": address.street,
        "number": str(address.number),
        "letter": address.letter,
        "addition": address.addition,
        "postcode": address.postcode,
        "city": address.city,
        "checked": True,
    }
