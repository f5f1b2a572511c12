"""How each part of the world now behaves: kept in the database, remembered for a moment."""

import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from portal.embedded.records import Switch
from portal.embedded.world import World

PARTS: dict[str, str] = {
    "digid": "Oefen-DigiD",
    "brp": "BRP (personen)",
    "locatieserver": "Adressen (Locatieserver)",
    "zaken": "Zaken API",
    "catalogi": "Catalogi API",
    "documenten": "Documenten API",
    "besluiten": "Besluiten API",
    "notificaties": "Notificaties API",
    "objecten": "Objecten API (taken)",
    "klantinteracties": "Klantinteracties API (vragen)",
    "betaaldienst": "Betalen (Mollie)",
    "betaalmeldingen": "Meldingen van de betaaldienst",
    "bericht": "Mail (NotifyNL)",
    "inzage": "Logboek van medewerkers (VNG)",
    "uwv": "UWV (inkomen)",
    "belastingdienst": "Belastingdienst (spaargeld)",
    "rdw": "RDW (voertuigen)",
    "kentekens": "RDW (kentekens, open data)",
    "kaart": "Kaart (PDOK)",
    "opslag": "Bestanden (S3)",
    "scanner": "Virusscanner (clamd)",
}
"""The parts that can be broken, by the name of their blueprint, where they have one."""
NOTICES = "betaalmeldingen"
REMEMBERED_S = 0.2


class Mode(StrEnum):
    """Ways in which a part can behave."""

    GOOD = "goed"
    SLOW = "traag"
    HANGING = "hangt"
    DOWN = "uit"
    NONSENSE = "onzin"
    LATE = "laat"
    BROKEN_AFTER = "gedaan-maar-502"
    ERROR_AFTER = "gedaan-maar-500"
    HANGING_HALFWAY = "hangt-halverwege"
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    CONFLICT = "409"
    PRECONDITION = "412"
    TOO_MANY = "429"
    ERROR = "500"
    UNAVAILABLE = "503"
    CUT_OFF = "afgekapt"
    OTHER_SHAPE = "andere-vorm"
    ODD_ITEM = "vreemd-item"
    OF_ANOTHER = "van-een-ander"
    OTHER_AMOUNT = "ander-bedrag"
    CLOCK_AHEAD = "klok-voor"
    CLOCK_BEHIND = "klok-achter"
    TWICE = "dubbel"
    LOST = "kwijt"


MODES: dict[Mode, str] = {
    Mode.GOOD: "Werkt gewoon",
    Mode.SLOW: "Wacht eerst, antwoordt dan",
    Mode.HANGING: "Antwoordt nooit",
    Mode.HANGING_HALFWAY: "Begint te antwoorden, en houdt op",
    Mode.LATE: "Doet het werk, antwoordt te laat",
    Mode.DOWN: "Antwoordt 502",
    Mode.BROKEN_AFTER: "Doet het werk, antwoordt 502",
    Mode.ERROR: "Antwoordt 500",
    Mode.ERROR_AFTER: "Doet het werk, antwoordt 500",
    Mode.UNAVAILABLE: "Antwoordt 503: er is even geen dienst",
    Mode.UNAUTHORIZED: "Antwoordt 401: kent het portaal niet",
    Mode.FORBIDDEN: "Antwoordt 403: het mag niet",
    Mode.NOT_FOUND: "Antwoordt 404: het is er niet",
    Mode.CONFLICT: "Antwoordt 409: het botst",
    Mode.PRECONDITION: "Antwoordt 412: aan een voorwaarde is niet voldaan",
    Mode.TOO_MANY: "Antwoordt 429: te veel vragen, wacht zoveel seconden",
    Mode.NONSENSE: "Antwoordt onzin",
    Mode.CUT_OFF: "Antwoordt half: de rest van het antwoord ontbreekt",
    Mode.OTHER_SHAPE: "Antwoordt in een andere vorm",
    Mode.ODD_ITEM: "Zet iets onleesbaars in elke lijst",
    Mode.OF_ANOTHER: "Geeft wat van een ander is",
    Mode.OTHER_AMOUNT: "Geeft elk bedrag een cent te hoog",
    Mode.CLOCK_AHEAD: "De klok loopt twee uur voor",
    Mode.CLOCK_BEHIND: "De klok loopt twee uur achter",
    Mode.TWICE: "Stuurt elke notificatie twee keer",
    Mode.LOST: "Stuurt geen notificaties",
}
CASE_API = frozenset({"zaken", "catalogi", "documenten", "besluiten"})
ONLY_OF: dict[Mode, frozenset[str]] = {
    Mode.OF_ANOTHER: frozenset({"zaken", "objecten"}),
    Mode.OTHER_AMOUNT: frozenset({"betaaldienst"}),
    Mode.UNAVAILABLE: frozenset({"betaaldienst"}),
    Mode.CLOCK_AHEAD: CASE_API,
    Mode.CLOCK_BEHIND: CASE_API,
    Mode.TWICE: frozenset({"notificaties", "betaalmeldingen"}),
    Mode.LOST: frozenset({"notificaties", "betaalmeldingen"}),
}
"""Ways that mean something for these parts only; all others are for every part."""
WAYS_OF_NOTICES = frozenset({Mode.GOOD, Mode.SLOW, Mode.TWICE, Mode.LOST})
"""Of a part that only says that something changed, and answers nobody."""


