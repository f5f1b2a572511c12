"""What axe doesn't see and a script can: titles, reflow, the way of the Tab key, the console.

Each check gives the faults of the page in the browser, one line each; none means that it is good.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys

from accessibility import axe

NARROWEST_PX = 320
"""WCAG 1.4.10: 1280 px at 400 %."""
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
        jumps: all("[tabindex]").filter((one) => one.tabIndex > 0)
            .map((one) => one.id || one.tagName.toLowerCase()),
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
BEGIN_WALK = """
    const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";
    const isRinged = (one) => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const note = ({ target }) => {
        target.scrollIntoView({ block: "nearest" });  // as the browser is about to do
        const box = target.getBoundingClientRect();
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const whole = target.closest(".option, .card");
        walk.stops.push({
            number: walk.seen.indexOf(target),
            name: `${target.tagName.toLowerCase()} "${target.innerText || target.name || ""}"`,
            isMarked: isRinged(target) || Boolean(whole && isRinged(whole)),
            isSeen: [target, ...(target.labels || [])].some((one) => hit && one.contains(hit)),
            isPrimary: target.matches("main .utrecht-button--primary-action"),
        });
        walk.seen.push(target);
    };
    const walk = { stops: [], seen: [], focused: document.activeElement, at: [scrollX, scrollY] };
    walk.end = () => {
        document.removeEventListener("focusin", note);
        walk.focused.focus({ preventScroll: true });
        scrollTo(...walk.at);
        return walk.stops;
    };
    window.__walk = walk;
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    document.addEventListener("focusin", note);
    return document.querySelectorAll(CONTROLS).length;
"""
"""The next Tab goes to the first stop of the page. `number`: which earlier stop it is, or -1."""
END_WALK = "return window.__walk.end()"


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
    faults += [f"tabindex above 0: {name}" for name in found["jumps"]]
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
    controls = driver.execute_script(BEGIN_WALK)
    ActionChains(driver).send_keys(Keys.TAB * (controls + 2)).perform()
    walked = driver.execute_script(END_WALK)
    stops = list(takewhile(lambda stop: stop["number"] < 0, walked))
    faults = []
    if len(stops) < len(walked) and walked[len(stops)]["number"] > 0:
        faults.append(f"the Tab key goes round after {stops[-1]['name']}")
    if reaches_primary and not any(stop["isPrimary"] for stop in stops):
        faults.append("the Tab key does not reach the primary action")
    for stop in stops:
        faults += [f"focus is not marked: {stop['name']}"] if not stop["isMarked"] else []
        faults += [f"focus is hidden: {stop['name']}"] if not stop["isSeen"] else []
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
        driver.execute_script("document.getAnimations().forEach((change) => change.finish())")
        found = axe.violations(driver, rules=("color-contrast", "link-in-text-block"))
        faults += [f"{features}: {fault}" for fault in found]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return faults


@contextmanager
def _metrics(driver: Chrome, width: int, height: int) -> Iterator[None]:
    wanted = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", wanted)
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
