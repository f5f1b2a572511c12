"""International bank account numbers (ISO 13616): read, judged, and written in groups of four."""

import re
from collections.abc import Callable
from enum import StrEnum

from stdnum import iban, numdb

from forms.codes import as_digits, as_letters, compact, in_groups, label

_LABEL = label("IBAN", "(?:BANK)?REKENING", "BANKACCOUNT", "ACCOUNT")
_BEGINNING = re.compile(r"[A-Z]{2}[A-Z0-9]{2,}", re.ASCII)
_PART = re.compile(r"([1-9][0-9]*)!([nac])")
_COUNTRIES = numdb.get("iban")
_HEAD = "aann"
"""Two letters of the country and two digits to check by; then what the country's bank gives."""
_LEAST_CHECK, _MOST_CHECK = "02", "98"
"""Other two digits can be right by the sum, but no bank gives them out."""
LONGEST = 34
"""Characters of the longest IBAN that the standard has room for."""
_IN_SEPA = """
AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO
PL PT RO RS SE SI SK SM VA
"""
SEPA = frozenset(_IN_SEPA.split())
"""Countries that a payment in euros reaches as it does a Dutch account (EPC409-09, of 2025).

Overseas parts of France, Finland, Portugal and Spain use the codes of those countries; so do
Jersey, Guernsey and Man that of the United Kingdom.
"""


class IbanFault(StrEnum):
    """Why something is no IBAN."""

    NO_COUNTRY = "does not begin with a country that has IBANs"
    LENGTH = "has not as many characters as those of its country"
    LOOK_ALIKE = "has a letter for a digit, or a digit for a letter"
    SUM = "is not right by its check digits"


def bare_iban(text: str) -> str:
    """What was typed, without label, spaces and signs, in capitals."""
    return compact(text, _LABEL)


def grouped(number: str) -> str:
    """The number as it stands on a bank card: in groups of four."""
    return in_groups(number, 4)


def length_in(country: str) -> int:
    """How many characters an IBAN of this country has; 0 where it has none."""
    return len(_shape(country))


def fault_of(number: str) -> IbanFault | None:
    """What is wrong with this number, which is written as `bare_iban` does; None for nothing.

    What banks of one country check besides (the Dutch check of eleven) is not held against it.
    """
    shape = _shape(number[:2]) if _BEGINNING.fullmatch(number) else ""
    if not shape:
        return IbanFault.NO_COUNTRY
    if len(number) != len(shape):
        return IbanFault.LENGTH
    if _is_right(number):
        return None
    return IbanFault.LOOK_ALIKE if _is_right(_meant(number, shape)) else IbanFault.SUM


def _is_right(number: str) -> bool:
    is_given_out = _LEAST_CHECK <= number[2:4] <= _MOST_CHECK
    return is_given_out and bool(iban.is_valid(number, check_country=False))


def _shape(country: str) -> str:
    """For each character `a` (letter), `n` (digit) or `c` (either); empty for no such country."""
    shapes = _COUNTRIES.info(country)
    parts = _PART.findall(shapes[0][1].get("bban", "")) if shapes else ()
    return _HEAD + "".join(kind * int(count) for count, kind in parts) if parts else ""


def _meant(number: str, shape: str) -> str:
    as_kind: dict[str, Callable[[str], str]] = {"n": as_digits, "a": as_letters, "c": str}
    return "".join(as_kind[kind](sign) for sign, kind in zip(number, shape, strict=True))
