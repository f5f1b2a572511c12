"""Countries: their codes (ISO 3166-1 alpha-2) and what they are called (CLDR, by Babel).

The municipality's own list of countries (landelijke tabel 34 of the BRP) holds countries that are
no more and has codes of its own; it is not published as data that may stand here. For people who
say where somebody lives today, ISO's list has each of those that there are.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

THE_NETHERLANDS = "NL"
_ISO = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRY_CODES = tuple(_ISO.split())
"""All 249 of ISO 3166-1, and Kosovo, which is not in it and where people live."""
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Alderney": "GG",
        "Amerika": "US",
        "Belgique": "BE",
        "Birma": "MM",
        "Brittannië": "GB",
        "Deutschland": "DE",
        "Engeland": "GB",
        "England": "GB",
        "España": "ES",
        "Great Britain": "GB",
        "Groot-Brittannië": "GB",
        "Holland": "NL",
        "Hongkong": "HK",
        "Hong Kong": "HK",
        "Italia": "IT",
        "Kaapverdië": "CV",
        "Macedonië": "MK",
        "Myanmar": "MM",
        "Noord-Ierland": "GB",
        "Österreich": "AT",
        "Palestina": "PS",
        "Polska": "PL",
        "Schotland": "GB",
        "Scotland": "GB",
        "Swaziland": "SZ",
        "Tsjechische Republiek": "CZ",
        "Türkiye": "TR",
        "UK": "GB",
        "USA": "US",
        "Vaticaan": "VA",
        "VS": "US",
        "Wales": "GB",
        "Wit-Rusland": "BY",
    }
)
"""What people write, besides the names of CLDR in Dutch and English."""
_DUTCH, _ENGLISH = "nl", "en"
_MOST_CHARACTERS = 100
_CODES = frozenset(COUNTRY_CODES)


def country_name(code: str, locale: str = _DUTCH) -> str:
    """What the country of this code is called; empty where there is none."""
    if code not in _CODES:
        return ""
    names = Locale.parse(locale, sep=_separator(locale)).territories
    return str(names.get(code) or Locale(_DUTCH).territories[code])


@lru_cache(maxsize=16)
def countries(locale: str = _DUTCH) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, in the order of the alphabet."""
    names = ((code, country_name(code, locale)) for code in COUNTRY_CODES)
    return tuple(sorted(names, key=lambda named: _sort_key(named[1])))


def find_country(text: str) -> str:
    """The code of what was written: a name in Dutch or English, or a code; empty for no country."""
    if len(text) > _MOST_CHARACTERS:
        return ""
    code = text.strip().upper()
    return code if code in _CODES else _codes_by_name().get(folded(text), "")


def folded(text: str) -> str:
    """A name in small letters without accents, spaces and signs: for comparing only."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if sign.isalnum())


@lru_cache(maxsize=1)
def _codes_by_name() -> Mapping[str, str]:
    named = {folded(name): code for name, code in OTHER_NAMES.items()}
    for locale in (_ENGLISH, _DUTCH):
        named |= {folded(name): code for code, name in countries(locale)}
    return named


def _separator(locale: str) -> str:
    return "-" if "-" in locale else "_"


def _sort_key(name: str) -> tuple[str, str]:
    """As in a Dutch dictionary: an accent counts only between words that are else the same."""
    return folded(name), name
