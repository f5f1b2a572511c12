"""How somebody is written and addressed, by the name that they choose to use.

Source: BRP API personen, features `voorletters`, `aanschrijfwijze` and `aanhef`. Titles of nobility
and predicates have rules of their own, which are not here.
"""

from dataclasses import dataclass
from enum import StrEnum

_APOSTROPHE = "'"
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019`", _APOSTROPHE))


class SurnameUse(StrEnum):
    """Whose surname one uses (aanduidingNaamgebruik), with the codes of the BRP."""

    OWN = "E"
    PARTNER = "P"
    PARTNER_FIRST = "V"
    """The partner's, then one's own."""
    OWN_FIRST = "N"
    """One's own, then the partner's."""


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname and what stands before it: `van der` and `Berg`; both can be empty."""

    prefix: str
    name: str

    @property
    def line(self) -> str:
        """As it stands inside a name: `van der Berg`, `d'Artagnan`."""
        prefix, name = self.prefix.lower().translate(_APOSTROPHES).strip(), self.name.strip()
        is_joined = prefix.endswith(_APOSTROPHE) and name
        return f"{prefix}{name}" if is_joined else f"{prefix} {name}".strip()


def initials(given_names: str) -> str:
    """`T.P.I.` of Theo Philip IJsbrand; a given name of one letter has no dot: `S.Q`, `J P`."""
    written = ""
    for name in given_names.split():
        space = " " if written and not written.endswith(".") else ""
        dot = "." if len(name) > 1 else ""
        written += f"{space}{name[0].upper()}{dot}"
    return written


def surname_in_use(own: Surname, partner: Surname, use: SurnameUse) -> str:
    """The surname by this choice; one's own where the partner's is not known, and the other way.

    Its first letter is small where that of its prefix is: see `first_capital`.
    """
    parts = {
        SurnameUse.OWN: (own,),
        SurnameUse.PARTNER: (partner,),
        SurnameUse.PARTNER_FIRST: (partner, own),
        SurnameUse.OWN_FIRST: (own, partner),
    }[use]
    lines = [part.line for part in parts if part.name.strip()]
    return "-".join(lines) or own.line or partner.line


def written_name(given_names: str, surname: str) -> str:
    """Above a letter: `J.R. in het Zonnetje`; `In het Zonnetje` of who has no given names."""
    before = initials(given_names)
    return f"{before} {surname}" if before else first_capital(surname)


def addressed(form_of_address: str, surname: str) -> str:
    """`mevrouw In het Zonnetje`."""
    return f"{form_of_address} {first_capital(surname)}"


def first_capital(surname: str) -> str:
    """A surname without initials before it begins with a capital; `'t Wolkje` stays as it is."""
    return surname[:1].upper() + surname[1:]
