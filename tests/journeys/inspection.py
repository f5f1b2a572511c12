"""Looks at every page that a journey comes by: each state once, with all checks."""

import re
from collections import defaultdict
from typing import Any

import pytest

from accessibility import axe, checks, keyboard, room
from accessibility.states import State, state_of, without_names
from tests.journeys.browser import Browser

LOOKING_ON = pytest.StashKey[Any]()
"""Who looks at the pages in place of this inspection: the audit, when it walks."""


class Inspection:
    """Which states were met, and what was wrong with them."""

    def __init__(self) -> None:
        self.met: set[str] = set()
        self.faults: dict[str, list[str]] = defaultdict(list)
        self._looked_at: set[tuple[str, str]] = set()
        self._titles: dict[str, str] = {}

    def look(self, browser: Browser, path: str) -> None:
        """Check the page, if its state wasn't checked before on this address."""
        state = state_of(path, browser.has)
        if state is None:
            self.faults["unknown"].append(f"{path}: not in accessibility/states.py")
            return
        self.met.add(state.name)
        place = without_names(path)
        if (state.name, place) in self._looked_at:
            return
        self._looked_at.add((state.name, place))
        self.faults[state.name] += [f"{place}: {fault}" for fault in self._all(browser, state)]
        self._note_title(browser, state, place)

    def _all(self, browser: Browser, state: State) -> list[str]:
        driver, had_javascript = browser.driver, browser.has_javascript
        browser.let_javascript_run(True)
        faults = checks.console(driver)
        found = checks.skeleton(driver)
        faults += [*found.faults, *room.targets(driver), *room.large_text(driver)]
        with room.window(driver, room.NARROWEST_PX):
            faults += [*room.reflow(driver), *room.spacing(driver), *room.targets(driver)]
            faults += room.large_text(driver, room.ON_A_PHONE)
        faults += keyboard.faults(keyboard.walk(driver), reaches_primary=found.has_primary)
        faults += axe.violations(driver)
        if state.in_all_colours:
            faults += checks.colours(driver)
        browser.let_javascript_run(had_javascript)
        return faults

    def _note_title(self, browser: Browser, state: State, place: str) -> None:
        title = re.sub(r"\S*\d\S*", "…", browser.driver.title)
        place = "any" if state.name == "error page" else place
        first = self._titles.setdefault(title, place)
        if first != place:
            self.faults[state.name].append(f"{place}: has the title of {first}: {title}")
