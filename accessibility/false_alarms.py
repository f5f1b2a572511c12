"""Rules of the engines that err: each on which elements, and why it is no fault.

An alarm is narrow: it takes a line of evidence away, never a whole rule.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from accessibility.known import FILE, LANGUAGES, BadKnownFault
from accessibility.outcomes import Verdict
from portal.domain.accessibility import AuditOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarm:
    """A rule that errs."""

    check: str
    about: str
    """Regular expression of the lines of evidence that it errs about."""
    why: Mapping[str, str]
    """Why it is no fault, by language."""

    def explains(self, check: str, line: str) -> bool:
        """Whether this line is that error of the rule."""
        return self.check == check and re.search(self.about, line) is not None


class Sieve:
    """Takes the false alarms out of what the engines say, and counts them."""

    def __init__(self, alarms: Iterable[FalseAlarm] = ()) -> None:
        self.alarms = tuple(alarms)
        self._rung: Counter[tuple[str, str]] = Counter()

    def sifted(self, verdict: Verdict) -> Verdict:
        """The verdict without false alarms; passed when nothing else was wrong."""
        if verdict.outcome is not AuditOutcome.FAILED:
            return verdict
        left = [line for line in verdict.evidence if not self._explains(verdict.check, line)]
        outcome = AuditOutcome.FAILED if left else AuditOutcome.PASSED
        return replace(verdict, outcome=outcome, evidence=tuple(left))

    def times(self, alarm: FalseAlarm) -> int:
        """How often it rang."""
        return self._rung[alarm.check, alarm.about]

    @property
    def silent(self) -> list[FalseAlarm]:
        """Alarms that never rang: nothing needs them any more."""
        return [alarm for alarm in self.alarms if not self.times(alarm)]

    def _explains(self, check: str, line: str) -> bool:
        rung = next((alarm for alarm in self.alarms if alarm.explains(check, line)), None)
        if rung:
            self._rung[rung.check, rung.about] += 1
        return rung is not None


def load(path: Path = FILE) -> tuple[FalseAlarm, ...]:
    """All false alarms; raises `BadKnownFault`."""
    entries = tomllib.loads(path.read_text("utf-8")).get("false_alarm", [])
    return tuple(_alarm(entry) for entry in entries)


def _alarm(entry: dict[str, object]) -> FalseAlarm:
    try:
        alarm = FalseAlarm(**entry)  # type: ignore[arg-type]
    except TypeError as error:
        raise BadKnownFault(f"{FILE.name}: {error}") from error
    if set(alarm.why) != LANGUAGES:
        raise BadKnownFault(f"{FILE.name}: {alarm.check}: told in nl and en, not in {alarm.why}")
    return alarm
