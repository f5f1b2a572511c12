"""Names as the BRP means them to be written.

Source: BRP API, `volledigeNaam` and `aanschrijfwijze`, and landelijke tabel 36 for prefixes.
"""

from collections.abc import Iterable

from portal.domain.persons import NameParts
from portal.gateways.persons.resources import Naam, RelatedPerson

UNKNOWN = "."
"""What stands in the register for a surname that nobody knows."""


def given_and_own(naam: Naam) -> str:
    """Given names, or else initials, with the own surname: as on a birth certificate.

    A predicate stands before them, a title before the surname: `jonkheer Theo van den Aedel`.
    """
    predicate, title = _titles(naam)
    return _joined(predicate, naam.voornamen or naam.voorletters, title, _surname(naam))


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
        predicate, title = _titles(naam)
        own_title = "" if _use_of(naam) == "P" else title
        return _joined(predicate, naam.voornamen or naam.voorletters, own_title, surname)
    return _line(naam.volledige_naam) or given_and_own(naam)


def as_written(naam: Naam, addressed: str, partners: Iterable[RelatedPerson] = ()) -> str:
    """The name by the chosen use of names: the same in greeting, form, paper and case.

    Whoever uses a partner's name is written as the register itself does: `addressed`. It knows of
    which partner a widow kept the name, and what comes of a title. Where it doesn't say, the
    present partner counts, else the last one.
    """
    if _use_of(naam) == "E":
        return full(naam, [])
    latest = _latest(partners)
    return _line(addressed) or full(naam, [partner.naam for partner in latest])


def parts_of(naam: Naam, partners: Iterable[RelatedPerson]) -> NameParts | None:
    """The parts of the name and of the present or last partner's; None where a title is there."""
    latest = [partner.naam or Naam() for partner in _latest(partners)]
    partner = next(filter(_surname, latest), Naam())
    if naam.adellijke_titel_predicaat or partner.adellijke_titel_predicaat or not _surname(naam):
        return None
    return NameParts(
        given=_line(naam.voornamen),
        prefix=_line(naam.voorvoegsel),
        surname=_line(naam.geslachtsnaam),
        use=_use_of(naam) or "E",
        partner_prefix=_line(partner.voorvoegsel),
        partner_surname=_line(partner.geslachtsnaam),
    )


def _latest(partners: Iterable[RelatedPerson]) -> list[RelatedPerson]:
    """The present partner first, then those of before."""
    return sorted(partners, key=_ended, reverse=True)


def _ended(partner: RelatedPerson) -> tuple[bool, str]:
    """Later for a present partner than for any of before."""
    ending = partner.ontbinding_huwelijk_partnerschap
    if ending is None:
        return True, ""
    day = ending.datum
    return False, f"{day.datum or f'{day.jaar or 0:04}-{day.maand or 0:02}'}" if day else ""


def _use_of(naam: Naam) -> str | None:
    return naam.aanduiding_naamgebruik.code if naam.aanduiding_naamgebruik else "E"


def _titles(naam: Naam) -> tuple[str, str]:
    """Predicate and title; one of them, or neither, is there."""
    title = naam.adellijke_titel_predicaat
    words = _line(title.omschrijving) if title else ""
    return (words, "") if title and title.soort == "predicaat" else ("", words)


def _surname(naam: Naam) -> str:
    """`van den Aedel`, `d'Artagnan`: an apostrophe at the end of a prefix takes no space."""
    prefix, name = _line(naam.voorvoegsel), _line(naam.geslachtsnaam)
    if name == UNKNOWN:
        return ""
    return f"{prefix}{name}" if prefix.endswith("'") and name else _joined(prefix, name)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _joined(*parts: str | None) -> str:
    return " ".join(filter(None, map(_line, parts)))
