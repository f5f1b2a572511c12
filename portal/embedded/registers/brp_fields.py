"""Which fields one may ask of the BRP, and how an answer is cut down to them.

Source: BRP API Personen 2.7.0, schema `Persoon`; what is delivered without asking (`inOnderzoek`,
`geheimhoudingPersoonsgegevens`, `opschortingBijhouding`, `rni`, `verificatie`) can't be asked.
"""

from collections.abc import Mapping
from typing import Any

Tree = dict[str, "Tree"]
UNASKED = frozenset(
    {"inOnderzoek", "geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "type"}
)
"""What comes along with anything that is asked."""


def _names(names: str, **groups: Tree) -> Tree:
    return {**{name: {} for name in names.split()}, **groups}


_DATE = _names("type langFormaat datum jaar maand onbekend")
_VALUE = _names("code omschrijving")
_TITLE = _names("code omschrijving soort")
_NAME = _names("voornamen voorvoegsel geslachtsnaam voorletters", adellijkeTitelPredicaat=_TITLE)
_BIRTH = _names("", datum=_DATE, land=_VALUE, plaats=_VALUE)
_PERSON_WITH_AUTHORITY = _names("burgerservicenummer", naam=_names("volledigeNaam"))
_RESIDENCE = _names(
    "officieleStraatnaam korteStraatnaam huisnummer huisletter huisnummertoevoeging postcode"
    " woonplaats regel1 regel2 regel3 locatiebeschrijving",
    aanduidingBijHuisnummer=_VALUE,
    land=_VALUE,
)

FIELDS: Tree = _names(
    "aNummer burgerservicenummer leeftijd indicatieCurateleRegister",
    datumEersteInschrijvingGBA=_DATE,
    datumInschrijvingInGemeente=_DATE,
    geslacht=_VALUE,
    gemeenteVanInschrijving=_VALUE,
    indicatieGezagMinderjarige=_VALUE,
    uitsluitingKiesrecht=_names("uitgeslotenVanKiesrecht", einddatum=_DATE),
    europeesKiesrecht=_names("", aanduiding=_VALUE, einddatumUitsluiting=_DATE),
    naam={**_NAME, **_names("volledigeNaam", aanduidingNaamgebruik=_VALUE)},
    nationaliteiten=_names(
        "type", redenOpname=_VALUE, datumIngangGeldigheid=_DATE, nationaliteit=_VALUE
    ),
    geboorte=_BIRTH,
    overlijden=_BIRTH,
    verblijfplaats=_names(
        "type adresseerbaarObjectIdentificatie nummeraanduidingIdentificatie"
        " indicatieVastgesteldVerblijftNietOpAdres",
        verblijfadres=_RESIDENCE,
        datumVan=_DATE,
        datumIngangGeldigheid=_DATE,
        functieAdres=_VALUE,
    ),
    immigratie=_names(
        "vanuitVerblijfplaatsOnbekend indicatieVestigingVanuitBuitenland",
        landVanwaarIngeschreven=_VALUE,
        datumVestigingInNederland=_DATE,
    ),
    adressering=_names(
        "adresregel1 adresregel2 adresregel3 indicatieVastgesteldVerblijftNietOpAdres aanhef"
        " gebruikInLopendeTekst",
        land=_VALUE,
        aanschrijfwijze=_names("naam aanspreekvorm"),
    ),
    gezag=_names(
        "type toelichting",
        minderjarige={**_PERSON_WITH_AUTHORITY, "leeftijd": {}},
        ouders=_PERSON_WITH_AUTHORITY,
        ouder=_PERSON_WITH_AUTHORITY,
        derde={**_PERSON_WITH_AUTHORITY, "type": {}},
        derden={**_PERSON_WITH_AUTHORITY, "type": {}},
    ),
    verblijfstitel=_names("", aanduiding=_VALUE, datumEinde=_DATE, datumIngang=_DATE),
    kinderen=_names("burgerservicenummer", naam=_NAME, geboorte=_BIRTH),
    ouders=_names(
        "burgerservicenummer ouderAanduiding",
        geslacht=_VALUE,
        datumIngangFamilierechtelijkeBetrekking=_DATE,
        naam=_NAME,
        geboorte=_BIRTH,
    ),
    partners=_names(
        "burgerservicenummer",
        geslacht=_VALUE,
        soortVerbintenis=_VALUE,
        naam=_NAME,
        geboorte=_BIRTH,
        aangaanHuwelijkPartnerschap=_BIRTH,
        ontbindingHuwelijkPartnerschap=_names("", datum=_DATE),
    ),
)


def exists(path: str) -> bool:
    """Whether one may ask for this path, such as `geboorte.datum` or `partners.naam`."""
    level = FIELDS
    for name in path.split("."):
        if name not in level:
            return False
        level = level[name]
    return True


def only(person: Mapping[str, Any], paths: list[str]) -> dict[str, Any]:
    """Give this person with nothing but the asked fields, and what belongs to them.

    A date or a value from a table is delivered whole; so is the `type` of what has one.
    """
    wanted: Tree = {}
    for path in paths:
        level = wanted
        for name in path.split("."):
            level = level.setdefault(name, {})
    return _cut(person, wanted)


def _cut(value: Mapping[str, Any], wanted: Tree) -> dict[str, Any]:
    return {
        name: _inner(inner, wanted.get(name, {}))
        for name, inner in value.items()
        if name in wanted or name in UNASKED
    }


def _inner(value: Any, wanted: Tree) -> Any:
    if not wanted:
        return value
    if isinstance(value, list):
        return [_cut(one, wanted) for one in value]
    is_whole = isinstance(value, dict) and ("langFormaat" in value or "code" in value)
    return value if is_whole or not isinstance(value, dict) else _cut(value, wanted)
