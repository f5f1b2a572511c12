"""What the engine must know besides the form and the answers; the portal fills it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from babel.dates import format_date

from forms.file_limits import MOST_FILES, MOST_MB
from forms.maps import MapArea
from forms.placeholders import fill
from forms.values import Json


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was uploaded with this draft. `size` is in bytes.

    `note` says what was done with it, `mark` the same in few words, as msgids; empty: nothing.
    `fault` is why it can't be used, as msgid with `%(name)s`; empty: it can.
    """

    id: str
    name: str
    size: int
    media_type: str
    note: str = ""
    mark: str = ""
    fault: str = ""
    is_processing: bool = False
    """Whether it is still looked into: then it can't be sent yet."""
    is_soon_ready: bool = False
    """Whether that began so short ago that a page may wait for it."""


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """What a resident typed of an address; `postcode` is written `1234 AB`."""

    postcode: str
    number: int
    letter: str
    addition: str


@dataclass(frozen=True, slots=True)
class RegisterAddress:
    """One address of the register (BAG); `postcode` is written `1234 AB`."""

    street: str
    number: int
    letter: str
    addition: str
    postcode: str
    city: str
    bag_id: str = field(default="", compare=False)
    """Its number in the register; empty where that isn't known. Two rows that differ in nothing
    else are one address for who has to pick it."""


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """What the register says. That there is no such address is not the same as not known."""

    addresses: tuple[RegisterAddress, ...]
    is_known: bool
    """False when the register could not be asked."""
    is_whole: bool = True
    """False when there may be other addresses, which could not be read."""


@dataclass(frozen=True, slots=True)
class RegisterVehicle:
    """A vehicle of the register (RDW); a text is empty where the register doesn't have it."""

    make: str
    model: str
    colour: str
    """In Dutch, as the register calls it: `grijs`."""
    inspected_until: date | None
    """The last day of its inspection (APK); None where it needs none, or nobody knows."""


@dataclass(frozen=True, slots=True)
class VehicleAnswer:
    """What the register says of a plate. That there is none is not the same as not known."""

    vehicle: RegisterVehicle | None
    is_known: bool = True
    """False when the register could not be asked."""


@dataclass(frozen=True, slots=True)
class ConsentOffer:
    """A consent that may be asked for now, with its text in the reader's language."""

    question: str
    sentences: tuple[str, ...]
    agree: str
    decline: str
    text: str
    """Fingerprint of what is shown."""
    texts: frozenset[str]
    """Fingerprints of the same text in all languages: each can be answered now."""


def of_nobody(bsn: str) -> bool:
    """Whose BSN is known where nobody logged in."""
    del bsn
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """The day, the facts and the language of one request."""

    today: date
    """The calendar day in Europe/Amsterdam."""
    facts: Mapping[str, Json]
    """What registers say; see `forms.facts`. A missing fact means: not known."""
    translate: Callable[[str], str]
    """Dutch text of a form → the same text in the reader's language."""
    locale: str = "nl"
    is_logged_in: bool = True
    """Whether who fills it in has logged in: without that some kinds of question aren't asked."""
    can_pay: bool = False
    """Whether one can pay online here."""
    sources_off: frozenset[str] = frozenset()
    """Sources of which nothing can be fetched now: one supplies it oneself."""
    addresses: Mapping[AddressQuery, AddressAnswer] = field(default_factory=dict)
    """What the address register said beforehand; what is not here could not be asked.

    `forms.fields.address_queries` says what a page needs to know: nothing is asked while judging.
    """
    vehicles: Mapping[str, VehicleAnswer] = field(default_factory=dict)
    """Plate without dashes → what the register of vehicles said beforehand.

    `forms.fields.plates_to_look_up` says what a page needs to know; what is not here was not
    asked, and nothing is refused for it.
    """
    map_area: MapArea | None = None
    """What of the map can be looked at to point out a place; None: there is no map."""
    nearest: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Latitude and longitude of a place on the map → the address that is nearest, on one line.

    `forms.fields.points_to_name` says what a page needs to know; empty where there is none near.
    """
    uploads: Mapping[str, tuple[StoredFile, ...]] = field(default_factory=dict)
    """Question id → the files that are kept for it."""
    most_mb: int = MOST_MB
    """Megabytes that a file may have, whatever its question says."""
    most_files: int = MOST_FILES
    """Files that may go with a form, whatever its questions say."""
    upload_errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question id → why a file of this request was refused, one translated sentence each."""

    consents: Mapping[str, ConsentOffer] = field(default_factory=dict)
    """Purpose → its question; what is not here is not asked."""
    is_own_bsn: Callable[[str], bool] = of_nobody
    """Whether these nine digits are the BSN of the resident or of somebody in the household.

    Only this is known here: the numbers themselves stay outside.
    """
    is_residents_bsn: Callable[[str], bool] = of_nobody
    """Whether these nine digits are the BSN of the resident, and not of somebody else at home."""

    @property
    def in_dutch(self) -> "Context":
        """The same in Dutch: for what is stored, and for the case."""
        return replace(self, translate=str, locale="nl")

    def gettext(self, text: str, **values: object) -> str:
        """`text` in the reader's language, with `%(name)s` filled in afterwards.

        For texts that stand in the code, as a literal; for those of a form `text_of`.
        """
        translated = self.translate(text)
        return translated % values if values else translated

    def text_of(self, text: str, **values: object) -> str:
        """A text that is data in the reader's language; see `forms.placeholders`."""
        filled = {name: str(value) for name, value in values.items()}
        return fill(self.translate(text) if text else "", filled)

    def day(self, day: date) -> str:
        """The day as people read it: 12 december 2026."""
        return format_date(day, format="long", locale=self.locale)
