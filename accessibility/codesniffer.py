"""HTML_CodeSniffer in the browser: which techniques of WCAG 2.1, level AA, a page breaks.

It tells errors, warnings and notices. Only errors are faults; the others are reminders that come
with nearly every page. So a criterion for which it has reminders alone is not checked by it.
"""

from pathlib import Path
from typing import Any

from selenium.webdriver.remote.webdriver import WebDriver

from accessibility.equal_access import EngineDidNotRun
from accessibility.outcomes import Check, Verdict, judged

SCRIPT = Path(__file__).parent / "vendor" / "HTMLCS.js"
VERSION = "2.5.1"
STANDARD = "WCAG2AA"
LEAST_MESSAGES = 5
"""It has more reminders than this for every page; fewer means that it did not run."""
IS_THERE = "return Boolean(window.HTMLCS)"
RUN = """
    const [standard, done] = arguments;
    const told = ({ code, msg, element }) =>
        [code, `${(element.outerHTML || "").slice(0, 200)} ${code.split(".").pop()}: ${msg}`];
    HTMLCS.process(standard, document, () => {
        const all = HTMLCS.getMessages();
        const errors = all.filter(({ type }) => type === HTMLCS.ERROR);
        done({ total: all.length, errors: errors.map(told) });
    }, (error) => done({ total: 0, errors: [["", `${error}`]] }));
"""
SNIFFS = """
    const code = (sniff) => Object.values(sniff)
        .map((part) => typeof part === "object" ? code(part || {}) : `${part}`).join();
    return window[`HTMLCS_${arguments[0]}`].sniffs.flatMap(({ include }) => include || [])
        .filter((name) => code(window[`HTMLCS_WCAG2AAA_Sniffs_${name.replaceAll(".", "_")}`])
            .includes("HTMLCS.ERROR"));
"""
"""The parts of it that can find an error at all."""


def verdicts(driver: WebDriver) -> list[Verdict]:
    """What it says of each criterion. Raises `EngineDidNotRun`."""
    _inject(driver)
    results: dict[str, Any] = driver.execute_async_script(RUN, STANDARD)
    if results["total"] < LEAST_MESSAGES:
        raise EngineDidNotRun(f"{results['total']} messages: {results['errors']}")
    lines: dict[str, list[str]] = {check.name: [] for check in checks(driver)}
    for code, line in results["errors"]:
        lines[_name(_criterion(code.split(".")[3]))].append(line)
    return [judged(name, faults) for name, faults in lines.items()]


def checks(driver: WebDriver) -> list[Check]:
    """The criteria of which it can find a breach."""
    _inject(driver)
    sniffs: list[str] = driver.execute_script(SNIFFS, STANDARD)
    numbers = dict.fromkeys(_criterion(sniff.split(".")[-1]) for sniff in sniffs)
    says = "HTML_CodeSniffer finds no breach of a technique"
    return [Check(name=_name(number), criteria=(number,), says=says) for number in numbers]


def _inject(driver: WebDriver) -> None:
    if not driver.execute_script(IS_THERE):
        driver.execute_script(SCRIPT.read_text("utf-8"))


def _criterion(sniff: str) -> str:
    """The criterion that a part of it is about: "1_4_3_Contrast" is about 1.4.3."""
    return ".".join(sniff.split("_")[:3])


def _name(number: str) -> str:
    return f"HTML_CodeSniffer {number}"
