"""A resident at the portal, in words that a resident would use."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from accessibility import papers
from tests.journeys.browser import Browser
from tests.journeys.inspection import Inspection
from tests.journeys.world import RELOAD_S, eventually, get

OF_A_CASE = "/documenten/"
"""Where documents come from that others made: what they look like is not ours to say."""
TRIES = 3
HERE = "(self::a or self::button or self::summary)"
SEEN = "normalize-space(.)"


class Resident:
    """Somebody with a browser. Every page that they come by is inspected, if somebody does that."""

    def __init__(
        self,
        browser: Browser,
        portal: str,
        inspection: Inspection | None = None,
        hurry: Callable[[], None] | None = None,
    ) -> None:
        self.browser = browser
        self._hurry = hurry
        self.portal = portal
        self._inspection = inspection
        self._driver = browser.driver

    # Where am I?

    @property
    def path(self) -> str:
        """Address of the page within the portal."""
        parts = urlsplit(self._driver.current_url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def title(self) -> str:
        """What the tab says."""
        return self._driver.title

    @property
    def heading(self) -> str:
        """The h1."""
        return self._driver.find_element("tag name", "h1").text

    def read(self, css: str = "body") -> str:
        """The text that can be seen, of the page or of the first such element, on one line."""
        return " ".join(self._driver.find_element("css selector", css).text.split())

    def reads(self, *texts: str) -> bool:
        """Whether all these texts stand on the page."""
        seen = self.read()
        return all(text in seen for text in texts)

    def see(self, *texts: str) -> None:
        """Fail unless the page says all of these."""
        seen = self.read()
        missing = [text for text in texts if text not in seen]
        assert not missing, f"{missing} not on {self.path}: {seen}"

    def sees_in_the_end(self, *texts: str) -> None:
        """Come back to this page until it says so, as a resident would some time later."""

        def look() -> bool:
            if self._hurry:
                self._hurry()
            self._driver.refresh()
            return self.reads(*texts)

        if not self.reads(*texts):
            eventually(look, every_s=RELOAD_S)  # a page is work for a machine that is busy
        self._arrived()

    def wait_for(self, *texts: str) -> None:
        """Wait until the page says all of these by itself."""

        def look() -> bool:
            try:
                return self.reads(*texts)
            except WebDriverException:
                return False  # another page came while this one was read: said in several ways

        eventually(look)
        self._arrived()

    def focused(self) -> str:
        """CSS classes of what has focus."""
        return self._driver.switch_to.active_element.get_attribute("class") or ""

    # What do I do?

    def open(self, path: str) -> None:
        """Type an address."""
        self._driver.get(self.portal + path)
        self._arrived()

    def press(self, words: str) -> None:
        """Press the button or link with these words, which brings another page."""
        with self._new_page():
            self._to_press(words).click()

    def press_here(self, words: str) -> None:
        """Press something that stays on this page, of which a part may just come anew."""
        for _again in range(TRIES - 1):
            with suppress(StaleElementReferenceException):
                self._to_press(words).click()
                return
        self._to_press(words).click()

    def go_back(self) -> None:
        """The browser's own button."""
        self._driver.back()

    def fill(self, label: str, text: str) -> None:
        """Type a text into the box with this label, in place of what was there."""
        box = self._labelled(label)
        box.clear()
        box.send_keys(text)

    def value(self, label: str) -> str:
        """What stands in the box with this label."""
        return self._labelled(label).get_attribute("value") or ""

    def choose(self, label: str) -> None:
        """Tick, or untick, the choice with this label."""
        self._label(label).click()

    def is_chosen(self, label: str) -> bool:
        """Whether the choice with this label is ticked."""
        return self._labelled(label).is_selected()

    def pick(self, label: str, words: str) -> None:
        """Choose these words in the list with this label."""
        Select(self._labelled(label)).select_by_visible_text(words)

    def attach(self, label: str, *files: Path) -> None:
        """Choose files."""
        self._labelled(label).send_keys("\n".join(str(file) for file in files))

    def add(self, label: str, *files: Path) -> None:
        """Choose files of a form: with JavaScript they are added at once, else with the button."""
        with self._new_page():
            self.attach(label, *files)
            if not self.browser.has_javascript:
                self._to_press("Voeg toe").click()

    def download(self, words: str) -> bytes:
        """What comes when one presses this link."""
        url = self._to_press(words).get_attribute("href") or ""
        status, content = get(url, self.browser.cookies())
        assert status == 200, f"{url}: {status}"
        is_ours = OF_A_CASE not in url
        if self._inspection and is_ours and papers.is_pdf(content):
            self._inspection.read(papers.paper(words, content, "nl"))
        return content

    def log_in_as(self, name: str) -> None:
        """Press "Inloggen met DigiD" and choose this person there."""
        self.press("Inloggen met DigiD")
        self.press(f"Log in als {name}")

    def log_out(self) -> None:
        """Log out, also at DigiD."""
        self.press("Uitloggen")
        self.see("U bent uitgelogd", "U bent ook bij DigiD uitgelogd.")

    # How is it done?

    def _to_press(self, words: str) -> WebElement:
        exact = f'//*[{HERE}][{SEEN}="{words}"]'
        begins = f'//*[{HERE}][starts-with({SEEN}, "{words}")]'
        for xpath in (f"//main{exact}", exact, f"//main{begins}", begins):
            for found in self._driver.find_elements("xpath", xpath):
                if found.is_displayed():
                    return found
        raise AssertionError(f"nothing to press with “{words}” on {self.path}: {self.read()}")

    def _labelled(self, label: str) -> WebElement:
        control = self._label(label).get_attribute("for") or ""
        return self._driver.find_element("id", control)

    def _label(self, label: str) -> WebElement:
        for fits in (f'{SEEN}="{label}"', f'starts-with({SEEN}, "{label}")'):
            for found in self._driver.find_elements("xpath", f"//label[{fits}]"):
                return found
        raise AssertionError(f"nothing is labelled “{label}” on {self.path}: {self.read()}")

    @contextmanager
    def _new_page(self) -> Iterator[None]:
        before = self.browser.page()
        yield
        self.browser.wait_until_gone(before)
        self._arrived()

    def look_around(self) -> None:
        """Look at this page as it is now, after something on it changed."""
        self._arrived()

    def _arrived(self) -> None:
        self.browser.wait_until_complete()
        if self._inspection and self._driver.current_url.startswith(f"{self.portal}/"):
            self._inspection.look(self.browser, self.path)


def receipt_number(resident: Resident) -> str:
    """The number on the receipt that is open."""
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}|ZAAK-[\d-]+", resident.read(".receipt"))
    assert found, resident.read(".receipt")
    return found[0]
