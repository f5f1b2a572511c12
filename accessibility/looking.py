"""Looking at one page with everything: both widths, every check, each in one verdict."""

import re
from collections.abc import Callable

from selenium.webdriver import Chrome

from accessibility import axe, checks, engines, keyboard, papers, room
from accessibility.outcomes import Check, Verdict, judged

ABOUT_WALK: dict[str, Callable[[keyboard.Walk], list[str]]] = {
    "reached by keyboard": keyboard.missed,
    "no keyboard trap": keyboard.trapped,
    "focus in order": keyboard.out_of_order,
    "focus marked": keyboard.unmarked,
    "focus seen": keyboard.hidden,
}
CHECKS = (
    Check(name="title", criteria=("2.4.2",), says="The page has a title that no other page has"),
    Check(name="language", criteria=("3.1.1",), says="The page names the language it is in"),
    Check(
        name="skeleton",
        criteria=("1.3.1",),
        says="One h1 and one main; ids stand once, and descriptions that are named exist",
    ),
    Check(name="help", criteria=("3.2.6",), says="Help with a phone number follows main"),
    Check(name="skip link", criteria=("2.4.1",), says="The first stop of Tab leads to main"),
    Check(
        name="reached by keyboard",
        criteria=("2.1.1",),
        says="The Tab key reaches all that can be used",
    ),
    Check(name="no keyboard trap", criteria=("2.1.2",), says="The Tab key leaves the page again"),
    Check(name="focus in order", criteria=("2.4.3",), says="Focus goes down the page, not back up"),
    Check(
        name="focus marked",
        criteria=("2.4.7",),
        says="What has focus has an outline of 2 px or more",
    ),
    Check(name="focus seen", criteria=("2.4.11",), says="Nothing lies over what has focus"),
    Check(name="reflow", criteria=("1.4.10",), says="No scrolling sideways at 320 px"),
    Check(name="text spacing", criteria=("1.4.12",), says="Spaced text fits and is not cut"),
    Check(name="text at 200 %", criteria=("1.4.4",), says="Text twice as large fits at 1280 px"),
    Check(
        name="target size",
        criteria=("2.5.8",),
        says="24 by 24 px to press, or that much room; in a sentence any size",
    ),
    Check(
        name="contrast in dark",
        criteria=("1.4.3",),
        says="Contrast also on a device that prefers dark",
    ),
    Check(name="forced colours", criteria=(), says="Contrast also with forced colours"),
    Check(name="text at 150 % on a phone", criteria=(), says="Larger text fits at 320 px"),
    Check(name="console", criteria=(), says="The browser writes down no errors"),
    Check(
        name=papers.CHECK,
        criteria=("1.3.1",),
        says="A PDF has tags, language, title and headings, and all its text is something",
    ),
)
"""Our own; the rules of the engines come beside them (`engines.checks`)."""
WIDTHS = (room.USUAL_PX, room.NARROWEST_PX)


class Titles:
    """Which page has which title, to see that no two have the same."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], str] = {}

    def faults(self, title: str, language: str, place: str) -> list[str]:
        """What is wrong with this title of the page at this place."""
        if not title:
            return ["the page has no title"]
        known = re.sub(r"\S*\d\S*", "…", title)
        first = self._first.setdefault((language, known), place)
        return [] if first == place else [f"{first} has this title too: {title}"]


def wide(driver: Chrome, language: str, title_faults: list[str]) -> list[Verdict]:
    """What can be said at the usual width."""
    noise = checks.console(driver)
    found = checks.skeleton(driver)
    right = found.language == language
    return [
        judged("console", noise),
        judged("title", title_faults),
        judged("language", [] if right else [f"lang is “{found.language}”, not “{language}”"]),
        judged("skeleton", found.faults),
        judged("help", checks.offers_help(driver)),
        judged("target size", room.targets(driver)),
        judged("text at 200 %", room.large_text(driver)),
        *engines.verdicts(driver),
    ]


def in_other_colours(driver: Chrome) -> list[Verdict]:
    """What can be said for devices that prefer dark, or force their own colours."""
    return [
        judged("contrast in dark", checks.contrast(driver, checks.DARK)),
        judged("forced colours", checks.contrast(driver, checks.FORCED)),
    ]


def narrow(driver: Chrome, *, by_all: bool) -> list[Verdict]:
    """What can be said at 320 px; by all engines, or by axe alone."""
    return [
        judged("reflow", room.reflow(driver)),
        judged("text spacing", room.spacing(driver)),
        judged("text at 150 % on a phone", room.large_text(driver, room.ON_A_PHONE)),
        judged("target size", room.targets(driver)),
        *(engines.verdicts(driver) if by_all else axe.verdicts(driver)),
    ]


def by_keyboard(driver: Chrome) -> list[Verdict]:
    """What the Tab key tells."""
    walked = keyboard.walk(driver)
    return [
        *(judged(name, judge(walked)) for name, judge in ABOUT_WALK.items()),
        judged("skip link", keyboard.skip_link(driver)),
    ]
