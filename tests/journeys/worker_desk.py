"""The case worker at the embedded world's page: what the municipality does with a case."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from tests.journeys.browser import Browser


class WorkerDesk:
    """A case worker, in a tab beside the resident's."""

    def __init__(self, browser: Browser, embedded: str) -> None:
        self._browser = browser
        self._embedded = embedded
        self._driver = browser.driver

    @contextmanager
    def at_case(self, number: str) -> Iterator["WorkerDesk"]:
        """The case with this number, found in the list of all cases and opened with a reason."""
        with self._browser.another_tab():
            self._driver.get(f"{self._embedded}/medewerker/")
            case = f'//li[.//code[text()="{number}"]]//a'
            self._driver.get(self._driver.find_element("xpath", case).get_attribute("href") or "")
            self._say_why("Aanvraag beoordelen")
            yield self

    def answers(self, question: str, answer: str) -> bool:
        """Answer this question; False: it is not there yet."""
        with self._browser.another_tab():
            self._driver.get(f"{self._embedded}/medewerker/vragen/")
            forms = f'//section[p[text()="{question}"]]//form'
            for form in self._driver.find_elements("xpath", forms):
                form.find_element("name", "antwoord").send_keys(answer)
                self._send(form)
                assert "De vraag is beantwoord." in self.read()
                return True
        return False

    def calls_in_vain(self, text: str) -> bool:
        """Call who asked for it with this text, and write down that they did not pick up."""
        with self._browser.another_tab():
            self._driver.get(f"{self._embedded}/medewerker/vragen/")
            buttons = f'//section[p[text()="{text}"]]//button[@value="nee"]'
            for button in self._driver.find_elements("xpath", buttons):
                before = self._browser.page()
                button.click()
                self._browser.wait_until_gone(before)
                assert "Opgeschreven." in self.read()
                return True
        return False

    def read(self) -> str:
        """What the page says."""
        return self._driver.find_element("tag name", "main").text

    def open_document(self, title: str, reason: str) -> None:
        """Open a document of the case; that is not possible without a reason."""
        row = self._driver.find_element("xpath", f'//li[h3[text()="{title}"]]')
        row.find_element("tag name", "summary").click()
        Select(row.find_element("name", "reden")).select_by_visible_text(reason)
        self._send(row.find_element("tag name", "form"))
        assert "/documenten/" in self._driver.current_url
        assert "inzage=" in self._driver.current_url
        self._driver.back()

    def open_without_reason(self, title: str) -> None:
        """Try to open a document without saying why, past what the browser itself holds back."""
        row = self._driver.find_element("xpath", f'//li[h3[text()="{title}"]]')
        row.find_element("tag name", "summary").click()
        form = row.find_element("tag name", "form")
        self._driver.execute_script("arguments[0].noValidate = true", form)
        self._send(form)
        assert "Kies eerst waarom u dit document opent." in self.read()

    def move_to(self, status: str, words: str) -> None:
        """Set the status of the case."""
        form = self._form("Status zetten")
        Select(form.find_element("name", "status")).select_by_visible_text(status)
        form.find_element("name", "toelichting").send_keys(words)
        self._send(form)
        assert "De status is gezet." in self.read()

    def ask_for(self, document: str, words: str) -> None:
        """Ask the resident for a document that is missing."""
        form = self._form("Document vragen")
        Select(form.find_element("name", "soort")).select_by_visible_text(document)
        form.find_element("name", "toelichting").send_keys(words)
        self._send(form)
        assert "Het document is gevraagd." in self.read()

    def decide(self, result: str, words: str) -> None:
        """Decide, which closes the case."""
        form = self._form("Beslissen")
        Select(form.find_element("name", "resultaat")).select_by_visible_text(result)
        form.find_element("name", "toelichting").send_keys(words)
        self._send(form)
        assert "Er is beslist." in self.read()

    def split_off(self, subject: str, owner: str) -> None:
        """Make a part of the case; `owner`: whose it is, as the page says it."""
        form = self._form("Deelzaak maken")
        Select(form.find_element("name", "deel")).select_by_index(1)
        form.find_element("name", "onderwerp").send_keys(subject)
        Select(form.find_element("name", "aanvrager")).select_by_visible_text(owner)
        self._send(form)
        assert "De deelzaak is gemaakt." in self.read()

    def put_beside(self, number: str) -> None:
        """Say that the case follows from another one."""
        form = self._form("Andere zaak erbij zetten")
        form.find_element("name", "nummer").send_keys(number)
        self._send(form)
        assert "De andere zaak staat erbij." in self.read()

    def say_what_was_paid(self, words: str) -> None:
        """Set what was paid of the costs."""
        form = self._form("Betaling")
        Select(form.find_element("name", "betaald")).select_by_visible_text(words)
        self._send(form)
        assert "De betaling is gezet." in self.read()

    def _say_why(self, reason: str) -> None:
        assert "BSN 9" not in self.read()
        Select(self._driver.find_element("name", "reden")).select_by_visible_text(reason)
        self._send(self._driver.find_element("tag name", "form"))
        assert "Status zetten" in self.read() or "Deze zaak is afgerond" in self.read()

    def _form(self, title: str) -> WebElement:
        return self._driver.find_element("xpath", f'//form[h2[text()="{title}"]]')

    def _send(self, form: WebElement) -> None:
        before = self._browser.page()
        form.find_element("css selector", "button[type=submit]").click()
        self._browser.wait_until_gone(before)
