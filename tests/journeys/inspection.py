"""Looks at every page that a journey comes by: each state once, with all checks."""

from collections import defaultdict
from typing import Any

import pytest

from accessibility import axe, checks, folds, keyboard, looking, room
from accessibility.papers import Paper
from accessibility.states import State, state_of, title_place, without_names
from tests.journeys.browser import Browser

LOOKING_ON = pytest.StashKey[Any]()
"""Who looks at the pages in place of this inspection: the audit, when it walks."""


class Inspection:
    """Which states were met, and what was wrong with them."""

    def __init__(self) -> None:
        self.met: set[str] = set()
        self.faults: dict[str, list[str]] = defaultdict(list)
        self._looked_at: set[tuple[str, str, str]] = set()
        self.whose = ""
        """Whose pages these are, where the same states are looked at once more for somebody."""
        self._titles = looking.Titles()

    def look(self, browser: Browser, path: str) -> None:
        """Check the page, if its state wasn't checked before on this address."""
        state = state_of(path, browser.shown)
        if state is None:
            self.faults["unknown"].append(f"{path}: not in accessibility/states.py")
            return
        self.met.add(state.name)
        place = without_names(path)
        if (state.name, place, self.whose) in self._looked_at:
            return
        self._looked_at.add((state.name, place, self.whose))
        with folds.opened(browser.driver):
            faults = self._all(browser, state, place)
        self.faults[state.name] += [f"{place}: {fault}" for fault in faults]

    def read(self, paper: Paper) -> None:
        """Note what is wrong with a PDF."""
        self.faults[f"PDF “{paper.name}”"] += paper.faults

    def _all(self, browser: Browser, state: State, place: str) -> list[str]:
        driver, had_javascript = browser.driver, browser.has_javascript
        browser.let_javascript_run(True)
        faults = checks.console(driver)
        found = checks.skeleton(driver)
        place = title_place(state.name, place)
        faults += self._titles.faults(found.title, found.language, place)
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
