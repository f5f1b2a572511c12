"""Where somebody lives, in the words of the BRP (verblijfplaats)."""

from portal.domain.addresses import Address, DescribedPlace
from portal.gateways.persons.resources import HomeAddress, Residence

ABROAD = "VerblijfplaatsBuitenland"
UNKNOWN = "VerblijfplaatsOnbekend"
INDICATIONS = {"to": "tegenover", "by": "bij"}
UNKNOWN_COUNTRY = "0000"


def place_of(residence: Residence | None) -> Address | DescribedPlace | None:
    """The address, or what there is of it in lines; None where the register has nothing."""
    home = residence.verblijfadres if residence else None
    if home is None:
        return None
    return _dutch(home) or _described(home)


def _dutch(home: HomeAddress) -> Address | None:
    """An address in the Netherlands; None where street or number are not there."""
    street = _line(home.officiele_straatnaam) or _line(home.korte_straatnaam)
    if not street or home.huisnummer is None:
        return None
    return Address(
        street=street,
        indication=_indication(home),
        number=home.huisnummer,
        letter=_line(home.huisletter),
        addition=_line(home.huisnummertoevoeging),
        postcode=_postcode(home),
        city=_line(home.woonplaats),
    )


def _described(home: HomeAddress) -> DescribedPlace | None:
    """The lines of an address abroad, of a described place, or of a part of an address."""
    number = str(home.huisnummer or "")
    house = "-".join(filter(None, (number + _line(home.huisletter), home.huisnummertoevoeging)))
    street = _line(home.officiele_straatnaam) or _line(home.korte_straatnaam)
    lines = (
        _line(home.locatiebeschrijving),
        _line(home.regel1),
        _line(home.regel2),
        _line(home.regel3),
        " ".join(filter(None, (street, _indication(home) if number else "", house))),
        " ".join(filter(None, (_postcode(home), _line(home.woonplaats)))),
        _country(home),
    )
    filled = tuple(filter(None, lines))
    return DescribedPlace(filled) if filled else None


def _indication(home: HomeAddress) -> str:
    indication = home.aanduiding_bij_huisnummer
    if indication is None:
        return ""
    return INDICATIONS.get(indication.code or "") or _line(indication.omschrijving)


def _country(home: HomeAddress) -> str:
    if home.land is None or home.land.code == UNKNOWN_COUNTRY:
        return ""
    return _line(home.land.omschrijving)


def _postcode(home: HomeAddress) -> str:
    postcode = (home.postcode or "").replace(" ", "").upper()
    return f"{postcode[:4]} {postcode[4:]}".strip()


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
