"""Names as the BRP means them to be written.

Source: BRP API, `aanschrijfwijze` for people without a title, and landelijke tabel 36 for prefixes.
"""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def given_and_own(naam: Json) -> str:
    """Given names, or else initials, with the own surname: as on a birth certificate."""
    return _joined(naam.get("voornamen") or naam.get("voorletters"), _surname(naam))


def full(naam: Json, partners: list[Json]) -> str:
    """Given names with the surname by the chosen use of names (aanduidingNaamgebruik).

    E: own name; P: partner's; V: partner's, then own; N: own, then partner's. Without a partner's
    name it is the own name, which the register may give ready-made (`volledigeNaam`, with titles).
    """
    own = _surname(naam)
    code = (naam.get("aanduidingNaamgebruik") or {}).get("code", "E")
    partner = next((_surname(record.get("naam") or {}) for record in partners), "")
    surnames = {"P": partner, "V": f"{partner}-{own}", "N": f"{own}-{partner}"}
    if partner and own and code in surnames:
        return _joined(naam.get("voornamen") or naam.get("voorletters"), surnames[code])
    return str(naam.get("volledigeNaam") or given_and_own(naam))


def without_partners(naam: Json, addressed: str) -> str:
    """The name by the chosen use of names, where partners were not asked for.

    Whoever uses a partner's name is written as the register itself does: `addressed`.
    """
    uses_own = (naam.get("aanduidingNaamgebruik") or {}).get("code", "E") == "E"
    return full(naam, []) if uses_own else addressed or full(naam, [])


def _surname(naam: Json) -> str:
    return _joined(naam.get("voorvoegsel"), naam.get("geslachtsnaam"))


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
