"""What axe doesn't see and a script can: titles, reflow, the way of the Tab key, the console.

Each check gives the faults of the page in the browser, one line each; none means that it is good.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from selenium.webdriver import Chrome

from accessibility import axe

NARROWEST_PX = 320
"""WCAG 1.4.10: 1280 px at 400 %."""
MOST_STOPS = 150
COLOURS = (
    {"prefers-color-scheme": "dark"},
    {"forced-colors": "active", "prefers-color-scheme": "dark"},
)
EXPECTED_IN_CONSOLE = (
    "Failed to load resource: the server responded with a status of 4",
    "Blocked script execution in",
)
"""An error page is no error of the page; and the browser says that JavaScript is off."""

SKELETON = """
    const all = (selector) => [...document.querySelectorAll(selector)];
    return {
        title: document.title,
        language: document.documentElement.lang,
        headings: all("h1").map((heading) => heading.textContent.trim()),
        mains: all("main").length,
        primary: all("main .utrecht-button--primary-action")
            .filter((button) => button.checkVisibility()).length,
        doubles: all("[id]").map((one) => one.id)
            .filter((id, index, ids) => ids.indexOf(id) !== index),
        lost: all("[aria-describedby], [aria-labelledby]")
            .flatMap((one) => ["aria-describedby", "aria-labelledby"]
                .flatMap((name) => (one.getAttribute(name) || "").split(" ")))
            .filter((id) => id && !document.getElementById(id)),
    };
"""
TOO_WIDE = """
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) {
        return [];
    }
    return [...document.querySelectorAll("main *, header *, footer *")]
        .filter((one) => one.getBoundingClientRect().right > width + 1)
        .map((one) => `${one.tagName.toLowerCase()}.${one.className.baseVal ?? one.className}`);
"""
STOP = """
    const here = document.activeElement;
    if (!here || here === document.body || here === document.documentElement) {
        return null;
    }
    window.__stops = window.__stops || new Map();
    if (!window.__stops.has(here)) {
        window.__stops.set(here, window.__stops.size);
    }
    const isRinged = (one) => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const whole = here.closest(".option, .card");
    const box = here.getBoundingClientRect();
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isHit = (one) => hit && (one === hit || one.contains(hit));
    return {
        number: window.__stops.get(here),
        name: `${here.tagName.toLowerCase()} "${(here.innerText || here.name || "").trim()}"`,
        isMarked: isRinged(here) || Boolean(whole && isRinged(whole)),
        isSeen: [here, ...(here.labels || [])].some(isHit),
        isPrimary: here.matches("main .utrecht-button--primary-action"),
        isPositive: here.tabIndex > 0,
    };
"""
FIRST_STOP = """
    window.__focused = document.activeElement;
    window.__scrolled = [scrollX, scrollY];
    window.__stops = undefined;
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
"""
"""The next stop is the first of the page."""
BACK = """
    if (window.__focused) {
        window.__focused.focus({ preventScroll: true });
    }
    scrollTo(...window.__scrolled);
"""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What every page has once."""

    title: str
    heading: str
    faults: tuple[str, ...]
    has_primary: bool


def skeleton(driver: Chrome) -> Skeleton:
    """Title, heading, language and ids of the page."""
    found: dict[str, Any] = driver.execute_script(SKELETON)
    faults = []
    if not found["language"]:
        faults.append("html has no lang")
    if len(found["headings"]) != 1 or not found["headings"][0]:
        faults.append(f"one h1 expected: {found['headings']}")
    if found["mains"] != 1:
        faults.append(f"one main expected: {found['mains']}")
    if found["primary"] > 1:
        faults.append(f"one primary action expected: {found['primary']}")
    faults += [f"id {name} stands twice" for name in found["doubles"]]
    faults += [f"described by {name}, which is not there" for name in found["lost"]]
    heading = (found["headings"] or [""])[0]
    return Skeleton(found["title"], heading, tuple(faults), bool(found["primary"]))


def reflow(driver: Chrome) -> list[str]:
    """What makes the page scroll sideways at 320 px."""
    with _metrics(driver, NARROWEST_PX, 256):
        sticking_out = driver.execute_script(TOO_WIDE)
    return [f"too wide at {NARROWEST_PX} px: {one}" for one in sticking_out[:5]]


def keyboard(driver: Chrome, *, reaches_primary: bool) -> list[str]:
    """Faults on the way of the Tab key: from the skip link, over the primary action, and out."""
    driver.execute_script(FIRST_STOP)
    stops = list(_stops(driver))
    driver.execute_script(BACK)
    faults = []
    if len(stops) == MOST_STOPS:
        faults.append("the Tab key never leaves the page")
    if reaches_primary and not any(stop["isPrimary"] for stop in stops):
        faults.append("the Tab key does not reach the primary action")
    for stop in stops:
        faults += [f"focus is not marked: {stop['name']}"] if not stop["isMarked"] else []
        faults += [f"focus is hidden: {stop['name']}"] if not stop["isSeen"] else []
        faults += [f"tabindex above 0: {stop['name']}"] if stop["isPositive"] else []
    return faults


def console(driver: Chrome) -> list[str]:
    """Errors that the browser wrote down, such as a breach of the Content-Security-Policy."""
    lines = driver.execute("getLog", {"type": "browser"})["value"]
    return [
        f"console: {line['message']}"
        for line in lines
        if line["level"] == "SEVERE" and not any(e in line["message"] for e in EXPECTED_IN_CONSOLE)
    ]


def colours(driver: Chrome) -> list[str]:
    """Contrast in dark, and with forced colours."""
    faults = []
    for features in COLOURS:
        media = [{"name": name, "value": value} for name, value in features.items()]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
        found = axe.violations(driver, rules=("color-contrast", "link-in-text-block"))
        faults += [f"{features}: {fault}" for fault in found]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return faults


def _stops(driver: Chrome) -> Iterator[dict[str, Any]]:
    """Where the Tab key halts, until it leaves the page or comes back."""
    for number in range(MOST_STOPS):
        _press_tab(driver)
        stop = driver.execute_script(STOP)
        if stop is None or stop["number"] < number:
            return
        yield stop


def _press_tab(driver: Chrome) -> None:
    key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "nativeVirtualKeyCode": 9}
    for kind in ("rawKeyDown", "keyUp"):
        driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": kind, **key})


@contextmanager
def _metrics(driver: Chrome, width: int, height: int) -> Iterator[None]:
    wanted = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", wanted)
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
