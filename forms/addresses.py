"""An address as an answer: made of what the register has, written out, and told from others."""

from forms.context import RegisterAddress
from forms.spelling import one_line
from forms.values import Json, text_in, texts_in


def canonical(address: RegisterAddress) -> dict[str, Json]:
    """The answer that this address of the register is."""
    return {
        "street": address.street,
        "number": str(address.number),
        "letter": address.letter,
        "addition": address.addition,
        "postcode": address.postcode,
        "city": address.city,
        "checked": True,
    }


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
