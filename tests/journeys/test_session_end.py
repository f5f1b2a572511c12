"""The end of a session on a page with scripts: nothing typed is lost, nothing personal stays."""

import pytest

from tests.journeys import moving
from tests.journeys.moving import FORM, NOOR
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
COUNT_TIMERS = """
    window.timers = [];
    const wait = window.setTimeout;
    window.setTimeout = (act, ms, ...rest) =>
        new Error().stack.includes("session.js")
            ? window.timers.push({act, ms})
            : wait(act, ms, ...rest);
"""
"""Timers of the page run when the test lets them: a quarter of an hour is no test."""


@pytest.fixture
def hurried(resident):
    """The resident, in a browser whose timers wait for `let_pass`."""
    driver = resident.browser.driver
    source = {"source": COUNT_TIMERS}
    script = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
    yield resident
    driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def let_pass(resident, left_ms: int) -> None:
    """Let what waits longest run until this long before the end."""
    resident.browser.driver.execute_script(
        """
        const end = Math.max(...window.timers.map((timer) => timer.ms)) - 2000;
        const due = window.timers.filter((timer) => timer.ms <= end - arguments[0]);
        window.timers = window.timers.filter((timer) => !due.includes(timer));
        due.sort((a, b) => a.ms - b.ms).forEach((timer) => timer.act());
        """,
        left_ms,
    )


def test_page_with_a_form_keeps_what_is_typed_and_shows_nothing_at_the_end(hurried, world):
    # Given a page that is being filled in
    moving.begin(hurried)
    hurried.press("Volgende")
    hurried.press("Volgende")
    hurried.fill("Postcode", "1236 GH")
    hurried.fill("Huisnummer", "7")
    # When the session ends while nobody does anything
    let_pass(hurried, left_ms=20_000)
    eventually(lambda: world.sql("SELECT count(*) FROM parked_input") == [(1,)])
    world.expire_sessions()
    let_pass(hurried, left_ms=-2_000)
    # Then the page to log in stands there, and after it the page with the same text
    hurried.wait_for("Wij hebben u uitgelogd", "Wat u net invulde, is bewaard")
    hurried.log_in_as(NOOR)
    assert hurried.path == f"{FORM}adres/"
    assert (hurried.value("Postcode"), hurried.value("Huisnummer")) == ("1236 GH", "7")


def test_page_without_a_form_is_gone_at_the_end(hurried, world):
    hurried.open("/zaken/")
    hurried.log_in_as(NOOR)
    world.expire_sessions()

    let_pass(hurried, left_ms=-2_000)

    hurried.wait_for("Wij hebben u uitgelogd")
    assert not hurried.reads("Noor")


def test_page_that_was_closed_beside_another_leads_back_to_where_one_was(resident):
    resident.open("/zaken/")
    resident.log_in_as(NOOR)

    resident.open("/sessie/einde?next=/zaken/")
    assert resident.reads("In een ander venster bent u nog ingelogd.")

    resident.press("Ga verder")
    assert resident.path == "/zaken/"


def test_more_time_is_heard_and_focus_goes_back_to_where_one_was(hurried):
    hurried.open("/zaken/")
    hurried.log_in_as(NOOR)
    driver = hurried.browser.driver
    driver.execute_script("document.querySelector('main a').focus()")
    words = driver.switch_to.active_element.text
    let_pass(hurried, left_ms=100_000)

    driver.execute_script("document.querySelector('[data-session-extend] button').focus()")
    hurried.press_here("Ik ga door")

    live = driver.find_element("id", "live")
    eventually(lambda: "U kunt verder tot" in live.get_attribute("textContent"))
    assert driver.switch_to.active_element.text == words
