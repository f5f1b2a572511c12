"""The research bureau at the embedded world's page: asks the portal for somebody's number."""

from tests.journeys.browser import Browser


class Bureau:
    """An employee of the bureau, in a tab beside the resident's."""

    def __init__(self, browser: Browser, embedded: str) -> None:
        self._browser = browser
        self._page = f"{embedded}/onderzoeksbureau/"
        self._driver = browser.driver

    def ask(self, case_number: str) -> str:
        """Ask for the number of the applicant of this case; gives what the page says of it."""
        with self._browser.another_tab():
            self._driver.get(self._page)
            self._driver.find_element("id", "zaaknummer").send_keys(case_number)
            before = self._browser.page()
            self._driver.find_element("css selector", "main button[type=submit]").click()
            self._browser.wait_until_gone(before)
            return self._driver.find_element("css selector", "main [role=status]").text

    def count(self) -> tuple[int, int]:
        """How often it got a number, and how often it heard no."""
        with self._browser.another_tab():
            self._driver.get(self._page)
            found = (self._driver.find_element("id", name) for name in ("gekregen", "geweigerd"))
            got, refused = (int(element.text) for element in found)
            return got, refused
