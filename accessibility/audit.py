"""The audit: looks at every state of every page, in each language and at both widths.

It takes the place of the tests' `Inspection`: while the journeys walk through the portal, it looks.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace

from selenium.webdriver import Chrome

from accessibility import checks, engines, folds, looking, papers, pictures, room, scripts
from accessibility.criteria import load
from accessibility.false_alarms import Sieve
from accessibility.outcomes import Check, Look, Verdict, judged
from accessibility.papers import Paper
from accessibility.scope import USUAL, Scope
from accessibility.states import STATES, state_of, title_place, without_names
from portal.configuration import languages
from portal.domain.accessibility import AuditOutcome
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
LIFECYCLE = "Page.setWebLifecycleState"
COLOURS = {"dark": checks.DARK, "forced": checks.FORCED}
ELEMENTS = tuple({one.only_with for one in load() if one.only_with})


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one state and language."""

    state: str
    place: str
    language: str
    whose: str = ""

    @property
    def name(self) -> str:
        """The state, and whose page it is where that matters."""
        return f"{self.state}, {self.whose}" if self.whose else self.state


@dataclass(frozen=True, slots=True)
class View:
    """How wide the window was, and which colours the device preferred."""

    width: int
    colours: str = "light"


class LanguageNotTurned(Exception):
    """The portal did not take the other language."""


class Audit:
    """What was seen of all pages so far."""

    def __init__(
        self, tell: Callable[[str], None], sieve: Sieve | None = None, scope: Scope = USUAL
    ) -> None:
        self.looks: list[Look] = []
        self.pictures: dict[tuple[str, str], bytes] = {}
        """A PNG of each page, by state and place."""
        self.papers: dict[str, Paper] = {}
        """PDFs by the words of the link to them."""
        self.steps: list[scripts.Step] = []
        """Of the testers' scripts, in their order."""
        self.sieve = sieve or Sieve()
        self.scope = scope
        self.checks: tuple[Check, ...] = ()
        self.browser = ""
        self.unknown: list[str] = []
        """Pages that are in no state of the list."""
        self.not_turned: list[str] = []
        """Pages that could not be had in another language, as they are shown once."""
        self.broken: list[str] = []
        """Journeys that broke off; states after that were not met."""
        self.whose = ""
        """Whose pages these are, where the same states are looked at once more for somebody."""
        self._tell = tell
        self._titles = looking.Titles()
        self._seen: set[tuple[str, str, str]] = set()

    @property
    def missed(self) -> list[str]:
        """The states that no journey came by."""
        met = {look.state for look in self.looks}
        return [state.name for state in STATES if state.name not in met]

    @property
    def scripts_missed(self) -> list[str]:
        """The testers' scripts of which no step was walked."""
        walked = {step.number for step in self.steps}
        return [script.number for script in scripts.load() if script.number not in walked]

    def look(self, browser: Browser, path: str) -> None:
        """Look at the page that is open, unless its state was seen before at this address."""
        state = state_of(path, browser.shown)
        place = without_names(path)
        if state is None:
            self.unknown.append(place)
        if state is None or (state.name, place, self.whose) in self._seen:
            return
        self._seen.add((state.name, place, self.whose))
        page = Page(state.name, place, LANGUAGES[0], self.whose)
        self._tell(f"{len(self._seen):4}  {page.name}: {place}")
        if not self.checks:
            self._note_tools(browser.driver)
        self._look_at(browser.driver, page)
        if browser.has(KEEPS_FILES) and browser.driver.execute_script(WAS_REFUSED):
            # Sending this page again, in another language, would add the same files again.
            self.not_turned.append(f"{page.name}: {place}")
            return
        for language in LANGUAGES[1:]:
            with self._turned(browser, language):
                if state_of(path, browser.shown) == state:
                    self._look_at(browser.driver, replace(page, language=language))
                else:
                    self.not_turned.append(f"{page.name}: {place}")

    def read(self, paper: Paper) -> None:
        """Note a PDF that a journey came by; of one kind the first, unless a later one is worse."""
        before = self.papers.get(paper.name)
        if before is None or len(paper.faults) > len(before.faults):
            self.papers[paper.name] = paper

    def paper_looks(self) -> list[Look]:
        """The PDFs as looks: they have no window."""
        return [
            Look(
                state=f"PDF: {paper.name}",
                place="pdf",
                language=LANGUAGES[0],
                width=0,
                verdicts=(judged(papers.CHECK, paper.faults),),
            )
            for paper in self.papers.values()
        ]

    def _look_at(self, driver: Chrome, page: Page) -> None:
        place = title_place(page.state, page.place)
        titles = self._titles.faults(driver.title, page.language, place)
        is_first = page.language == LANGUAGES[0]  # keys and colours are the same in each
        with folds.opened(driver), room.window(driver, room.USUAL_PX):
            found = looking.wide(driver, page.language, titles)
            if is_first and page.state in self.scope.in_all_colours:
                self._look_in_colours(driver, page)
            if is_first:  # the way of the Tab key comes last: it closes the menu
                found += looking.in_other_colours(driver) + looking.by_keyboard(driver)
            self._note(page, driver, View(room.USUAL_PX), found)
        with folds.opened(driver), room.window(driver, room.NARROWEST_PX):
            found = looking.narrow(driver, by_all=self.scope.narrow_too)
            found += looking.by_keyboard(driver) if is_first else []
            self._note(page, driver, View(room.NARROWEST_PX), found)
        if is_first:
            self.pictures[page.name, page.place] = pictures.png(driver)

    def _look_in_colours(self, driver: Chrome, page: Page) -> None:
        for colours, features in COLOURS.items():
            with checks.preferring(driver, features):
                found = engines.verdicts(driver)
            self._note(page, driver, View(room.USUAL_PX, colours), found)

    def _note(self, page: Page, driver: Chrome, view: View, verdicts: list[Verdict]) -> None:
        elements = driver.execute_script(WHICH_ARE_THERE, list(ELEMENTS))
        sifted = tuple(self.sieve.sifted(verdict) for verdict in verdicts)
        for verdict in sifted:
            if verdict.outcome is AuditOutcome.FAILED:
                self._tell(f"      {verdict.check}: {'; '.join(verdict.evidence)}")
        self.looks.append(
            Look(
                state=page.name,
                place=page.place,
                language=page.language,
                width=view.width,
                colours=view.colours,
                verdicts=sifted,
                elements=frozenset(elements),
            )
        )

    def _note_tools(self, driver: Chrome) -> None:
        self.checks = (*looking.CHECKS, *engines.checks(driver))
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
        with nullcontext() if refused else beside(browser):
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


@contextmanager
def beside(browser: Browser) -> Iterator[None]:
    """Another tab, while this page stands still.

    What it asked for meanwhile, such as a block that is tried again, would come in the language of
    the other tab.
    """
    browser.driver.execute_cdp_cmd(LIFECYCLE, {"state": "frozen"})
    try:
        with browser.another_tab():
            yield
    finally:
        browser.driver.execute_cdp_cmd(LIFECYCLE, {"state": "active"})
