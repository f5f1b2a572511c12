"""The audit: looks at every state of every page, in each language and at both widths.

It takes the place of the tests' `Inspection`: while the journeys walk through the portal, it looks.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from selenium.webdriver import Chrome

from accessibility import axe, folds, looking, room
from accessibility.criteria import load
from accessibility.outcomes import Check, Look, Verdict
from accessibility.states import STATES, state_of, title_place, without_names
from portal.configuration import languages
from tests.journeys.browser import Browser

LANGUAGES = tuple(languages.LANGUAGES)
TURN = """
    const [language, done] = arguments;
    fetch(`/taal/?taal=${language}&next=/healthz`)
        .then(() => done(""), (error) => done(`${error}`));
"""
WAS_REFUSED = "return performance.getEntriesByType('navigation')[0].responseStatus >= 400"
WHICH_ARE_THERE = "return arguments[0].filter((css) => document.querySelector(css))"
KEEPS_FILES = ".uploads"
ELEMENTS = tuple({one.only_with for one in load() if one.only_with})


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one state and language."""

    state: str
    place: str
    language: str


class LanguageNotTurned(Exception):
    """The portal did not take the other language."""


class Audit:
    """What was seen of all pages so far."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.looks: list[Look] = []
        self.checks: tuple[Check, ...] = ()
        self.browser = ""
        self.unknown: list[str] = []
        """Pages that are in no state of the list."""
        self.not_turned: list[str] = []
        """Pages that could not be had in another language, as they are shown once."""
        self.broken: list[str] = []
        """Journeys that broke off; states after that were not met."""
        self._tell = tell
        self._titles = looking.Titles()
        self._seen: set[tuple[str, str]] = set()

    @property
    def missed(self) -> list[str]:
        """The states that no journey came by."""
        met = {look.state for look in self.looks}
        return [state.name for state in STATES if state.name not in met]

    def look(self, browser: Browser, path: str) -> None:
        """Look at the page that is open, unless its state was seen before at this address."""
        state = state_of(path, browser.shown)
        place = without_names(path)
        if state is None:
            self.unknown.append(place)
        if state is None or (state.name, place) in self._seen:
            return
        self._seen.add((state.name, place))
        self._tell(f"{len(self._seen):4}  {state.name}: {place}")
        if not self.checks:
            self._note_tools(browser.driver)
        self._look_at(browser.driver, Page(state.name, place, LANGUAGES[0]))
        if browser.has(KEEPS_FILES) and browser.driver.execute_script(WAS_REFUSED):
            # Sending this page again, in another language, would add the same files again.
            self.not_turned.append(f"{state.name}: {place}")
            return
        for language in LANGUAGES[1:]:
            with self._turned(browser, language):
                if state_of(path, browser.shown) == state:
                    self._look_at(browser.driver, Page(state.name, place, language))
                else:
                    self.not_turned.append(f"{state.name}: {place}")

    def _look_at(self, driver: Chrome, page: Page) -> None:
        place = title_place(page.state, page.place)
        titles = self._titles.faults(driver.title, page.language, place)
        is_first = page.language == LANGUAGES[0]  # keys and colours are the same in each
        with folds.opened(driver), room.window(driver, room.USUAL_PX):
            found = looking.wide(driver, page.language, titles)
            if is_first:
                found += looking.in_other_colours(driver) + looking.by_keyboard(driver)
            self._note(page, driver, room.USUAL_PX, found)
        with folds.opened(driver), room.window(driver, room.NARROWEST_PX):
            found = looking.narrow(driver)
            found += looking.by_keyboard(driver) if is_first else []
            self._note(page, driver, room.NARROWEST_PX, found)

    def _note(self, page: Page, driver: Chrome, width: int, verdicts: list[Verdict]) -> None:
        elements = driver.execute_script(WHICH_ARE_THERE, list(ELEMENTS))
        self.looks.append(
            Look(
                state=page.state,
                place=page.place,
                language=page.language,
                width=width,
                verdicts=tuple(verdicts),
                elements=frozenset(elements),
            )
        )

    def _note_tools(self, driver: Chrome) -> None:
        self.checks = (*looking.CHECKS, *axe.checks(driver))
        about = driver.capabilities
        self.browser = f"{about['browserName']} {about['browserVersion']}"

    @contextmanager
    def _turned(self, browser: Browser, language: str) -> Iterator[None]:
        """The same page in another language; after it the page of the journey, as it was.

        A page that refused what was sent is sent again. Any other is opened beside it, since what
        it shows once (such as "saved") would be gone.
        """
        driver = browser.driver
        here, refused = driver.current_url, bool(driver.execute_script(WAS_REFUSED))
        with nullcontext() if refused else browser.another_tab():
            if not refused:
                driver.get(here)
            self._speak(browser, language)
            try:
                yield
            finally:
                self._speak(browser, LANGUAGES[0])

    @staticmethod
    def _speak(browser: Browser, language: str) -> None:
        fault = browser.driver.execute_async_script(TURN, language)
        if fault:
            raise LanguageNotTurned(fault)
        browser.driver.refresh()
        browser.wait_until_complete()
