"""What comes in over the switchboard's page and JSON API, checked."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from portal.embedded.switchboard.switches import Mode, Setting, modes_of

MOST_SECONDS = 120
Name = TypeVar("Name", bound=StrEnum)


class BadSetting(Exception):
    """It can't be set so; the message says what can."""


def members(kind: type[Name], names: Iterable[str]) -> list[Name]:
    """These names as members of the enumeration; raises `BadSetting` for any other."""
    known = {member.value: member for member in kind}
    unknown = sorted(set(names) - known.keys())
    if unknown:
        raise BadSetting(f"Onbekend: {', '.join(unknown)}. Bekend: {', '.join(known)}.")
    return [known[name] for name in names]


def setting_from_json(part: str, body: Any) -> Setting:
    """`{"stand": "traag", "seconden": 3, "keer": 1, "alleen": "POST /zaken"}` of this part."""
    if not isinstance(body, dict):
        raise BadSetting('Stuur {"stand": "..."}.')
    times = body.get("keer")
    mode = members(Mode, [str(body.get("stand"))])[0]
    if mode not in modes_of(part):
        raise BadSetting(f"{mode.value} is er niet voor {part}.")
    return Setting(
        mode=mode,
        seconds=_seconds(body.get("seconden", Setting().seconds)),
        times=None if times is None else _times(times),
        only=str(body.get("alleen") or ""),
    )


def setting_from_form(part: str, form: Mapping[str, str]) -> Setting:
    """The same from the page; an empty number of times means: until it is changed."""
    return setting_from_json(part, {**form, "keer": form.get("keer") or None})


def setting_as_json(setting: Setting) -> dict[str, Any]:
    """The other way round."""
    return {
        "stand": setting.mode.value,
        "seconden": setting.seconds,
        "keer": setting.times,
        "alleen": setting.only,
    }


def _seconds(value: Any) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError) as error:
        raise BadSetting("Seconden is een getal.") from error
    if not 0 <= seconds <= MOST_SECONDS:
        raise BadSetting(f"Seconden is 0 tot {MOST_SECONDS}.")
    return seconds


def _times(value: Any) -> int:
    try:
        times = int(value)
    except (TypeError, ValueError) as error:
        raise BadSetting("Keer is een heel getal.") from error
    if times < 1:
        raise BadSetting("Keer is 1 of meer.")
    return times
