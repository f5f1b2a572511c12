"""What a question to the Locatieserver means: the part of Solr's language that portals use."""

import re
from typing import Any

from portal.embedded.registers.addresses import MUNICIPALITY_CODE, RegisteredAddress

Document = dict[str, Any]

FIELD = re.compile(r"^\s*([a-z_]+)\s*:\s*(.+?)\s*$")
AND = re.compile(r"\s+(?:AND|and)\s+|\s*&&\s*")
OR = re.compile(r"\s+(?:OR|or)\s+")
SPACED_POSTCODE = re.compile(r"\b([1-9][0-9]{3})\s+([A-Za-z]{2})\b")

DIGITS_OF_POSTCODE = 4


class BadQuery(Exception):
    """The question can't be understood; the message says why."""


def document(address: RegisteredAddress) -> Document:
    """One address as the Locatieserver shows it; what it does not have is left out."""
    home = address.home
    values = {
        "bron": "BAG",
        "type": "adres",
        "id": f"adr-{address.serial:032x}",
        "identificatie": f"{address.object_id}-{address.designation_id}",
        "weergavenaam": address.display,
        "straatnaam": home.street,
        "huisnummer": home.number,
        "huisletter": home.letter,
        "huisnummertoevoeging": home.addition,
        "huis_nlt": address.house,
        "postcode": home.postcode,
        "woonplaatsnaam": home.city,
        "gemeentenaam": home.city,
        "gemeentecode": MUNICIPALITY_CODE,
        "nummeraanduiding_id": address.designation_id,
        "adresseerbaarobject_id": address.object_id,
        "centroide_ll": f"POINT({address.longitude:.6f} {address.latitude:.6f})",
    }
    return {name: value for name, value in values.items() if value != ""}


def matches(one: Document, text: str) -> bool:
    """Whether a document passes a filter such as `type:adres AND postcode:1234AB`."""
    return all(_matches_field(one, part) for part in AND.split(text))


def relevance(one: Document, text: str) -> float | None:
    """How well a document fits free text; None: it does not. Every word must fit."""
    if text.strip() in ("", "*", "*:*"):
        return 1.0
    if FIELD.match(AND.split(text)[0]):
        return 10.0 if matches(one, text) else None
    words = re.findall(r"[\w-]+", SPACED_POSTCODE.sub(r"\1\2", text).lower())
    own = _words_of(one)
    if not words or not all(_has(own, word) for word in words):
        return None
    return 5.0 + sum(word in own for word in words)


def _has(own: set[str], word: str) -> bool:
    """Whether a word is there: names may be cut short, numbers not (but `1234` of `1234AB`)."""
    may_be_cut = not word[0].isdigit() or len(word) == DIGITS_OF_POSTCODE
    return word in own or (may_be_cut and any(mine.startswith(word) for mine in own))


def _matches_field(one: Document, part: str) -> bool:
    parsed = FIELD.match(part)
    if not parsed:
        raise BadQuery(f"Geen veld met een waarde: {part}")
    name, values = parsed.groups()
    allowed = [value.strip(' "') for value in OR.split(values.strip("()"))]
    if name == "postcode":
        allowed = [value.replace(" ", "") for value in allowed]
    mine = str(one.get(name, "")).lower()
    return any(mine == value.lower() or (value == "*" and mine != "") for value in allowed)


def _words_of(one: Document) -> set[str]:
    house = str(one["huis_nlt"]).lower()
    return {
        str(one["straatnaam"]).lower(),
        str(one["postcode"]).lower(),
        str(one["woonplaatsnaam"]).lower(),
        str(one["huisnummer"]),
        house,
        *house.split("-"),
    }
