"""T3: what a screen reader is told: titles, faults, descriptions, and what changes in place."""

import pytest

from tests.journeys import moving
from tests.journeys.world import eventually

pytestmark = [pytest.mark.journey, pytest.mark.stress]
DESCRIBED = """
    const ids = (one) => (one.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
    const group = (one) => one.closest("fieldset[aria-describedby]");
    return [...document.querySelectorAll("main [aria-invalid='true']")].map((one) => ({
        name: (one.labels[0] || one).innerText.trim(),
        told: [one, group(one)].filter(Boolean).flatMap(ids)
            .map((id) => document.getElementById(id).textContent.replace(/\\s+/g, " ").trim()),
    }));
"""
ALERT = """
    const alert = document.querySelector(".error-summary");
    return { role: alert.getAttribute("role"), has_focus: alert.contains(document.activeElement),
        links: [...alert.querySelectorAll("a")].map((link) => link.hash) };
"""
MARK = "window.notReloaded = true"
FOCUS = "return document.activeElement.id"


class TestContract:
    def test_each_page_has_a_title_of_its_own_that_begins_with_its_question(
        self, resident, record_property
    ):
        moving.begin(resident)
        titles = [(resident.title, resident.heading)]
        resident.press("Volgende")
        titles.append((resident.title, resident.heading))
        resident.press("Volgende")
        titles.append((resident.title, resident.heading))

        assert len({title for title, _heading in titles}) == len(titles)
        for title, heading in titles:
            assert title.startswith(heading)
            record_property("evidence", title)

    def test_a_fault_is_in_the_title_has_focus_and_leads_to_its_field(
        self, resident, record_property
    ):
        resident.fill("Postcode", "12")
        resident.press("Volgende")
        alert = resident.browser.driver.execute_script(ALERT)

        assert resident.title.startswith("Fout: ")
        assert (alert["role"], alert["has_focus"]) == ("alert", True)
        assert alert["links"]
        for link in alert["links"]:
            assert resident.browser.has(link), link
        record_property("evidence", f"{resident.title}; links to {', '.join(alert['links'])}")

    def test_a_wrong_field_is_described_by_its_fault(self, resident, record_property):
        fields = resident.browser.driver.execute_script(DESCRIBED)

        assert fields
        for field in fields:
            assert any(text.startswith("Fout: ") for text in field["told"]), field
            record_property("evidence", f"{field['name']}: {' / '.join(field['told'])}")

    def test_what_changes_in_place_is_said_and_focus_stays_near(self, resident, record_property):
        resident.fill("Postcode", "1234 AB")
        resident.fill("Huisnummer", "20")
        resident.browser.driver.execute_script(MARK)
        resident.press_here("Zoek adres")
        live = resident.browser.driver.find_element("id", "live")
        eventually(lambda: "Wij vonden:" in (live.get_attribute("textContent") or ""))

        assert resident.browser.driver.execute_script("return window.notReloaded === true")
        assert resident.browser.driver.execute_script(FOCUS) == "new_address-look-up"
        record_property("evidence", f"live region: {live.get_attribute('textContent')}")


def test_success_is_the_first_thing_that_is_said(resident, contract, record_property):
    moving.begin(resident)
    moving.fill_in_all(resident, contract)
    resident.press("Verhuizing versturen")

    assert resident.title.startswith("Ontvangen: ")
    record_property("evidence", resident.title)
