"""Names as the BRP means them to be written.

Source: BRP API, `aanschrijfwijze` for people without a title, and landelijke tabel 36 for prefixes.
"""

from collections.abc import Iterable

from portal.gateways.persons.resources import Naam


def given_and_own(naam: Naam) -> str:
    """Given names, or else initials, with the own surname: as on a birth certificate."""
    return _joined(naam.voornamen or naam.voorletters, _surname(naam))


def full(naam: Naam, partners: Iterable[Naam | None]) -> str:
    """Given names with the surname by the chosen use of names (aanduidingNaamgebruik).

    E: own name; P: partner's; V: partner's, then own; N: own, then partner's. Without a partner's
    name it is the own name, which the register may give ready-made (`volledigeNaam`, with titles).
    """
    own = _surname(naam)
    partner = next((_surname(each) if each else "" for each in partners), "")
    surnames = {"P": partner, "V": f"{partner}-{own}", "N": f"{own}-{partner}"}
    surname = surnames.get(_use_of(naam) or "")
    if partner and own and surname:
        return _joined(naam.voornamen or naam.voorletters, surname)
    return naam.volledige_naam or given_and_own(naam)


def without_partners(naam: Naam, addressed: str) -> str:
    """The name by the chosen use of names, where partners were not asked for.

    Whoever uses a partner's name is written as the register itself does: `addressed`.
    """
    return full(naam, []) if _use_of(naam) == "E" else addressed or full(naam, [])


def _use_of(naam: Naam) -> str | None:
    return naam.aanduiding_naamgebruik.code if naam.aanduiding_naamgebruik else "E"


def _surname(naam: Naam) -> str:
    return _joined(naam.voorvoegsel, naam.geslachtsnaam)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
