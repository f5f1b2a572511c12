"""The checks themselves: each finds the fault that was put into a page for it."""

from urllib.parse import quote

import pytest

from accessibility import axe, checks, keyboard
from accessibility.states import STATES, state_of, without_names
from tests.journeys.good_page import GOOD, TRAP, changed, opened

pytestmark = pytest.mark.journey
AWAY = "document.querySelector('.nl-skip-link').focus()"


def test_a_good_page_has_no_faults(chromium):
    driver = opened(chromium, GOOD)
    assert checks.skeleton(driver).faults == ()
    assert keyboard.faults(keyboard.walk(driver), reaches_primary=True) == []
    assert axe.violations(driver) == []
    assert checks.console(driver) == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (changed(' lang="nl"', ""), "html has no lang"),
        (changed("<title>Goed</title>", ""), "the page has no title"),
        (changed("<h1>Goed</h1>", "<h1>Goed</h1><h1>Nog een</h1>"), "one h1 expected"),
        (changed("<main", "<main></main><main"), "one main expected"),
        (changed("</form>", '<i id="name"></i></form>'), "id name stands twice"),
        (changed("<input", '<input tabindex="3"'), "tabindex above 0: name"),
        (changed("<input", '<input aria-describedby="hint"'), "described by hint"),
        (
            changed("</form>", '<a class="utrecht-button--primary-action">Stuur</a></form>'),
            "one primary action expected",
        ),
    ],
)
def test_the_skeleton_is_judged(chromium, page, fault):
    faults = checks.skeleton(opened(chromium, page)).faults
    assert [found for found in faults if fault in found]


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (changed("<input", '<input style="outline: none"'), "focus is not marked"),
        (changed("<button", '<button tabindex="-1"'), "does not reach the primary action"),
        (
            changed("<button", f'<i tabindex="0" onfocus="{AWAY}">Hier</i><button'),
            "does not reach button",
        ),
        (
            changed("<form", '<form style="display: flex; flex-direction: column-reverse"'),
            "goes back",
        ),
        (
            changed("<button", f'<button type="button" onkeydown="{TRAP}">Vast</button><button'),
            "goes round after",
        ),
        (
            changed("<header>", '<header style="position: fixed; inset: 0; background: white">'),
            "focus is hidden",
        ),
    ],
)
def test_the_way_of_the_tab_key_is_judged(chromium, page, fault):
    faults = keyboard.faults(keyboard.walk(opened(chromium, page)), reaches_primary=True)
    assert [found for found in faults if fault in found]


def test_the_tab_key_puts_focus_back_where_it_was(chromium):
    driver = opened(chromium, GOOD)
    driver.find_element("id", "name").click()
    keyboard.walk(driver)
    assert driver.switch_to.active_element.get_attribute("id") == "name"


def test_a_link_over_two_lines_is_seen(chromium):
    link = '<p style="width: 9em">Heel veel <a href="#hier">tekst voor een smalle regel</a></p>'
    walked = keyboard.walk(opened(chromium, changed("<h1>", f"{link}<h1>")))
    assert keyboard.hidden(walked) == []


def test_axe_finds_what_a_rule_forbids(chromium):
    driver = opened(chromium, changed('<label for="name">Naam</label>', ""))
    assert [line for line in axe.violations(driver) if line.startswith("axe label")]


def test_axe_that_did_not_run_is_not_trusted(chromium):
    driver = opened(chromium, GOOD)
    with pytest.raises(axe.AxeDidNotRun):
        axe.violations(driver, rules=("video-caption",))


def test_contrast_is_judged_in_dark_too(chromium):
    dark = "<style>@media (prefers-color-scheme: dark) { body { color: #999; background: #aaa } }"
    driver = opened(chromium, changed("</head>", f"{dark}</style></head>"))
    assert axe.violations(driver) == []
    assert [line for line in checks.colours(driver) if "color-contrast" in line]


def test_a_breach_of_the_security_policy_is_in_the_console(chromium):
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    page = changed("</head>", f"{policy}<script>1</script></head>")
    driver = chromium.driver
    driver.get(f"data:text/html;charset=utf-8,{quote(page)}")
    assert [line for line in checks.console(driver) if "Content Security Policy" in line]


def test_every_state_can_be_told_from_the_others():
    # Given a page that shows what only this state shows
    for state in STATES:
        path = state.path.replace("**", "weg/").replace("*", "X1")
        assert state_of(path, lambda _selectors, state=state: [state.shows]) == state
    assert state_of("/bestaat/niet/", lambda _selectors: []) is None


def test_an_address_without_what_names_a_case():
    assert without_names("/zaken/ZAAK-2026-0000000013/?x=1") == "/zaken/…/"
    assert without_names("/formulieren/verhuizing-doorgeven/adres/") == (
        "/formulieren/verhuizing-doorgeven/adres/"
    )
