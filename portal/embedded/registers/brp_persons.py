"""The test residents as the BRP describes them."""

from datetime import date
from typing import Any

from portal.embedded.clock import in_dutch, today
from portal.embedded.registers.addresses import BY_HOME, MUNICIPALITY_CODE
from portal.embedded.registers.everybody import BY_BSN
from portal.embedded.registers.residents import HomeAddress, Resident

GENDERS = {"M": "man", "V": "vrouw", "O": "onbekend"}
SALUTATIONS = {"M": "meneer", "V": "mevrouw", "O": "heer/mevrouw"}
LIVES_HERE_SINCE = date(2020, 3, 1)


def person(resident: Resident) -> dict[str, Any]:
    """Everything that the BRP knows of this resident (schema `Persoon`)."""
    values: dict[str, Any] = {
        "aNummer": f"9{resident.bsn}",
        "burgerservicenummer": resident.bsn,
        "leeftijd": age(resident.born, today()),
        "geslacht": _value(resident.gender, GENDERS[resident.gender]),
        "naam": _name(resident)
        | {
            "volledigeNaam": resident.full_name,
            "aanduidingNaamgebruik": _value("E", "eigen geslachtsnaam"),
        },
        "geboorte": _birth(resident),
        "gemeenteVanInschrijving": _value(MUNICIPALITY_CODE, resident.address.city),
        "datumInschrijvingInGemeente": _date(max(LIVES_HERE_SINCE, resident.born)),
        "verblijfplaats": _residence(resident.address, max(LIVES_HERE_SINCE, resident.born)),
        "adressering": _addressing(resident),
        "nationaliteiten": [
            {"type": "Nationaliteit", "nationaliteit": _value("0001", "Nederlandse")}
        ],
        "kinderen": [_child(BY_BSN[bsn]) for bsn in resident.children],
        "ouders": [_parent(BY_BSN[bsn], index) for index, bsn in enumerate(resident.parents, 1)],
        "partners": [_partner(BY_BSN[resident.partner])] if resident.partner else [],
    }
    values |= resident.brp
    return {name: value for name, value in values.items() if value not in ([], None)}


def age(born: date, now: date) -> int:
    """Full years."""
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))


def _name(resident: Resident) -> dict[str, Any]:
    values = {
        "voornamen": resident.given_names,
        "voorvoegsel": resident.prefix,
        "geslachtsnaam": resident.surname,
        "voorletters": resident.initials,
    }
    return {name: value for name, value in values.items() if value}


def _birth(resident: Resident) -> dict[str, Any]:
    return {
        "datum": _date(resident.born),
        "land": _value("6030", "Nederland"),
        "plaats": _value(MUNICIPALITY_CODE, resident.address.city),
    }


def _child(child: Resident) -> dict[str, Any]:
    return {
        "burgerservicenummer": child.bsn,
        "naam": _name(child),
        "geboorte": _birth(child),
    }


def _parent(parent: Resident, index: int) -> dict[str, Any]:
    return _child(parent) | {
        "geslacht": _value(parent.gender, GENDERS[parent.gender]),
        "ouderAanduiding": str(index),
    }


def _partner(partner: Resident) -> dict[str, Any]:
    return _child(partner) | {
        "geslacht": _value(partner.gender, GENDERS[partner.gender]),
        "soortVerbintenis": _value("H", "huwelijk"),
    }


def _residence(home: HomeAddress, since: date) -> dict[str, Any]:
    registered = BY_HOME[home]
    street = {
        "officieleStraatnaam": home.street,
        "korteStraatnaam": home.street,
        "huisnummer": home.number,
        "huisletter": home.letter,
        "huisnummertoevoeging": home.addition,
        "postcode": home.postcode,
        "woonplaats": home.city,
    }
    return {
        "type": "Adres",
        "verblijfadres": {name: value for name, value in street.items() if value != ""},
        "functieAdres": _value("W", "woonadres"),
        "adresseerbaarObjectIdentificatie": registered.object_id,
        "nummeraanduidingIdentificatie": registered.designation_id,
        "datumVan": _date(since),
    }


def _addressing(resident: Resident) -> dict[str, Any]:
    home = resident.address
    surname = " ".join(part for part in (resident.prefix, resident.surname) if part)
    after_title = surname[0].upper() + surname[1:]
    form = SALUTATIONS[resident.gender]
    return {
        "aanhef": f"Geachte {form} {after_title}",
        "aanschrijfwijze": {"naam": f"{resident.initials} {surname}"},
        "gebruikInLopendeTekst": f"{form} {after_title}",
        "adresregel1": f"{home.street} {BY_HOME[home].house}",
        "adresregel2": f"{home.postcode[:4]} {home.postcode[4:]} {home.city.upper()}",
    }


def _date(day: date) -> dict[str, str]:
    return {
        "type": "Datum",
        "datum": day.isoformat(),
        "langFormaat": in_dutch(day),
    }


def _value(code: str, description: str) -> dict[str, str]:
    return {"code": code, "omschrijving": description}
