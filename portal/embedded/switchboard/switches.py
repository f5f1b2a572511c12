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
    "bericht": "Mail (NotifyNL)",
    "inzage": "Logboek van medewerkers (VNG)",
    "uwv": "UWV (inkomen)",
    "belastingdienst": "Belastingdienst (spaargeld)",
    "rdw": "RDW (voertuigen)",
    "opslag": "Bestanden (S3)",
    "scanner": "Virusscanner (clamd)",
}
"""The parts that can be broken, by the name of their blueprint; the scanner has none."""
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


MODES: dict[Mode, str] = {
    Mode.GOOD: "Werkt gewoon",
    Mode.SLOW: "Wacht eerst, antwoordt dan",
    Mode.HANGING: "Antwoordt nooit",
    Mode.DOWN: "Antwoordt 502",
    Mode.NONSENSE: "Antwoordt onzin",
    Mode.LATE: "Doet het werk, antwoordt te laat",
    Mode.BROKEN_AFTER: "Doet het werk, antwoordt 502",
}


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
    _calls: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def settings(self) -> dict[str, Setting]:
        """Every part with how it behaves, at most 0.2 seconds old."""
        if time.monotonic() > self._known_until:
            with Session(self.world.engine) as session:
                rows = {row.part: _setting(row) for row in session.scalars(select(Switch))}
            self._known = {part: rows.get(part, GOOD) for part in PARTS}
            self._known_until = time.monotonic() + REMEMBERED_S
        return self._known

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
        self._known_until = 0.0

    def all_good(self) -> None:
        """Let everything work again."""
        with Session(self.world.engine) as session, session.begin():
            session.execute(delete(Switch))
        self._known_until = 0.0

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
