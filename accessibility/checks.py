"""What axe doesn't see and a script can: titles, language, ids, help, the console, colours.

Each check gives the faults of the page in the browser, one line each; none means that it is good.
The way of the Tab key is in `keyboard`, what fits where in `room`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from selenium.webdriver import Chrome

from accessibility import axe

DARK = {"prefers-color-scheme": "dark"}
FORCED = {"forced-colors": "active", "prefers-color-scheme": "dark"}
EXPECTED_IN_CONSOLE = (
    "Failed to load resource: the server responded with a status of 4",
    "Blocked script execution in",
)
"""An error page is no error of the page; and the browser says that JavaScript is off."""

SKELETON = """
    const all = (selector) => [...document.querySelectorAll(selector)];
    return {
        title: document.title.trim(),
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
HELP = """
    const main = document.querySelector("main");
    const next = main && main.nextElementSibling;
    return Boolean(next && next.querySelector("a[href^='tel:']"));
"""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What every page has once."""

    title: str
    heading: str
    language: str
    faults: tuple[str, ...]
    has_primary: bool


def skeleton(driver: Chrome) -> Skeleton:
    """Title, heading, language and ids of the page."""
    found: dict[str, Any] = driver.execute_script(SKELETON)
    faults = []
    if not found["title"]:
        faults.append("the page has no title")
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
    primary = bool(found["primary"])
    return Skeleton(found["title"], heading, found["language"], tuple(faults), primary)


def offers_help(driver: Chrome) -> list[str]:
    """Help, with a number to call, stands right after what the page is about."""
    return [] if driver.execute_script(HELP) else ["no help with a phone number after main"]


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
    return [*contrast(driver, DARK), *contrast(driver, FORCED)]


def contrast(driver: Chrome, features: dict[str, str]) -> list[str]:
    """Contrast for somebody whose device prefers this."""
    with preferring(driver, features):
        found = axe.violations(driver, rules=("color-contrast", "link-in-text-block"))
    return [f"{features}: {fault}" for fault in found]


@contextmanager
def preferring(driver: Chrome, features: dict[str, str]) -> Iterator[None]:
    """The page as a device with these preferences shows it."""
    media = [{"name": name, "value": value} for name, value in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    driver.execute_script("document.getAnimations().forEach((change) => change.finish())")
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
