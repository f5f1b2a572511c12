"""Residents of whom the BRP says something out of the ordinary: one for each such thing."""

from datetime import date
from typing import Any

from portal.embedded.registers.residents import HomeAddress, Resident

_HOME = HomeAddress(street="Stationsweg", number=7, postcode="1236GH", city="Demodam")
_BELGIUM = {"code": "5010", "omschrijving": "België"}
_EMIGRATED = {"reden": {"code": "E", "omschrijving": "emigratie"}}
_PARTNER = {"soortVerbintenis": {"code": "H", "omschrijving": "huwelijk"}}
_YES = {"inOnderzoek": {"type": True}}


def _day(day: str) -> dict[str, str]:
    return {"type": "Datum", "datum": day, "langFormaat": day}


def _year(year: int) -> dict[str, Any]:
    return {"type": "JaarDatum", "jaar": year, "langFormaat": str(year)}


def _named(given_names: str, surname: str, **more: Any) -> dict[str, Any]:
    return {"naam": {"voornamen": given_names, "geslachtsnaam": surname}, **more}


def _odd(bsn: str, name: str, about: str, **brp: Any) -> Resident:
    given_names, _, surname = name.rpartition(" ")
    return Resident(
        bsn=bsn,
        given_names=given_names or surname,
        prefix="",
        surname=surname,
        initials=f"{name[0]}.",
        gender="O",
        born=date(1980, 3, 4),
        address=_HOME,
        about=about,
        brp=brp,
    )


def _married(name: str, usage: str, written: str, ending: str) -> dict[str, Any]:
    """What the BRP says of somebody whose marriage ended and who keeps the partner's name."""
    given_names, _, surname = name.partition(" ")
    return {
        "naam": {
            "voornamen": given_names,
            "geslachtsnaam": surname,
            "volledigeNaam": name,
            "aanduidingNaamgebruik": {"code": usage, "omschrijving": "naam van de partner"},
        },
        "adressering": {"aanschrijfwijze": {"naam": written}},
        "partners": [
            _named(
                "Karel",
                "Mulder",
                **_PARTNER,
                ontbindingHuwelijkPartnerschap={"datum": _day(ending)},
            )
        ],
    }


ABROAD = _odd(
    "999990111",
    "Pierre Lambert",
    "Woont in België: een adres in het buitenland.",
    verblijfplaats={
        "type": "VerblijfplaatsBuitenland",
        "verblijfadres": {
            "regel1": "Rue de la Loi 1",
            "regel2": "1000 Bruxelles",
            "land": _BELGIUM,
        },
    },
    opschortingBijhouding=_EMIGRATED,
)
DESCRIBED = _odd(
    "999990147",
    "Bo Schipper",
    "Woont op een boot: een beschreven plaats in plaats van een adres.",
    verblijfplaats={
        "type": "Locatie",
        "verblijfadres": {"locatiebeschrijving": "Woonboot tegenover Havenstraat 12"},
    },
)
NON_RESIDENT = _odd(
    "999990172",
    "Ilse Grens",
    "Niet-ingezetene (RNI), van wie geen adres bekend is.",
    verblijfplaats={"type": "VerblijfplaatsOnbekend"},
    rni=[{"categorie": "Persoon", "deelnemer": {"code": "0101", "omschrijving": "Afnemer"}}],
)
GUARDED = _odd("999990202", "Tom Voogd", "Staat onder curatele.", indicatieCurateleRegister=True)
INVESTIGATED = _odd(
    "999990238",
    "Eva Onderzoek",
    "De gemeente onderzoekt of de naam en het adres kloppen.",
    naam={
        "voornamen": "Eva",
        "geslachtsnaam": "Onderzoek",
        "volledigeNaam": "Eva Onderzoek",
        **_YES,
    },
    verblijfplaats={
        "type": "Adres",
        "verblijfadres": {
            "korteStraatnaam": "Stationsweg",
            "huisnummer": 7,
            "postcode": "1236GH",
            "woonplaats": "Demodam",
        },
        "indicatieVastgesteldVerblijftNietOpAdres": True,
        **_YES,
    },
)
CONFIDENTIAL = _odd(
    "999990275", "Mia Stil", "Heeft geheimhouding.", geheimhoudingPersoonsgegevens=True
)
ONE_NAME = _odd(
    "999990305",
    "Suharto",
    "Heeft één naam.",
    naam={"geslachtsnaam": "Suharto", "volledigeNaam": "Suharto"},
)
WIDOWED = _odd(
    "999990330",
    "Anna Visser",
    "De partner is overleden; gebruikt de naam van de partner.",
    **_married("Anna Visser", "P", "A. Mulder", "2023-05-06"),
)
DIVORCED = _odd(
    "999990366",
    "Jet Kok",
    "Gescheiden; gebruikt de naam van de partner van toen.",
    **_married("Jet Kok", "V", "J. Mulder-Kok", "2021-02-03"),
)
PARENT = _odd(
    "999990408",
    "Rosa Ouder",
    "Heeft een kind boven de 18, een kind zonder BSN en een kind zonder gezag.",
    kinderen=[
        _named(
            "Daan", "Ouder", burgerservicenummer="999990445", geboorte={"datum": _day("2001-01-02")}
        ),
        _named("Sara", "Ouder", geboorte={"datum": _day("2019-07-08")}),
        _named(
            "Finn", "Ouder", burgerservicenummer="999990470", geboorte={"datum": _day("2017-03-04")}
        ),
    ],
    gezag=[
        {
            "type": "EenhoofdigOuderlijkGezag",
            "minderjarige": {"burgerservicenummer": "999990470"},
            "ouder": {
                "burgerservicenummer": "999990500",
                "naam": {"volledigeNaam": "Bas Anders"},
            },
        }
    ],
)
BORN_SOMETIME = _odd(
    "999990536",
    "Ali Jaar",
    "Van de geboortedag is alleen het jaar bekend; van het kind ook.",
    geboorte={"datum": _year(1975)},
    kinderen=[
        _named("Noa", "Jaar", burgerservicenummer="999990573", geboorte={"datum": _year(2012)})
    ],
)
ODD_RESIDENTS: tuple[Resident, ...] = (
    *(ABROAD, DESCRIBED, NON_RESIDENT, GUARDED, INVESTIGATED, CONFIDENTIAL, ONE_NAME),
    *(WIDOWED, DIVORCED, PARENT, BORN_SOMETIME),
)
