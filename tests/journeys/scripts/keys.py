"""A resident with a keyboard and nothing else."""

from collections.abc import Callable

from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from accessibility import keyboard
from tests.journeys.resident import Resident

MOST_STOPS = 120
PAGE_WITHIN_S = 60
NAME = """
    const one = document.activeElement;
    const label = [...(one.labels || [])].map((each) => each.innerText).join(" ");
    const name = label || one.innerText || one.getAttribute("aria-label") || "";
    return name.replace(/\\s+/g, " ").trim();
"""
IS_WHOLE = "return document.readyState === 'complete'"


class Keyboard:
    """Presses keys on the page that is open."""

    def __init__(self, resident: Resident, note: Callable[[str], None]) -> None:
        self._resident = resident
        self._driver = resident.browser.driver
        self._note = note
        """Takes what was seen of the way of the Tab key, a line for each page."""

    def go_to(self, words: str) -> None:
        """Press Tab until what has focus begins with these words."""
        for _stop in range(MOST_STOPS):
            self._press(Keys.TAB)
            if self._name().startswith(words):
                return
        raise AssertionError(f"the Tab key does not come by “{words}” on {self._resident.path}")

    def type(self, label: str, text: str) -> None:
        """Type in the field with this label, in place of what was there."""
        self.go_to(label)
        ActionChains(self._driver).key_down(Keys.CONTROL).send_keys("a").key_up(
            Keys.CONTROL
        ).send_keys(text).perform()

    def tick(self, label: str) -> None:
        """Tick the box with this label."""
        self.go_to(label)
        self._press(Keys.SPACE)

    def choose(self, first: str, label: str) -> None:
        """Choose one of several: Tab comes to the first, arrows go on."""
        self.go_to(first)
        self._press(Keys.SPACE)
        for _option in range(MOST_STOPS):
            if self._name().startswith(label):
                return
            self._press(Keys.ARROW_DOWN)
        raise AssertionError(f"the arrows do not come by “{label}”")

    def follow(self, words: str) -> None:
        """Press the button or link with these words, and be on the page after it."""
        self._look()
        self.enter(words)

    def enter(self, words: str) -> None:
        """The same on a page that is not ours, and not looked at."""
        self.go_to(words)
        before = self._resident.browser.page()
        self._press(Keys.ENTER)
        self._resident.browser.wait_until_gone(before)
        WebDriverWait(self._driver, PAGE_WITHIN_S).until(
            lambda driver: driver.execute_script(IS_WHOLE)
        )

    def _look(self) -> None:
        """Walk over the page first: no trap, all reached, in order, marked and seen."""
        walk = keyboard.walk(self._driver)
        faults = keyboard.faults(walk, reaches_primary=False)
        assert faults == [], f"{self._resident.path}: {faults}"
        self._note(f"{self._resident.path}: {len(walk.stops)} stops, all marked, seen and in order")

    def _name(self) -> str:
        return str(self._driver.execute_script(NAME))

    def _press(self, key: str) -> None:
        ActionChains(self._driver).send_keys(key).perform()