def modes_of(part: str) -> dict[Mode, str]:
    """The ways in which this part can behave, in plain Dutch."""
    ways = WAYS_OF_NOTICES if part == NOTICES else frozenset(Mode)
    of_part = {mode for mode in ways if part in ONLY_OF.get(mode, PARTS)}
    return {mode: words for mode, words in MODES.items() if mode in of_part}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one part now behaves; see `records.Switch` for `times` and `only`."""

    mode: Mode = Mode.GOOD
    seconds: float = 5.0
    times: int | None = None
    only: str = ""


GOOD = Setting()


@dataclass(slots=True)
class Switchboard:
    """All switches of one world, and how often each part was called since the last reset.

    The switches are in the database; the counts are only in this process, of which there is one.
    """

    world: World
    _known: dict[str, Setting] = field(default_factory=dict)
    _known_until: float = 0.0
    _changes: int = 0
    _calls: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def settings(self) -> dict[str, Setting]:
        """Every part with how it behaves, at most 0.2 seconds old."""
        if time.monotonic() <= self._known_until:
            return self._known
        changes = self._changes
        with Session(self.world.engine) as session:
            rows = {row.part: _setting(row) for row in session.scalars(select(Switch))}
        known = {part: rows.get(part, GOOD) for part in PARTS}
        with self._lock:
            if changes == self._changes:  # else this was read before the last change
                self._known, self._known_until = known, time.monotonic() + REMEMBERED_S
        return known

    def set(self, part: str, setting: Setting) -> None:
        """Let a part behave like this from now on."""
        values = {
            "mode": setting.mode.value,
            "seconds": setting.seconds,
            "times": setting.times,
            "only": setting.only,
        }
        row = insert(Switch).values(part=part, **values)
        with Session(self.world.engine) as session, session.begin():
            session.execute(row.on_conflict_do_update(index_elements=[Switch.part], set_=values))
        self._note_change()

    def all_good(self) -> None:
        """Let everything work again."""
        with Session(self.world.engine) as session, session.begin():
            session.execute(delete(Switch))
        self._note_change()

    def take(self, part: str, call: str) -> Setting:
        """How this call is to be treated; uses up one of the times where those are counted."""
        setting = self.settings()[part]
        if setting.mode is Mode.GOOD or setting.only not in call:
            return GOOD
        return setting if setting.times is None or self._use_up_one(part) else GOOD

    def count(self, part: str, call: str) -> None:
        """Note that this part was called."""
        with self._lock:
            self._calls[part][call] += 1

    def counts(self) -> dict[str, dict[str, int]]:
        """Calls since the last reset, for each part and each `METHOD /route`."""
        with self._lock:
            return {part: dict(self._calls[part]) for part in PARTS}

    def reset_counts(self) -> None:
        """Begin counting anew."""
        with self._lock:
            self._calls.clear()

    def _note_change(self) -> None:
        """Let the next call read anew how everything behaves."""
        with self._lock:
            self._changes += 1
            self._known_until = 0.0

    def _use_up_one(self, part: str) -> bool:
        """Whether there was one left; counted in the database, so never one too many."""
        one_less = (
            update(Switch)
            .where(Switch.part == part, Switch.times > 0)
            .values(times=Switch.times - 1)
            .returning(Switch.times)
        )
        with Session(self.world.engine) as session, session.begin():
            return session.scalar(one_less) is not None


def _setting(row: Switch) -> Setting:
    return Setting(mode=Mode(row.mode), seconds=row.seconds, times=row.times, only=row.only)
