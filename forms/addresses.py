"""An address as an answer: made of what the register has, written out, and told from others."""

from dataclasses import dataclass
from typing import Self

from forms.context import RegisterAddress
from forms.house_numbers import HouseNumber
from forms.spelling import one_line
from forms.values import Json, text_in, texts_in

BAG_ID = "bag_id"
"""What an answer holds where it was looked up: the number of the address in the register.

Answers that were typed in full have none, nor those that an earlier release stored.
"""
_LISTED_FOR = " <- "


@dataclass(frozen=True, slots=True)
class Pick:
    """Which address of a list was picked, and for which house number the list was made.

    A pick of before doesn't say for which; it counts for any.
    """

    key: str
    listed_for: str

    @classmethod
    def of(cls, address: RegisterAddress, number: HouseNumber) -> Self:
        """The pick of this address from the list for this house number."""
        return cls(key_of(address), number.key)

    @classmethod
    def read(cls, text: str) -> Self:
        """What part `pick` holds."""
        key, _, listed_for = text.partition(_LISTED_FOR)
        return cls(key, listed_for)

    def __str__(self) -> str:
        """As it stands in part `pick`."""
        return f"{self.key}{_LISTED_FOR}{self.listed_for}"

    def is_of(self, address: RegisterAddress) -> bool:
        """Whether it is this address that was picked."""
        return self.key in (key_of(address), short_key(canonical(address)))

    def is_for(self, number: HouseNumber) -> bool:
        """Whether the list was made for this house number."""
        return self.listed_for in ("", number.key)


def canonical(address: RegisterAddress) -> dict[str, Json]:
    """The answer that this address of the register is."""
    answer: dict[str, Json] = {
        "street": address.street,
        "number": str(address.number),
        "letter": address.letter,
        "addition": address.addition,
        "postcode": address.postcode,
        "city": address.city,
        "checked": True,
    }
    return answer | ({BAG_ID: address.bag_id} if address.bag_id else {})


def is_same(address: RegisterAddress, value: Json) -> bool:
    """Whether this stored answer is this address, whichever of the two knows its number."""
    return isinstance(value, dict) and _written(canonical(address)) == _written(value)


def lines(value: Json) -> tuple[str, ...]:
    """An address as on an envelope: `Lindelaan 12` and `1234 AB Demodam`; as its register has it.

    `indication` stands before the number: `tegenover 12` is another home than 12. What is no such
    address, abroad or only described, has `lines`.
    """
    if described := texts_in(value, "lines"):
        return described
    parts = (text_in(value, "street"), text_in(value, "indication"), _house_text(value))
    street = " ".join(filter(None, parts))
    city = f"{text_in(value, 'postcode')} {text_in(value, 'city')}".strip()
    return tuple(filter(None, (street, city)))


def lines_of(address: RegisterAddress) -> tuple[str, ...]:
    """An address of the register as on an envelope."""
    return lines(canonical(address))


def key_of(address: RegisterAddress) -> str:
    """What `pick` holds for this address: all of it, so that it can't be taken for another."""
    return key(canonical(address))


def house_of(address: RegisterAddress) -> HouseNumber:
    """Its house number."""
    return HouseNumber(address.number, address.letter, address.addition)


def key(value: Json) -> str:
    """The same of an answer."""
    street, city = text_in(value, "street"), text_in(value, "city")
    return one_line(f"{short_key(value)}, {street}, {city}")


def short_key(value: Json) -> str:
    """As forms wrote it before: enough where only one address has it."""
    return f"{text_in(value, 'postcode')} {_house_text(value)}"


def _house_text(value: Json) -> str:
    """As on the door, see `HouseNumber`; letters and additions are those of the register."""
    letter, addition = text_in(value, "letter"), text_in(value, "addition")
    return "".join(
        (
            text_in(value, "number"),
            f" {letter}" if letter else "",
            f"-{addition}" if addition else "",
        )
    )


def _written(value: dict[str, Json]) -> dict[str, Json]:
    """What people can read of an answer."""
    return {part: each for part, each in value.items() if part != BAG_ID}
