"""T6: what WCAG 2.2 added: nothing asked twice, no puzzle, help at one place, no dragging."""

import pytest

from tests.journeys import ahead, moving
from tests.journeys.moving import FORM, MAIL
from tests.journeys.remission import FORM as REMISSION

pytestmark = [pytest.mark.journey, pytest.mark.stress]
FORM_PAGES = ("gegevens", "wie", "adres", "dag", "wonen", "contract", "contact")
LABELS = """
    return [...document.querySelectorAll("main :is(input, select, textarea):not([type=hidden])")]
        .filter((one) => !["radio", "checkbox", "file"].includes(one.type))
        .map((one) => `${one.closest("fieldset")?.id || ""} ${one.labels[0].innerText.trim()}`);
"""
REFUSES_PASTE = """
    return [...document.querySelectorAll("input:not([type=hidden]), textarea")].filter((one) =>
        !one.dispatchEvent(new ClipboardEvent("paste", { cancelable: true, bubbles: true })))
        .map((one) => one.name);
"""
HELP_AFTER_MAIN = """
    const next = document.querySelector("main").nextElementSibling;
    return next && next.id === "hulp" && Boolean(next.querySelector("a[href^='tel:']"));
"""
DRAGGED = """
    return [...document.querySelectorAll("[draggable=true], [ondrag], [ondragstart], [ondrop]")]
        .map((one) => one.outerHTML.slice(0, 100));
"""


class TestAdded:
    def test_no_question_is_asked_twice_in_a_form(self, resident, contract, record_property):
        moving.begin(resident)
        moving.fill_in_all(resident, contract)
        questions: list[str] = []
        for page in FORM_PAGES:
            resident.open(f"{FORM}{page}/")
            questions += resident.browser.driver.execute_script(LABELS)

        assert len(questions) > 5
        assert sorted(questions) == sorted(set(questions))
        record_property(
            "evidence", f"{len(questions)} fields on {len(FORM_PAGES)} pages, all other"
        )

    def test_what_was_told_once_stands_in_the_next_form(self, resident, contract, record_property):
        resident.open(f"{FORM}controleren/")
        resident.press("Verhuizing versturen")
        resident.open(FORM)
        resident.press("Beginnen")
        others = {
            page: told for page, told in moving.answers(contract).items() if page != "contact"
        }
        ahead.fill_in(resident, FORM, others)

        assert resident.path.startswith(f"{FORM}contact/")
        assert resident.value("E-mailadres") == MAIL
        record_property("evidence", "the mail address of the form before stands in the next one")

    def test_every_field_takes_what_is_pasted(self, resident, record_property):
        for path in (f"{FORM}adres/", f"{FORM}contact/", "/mijn-gegevens/contact/", "/"):
            resident.open(path)
            assert resident.browser.driver.execute_script(REFUSES_PASTE) == [], path
            record_property("evidence", f"{path}: pasting works in every field")

    def test_help_stands_at_the_same_place(self, resident, record_property):
        paths = ("/", FORM, REMISSION, "/overzicht/", "/zaken/", "/toegankelijkheid/", "/nergens/")
        for path in paths:
            resident.open(path)
            assert resident.browser.driver.execute_script(HELP_AFTER_MAIN), path
        record_property("evidence", f"right after main on {', '.join(paths)}")

    def test_nothing_is_dragged(self, resident, record_property):
        for path in ("/", f"{FORM}contract/", "/overzicht/", "/zaken/"):
            resident.open(path)
            assert resident.browser.driver.execute_script(DRAGGED) == [], path
            record_property("evidence", f"{path}: nothing to drag")
