"""The test residents of Demodam: all fictitious, the numbers are from the test range.

The case API, the register of persons (BRP) and the DigiD-style provider all read from here, so
that they tell the same about the same people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeAddress:
    """Where somebody lives, as the address register writes it."""

    street: str
    number: int
    letter: str = ""
    addition: str = ""
    postcode: str
    """Without a space: `1234AB`."""
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One person that a developer can log in as, or who is family of one.

    Family is given by citizen service number (BSN); each link stands on both sides.
    """

    bsn: str
    given_names: str
    prefix: str
    """Before the surname, such as `van der`; empty for most."""
    surname: str
    initials: str
    gender: str
    """`M`, `V` or `O` (unknown), the codes of the BRP."""
    born: date
    address: HomeAddress
    partner: str | None = None
    children: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    about: str
    """Who this is, in Dutch, for the pages where a developer picks somebody."""
    brp: Mapping[str, Any] = field(default_factory=dict)
    """What the BRP says otherwise of them, by field; None: it says nothing there."""

    @property
    def full_name(self) -> str:
        """Given names, prefix and surname with one space between them."""
        return " ".join(part for part in (self.given_names, self.prefix, self.surname) if part)

    @property
    def is_adult(self) -> bool:
        """Whether this resident has a DigiD of their own in the embedded world."""
        return not self.parents


_LINDELAAN_12 = HomeAddress(street="Lindelaan", number=12, postcode="1234AB", city="Demodam")
_HAVENSTRAAT_10A2 = HomeAddress(
    street="Havenstraat", number=10, letter="A", addition="2", postcode="1235EF", city="Demodam"
)
_MARKTPLEIN_3 = HomeAddress(street="Marktplein", number=3, postcode="1234CD", city="Demodam")

NOOR = Resident(
    bsn="999993653",
    given_names="Noor",
    prefix="de",
    surname="Wit",
    initials="N.",
    gender="V",
    born=date(1986, 4, 17),
    address=_LINDELAAN_12,
    partner="999990019",
    children=("999991772", "999992934"),
    about="Woont met haar partner en twee kinderen aan de Lindelaan. Gaat verhuizen.",
)
SAM = Resident(
    bsn="999990019",
    given_names="Sam",
    prefix="",
    surname="Yilmaz",
    initials="S.",
    gender="M",
    born=date(1984, 11, 2),
    address=_LINDELAAN_12,
    partner="999993653",
    children=("999991772", "999992934"),
    about="Partner van Noor de Wit, vader van Lila en Milan.",
)
LILA = Resident(
    bsn="999991772",
    given_names="Lila",
    prefix="",
    surname="Yilmaz",
    initials="L.",
    gender="V",
    born=date(2015, 6, 9),
    address=_LINDELAAN_12,
    parents=("999993653", "999990019"),
    about="Dochter van Noor en Sam. Heeft zelf geen DigiD.",
)
MILAN = Resident(
    bsn="999992934",
    given_names="Milan",
    prefix="",
    surname="Yilmaz",
    initials="M.",
    gender="M",
    born=date(2019, 1, 23),
    address=_LINDELAAN_12,
    parents=("999993653", "999990019"),
    about="Zoon van Noor en Sam. Heeft zelf geen DigiD.",
)
CORNELIS = Resident(
    bsn="999995571",
    given_names="Cornelis",
    prefix="van der",
    surname="Berg",
    initials="C.",
    gender="M",
    born=date(1951, 9, 30),
    address=_HAVENSTRAAT_10A2,
    about="Heeft twaalf zaken: van net ontvangen tot afgerond, met besluiten en documenten.",
)
AISHA = Resident(
    bsn="999994669",
    given_names="Aisha",
    prefix="",
    surname="Bakker",
    initials="A.",
    gender="V",
    born=date(1999, 2, 14),
    address=_MARKTPLEIN_3,
    about="Heeft nog niets bij de gemeente lopen.",
)

RESIDENTS: tuple[Resident, ...] = (NOOR, SAM, LILA, MILAN, CORNELIS, AISHA)
