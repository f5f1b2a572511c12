"""Telephone numbers: read, written as people do, and as a link."""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from forms.spelling import code

_LABEL = re.compile(
    r"^(?:(?:(?:tel(?:efoon)?|phone|mob(?:iele?|ile)?|gsm|vaste?|nummer|number|nr)[\s./:-]*)+|[tm])"
    r"(?![a-z])[\s.:]*",
    re.IGNORECASE,
)
"""What people write before a number: `Tel.nr.`, `gsm`, `mobiel nummer:`."""
_EXTENSION = re.compile(
    r"[\s,;(-]*\b(?:toestel(?:nummer)?|tst|doorkiesnummer|extension|ext)\b[\s.:=]*(\d{1,7})\)?",
    re.IGNORECASE | re.ASCII,
)
_SIGNS = re.compile(r"[+(]{0,2}[\d\s()./-]+", re.ASCII)
"""No letters: the library would read them as the keys of an old telephone."""
_PERSONAL = frozenset(
    {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
    }
)
"""`is_valid_number` alone would let 14030 and 0900-1234 through."""
_LONGEST = 100
"""Characters: what is longer is more than a number."""
_SHORTEST_COMPANY_NUMBER = 8
"""Of digits: 088 1234567 has an owner, 14030 is of a municipality."""


def read_phone_number(text: str) -> PhoneNumber | None:
    """A valid number, as dialled in the Netherlands or from abroad; None for all other texts."""
    if len(text) > _LONGEST:
        return None
    bare = _LABEL.sub("", code(text), count=1)
    extension = _EXTENSION.search(bare)
    if extension:
        bare = bare[: extension.start()] + bare[extension.end() :]
    if not _SIGNS.fullmatch(bare):
        return None
    bare = bare.lstrip("( ")
    if bare.startswith("00"):
        bare = f"+{bare.removeprefix('00').lstrip()}"
    try:
        number = phonenumbers.parse(bare, "NL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    if extension:
        number.extension = extension[1]
    return number


def is_personal(number: PhoneNumber) -> bool:
    """Whether it can be the number of a person: no service number, and no extension."""
    kind = phonenumbers.number_type(number)
    is_of_company = (
        kind == PhoneNumberType.UAN and len(str(number.national_number)) >= _SHORTEST_COMPANY_NUMBER
    )
    return number.extension is None and (kind in _PERSONAL or is_of_company)


def phone_number(stored: str) -> str:
    """A number (E.164, or as dialled in the Netherlands) as people write it: without +31.

    What is no number, or has an extension, stays as it stands.
    """
    number = read_phone_number(stored)
    if number is None or number.extension is not None:
        return stored
    is_dutch = phonenumbers.region_code_for_number(number) == "NL"
    style = PhoneNumberFormat.NATIONAL if is_dutch else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def phone_href(text: str) -> str:
    """The number as a link, with its extension (RFC 3966); empty for what is no number."""
    number = read_phone_number(text)
    if number is None:
        return ""
    extension = f";ext={number.extension}" if number.extension else ""
    return f"tel:{phonenumbers.format_number(number, PhoneNumberFormat.E164)}{extension}"
