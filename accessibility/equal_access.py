"""IBM Equal Access in the browser: which of its rules a page breaks.

Gotchas: its script declares a variable, which Selenium would keep to itself; a guideline that it
doesn't know gives no results at all, without a word; a rule that found nothing to apply to is left
out of the results.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from selenium.webdriver.remote.webdriver import WebDriver

from accessibility.outcomes import Check, Verdict, worst
from portal.domain.accessibility import AuditOutcome

SCRIPT = Path(__file__).parent / "vendor" / "ace.js"
VERSION = "4.0.34"
GUIDELINES = ("IBM_Accessibility", "WCAG_2_2")
LEAST_PASSES = 10
"""Every page of ours passes more rules than this; fewer means that the engine did not run."""
OUTCOMES = {
    "FAIL": AuditOutcome.FAILED,
    "POTENTIAL": AuditOutcome.CANT_TELL,
    "MANUAL": AuditOutcome.CANT_TELL,
    "PASS": AuditOutcome.PASSED,
}
IS_THERE = "return Boolean(window.ace)"
RUN = """
    const [guidelines, done] = arguments;
    const told = ({ ruleId, value, path, message, snippet }) =>
        [ruleId, value[1], `${path.dom} ${snippet.slice(0, 200)} ${message}`];
    new ace.Checker().check(document, guidelines)
        .then(({ results }) => done(results.map(told)), (error) => done(`${error}`));
"""
RULES = """
    const checker = new ace.Checker();
    const names = new Set(arguments[0].flatMap((id) => checker.rulesetRules[id]));
    const points = checker.getGuidelines().find(({ id }) => id === arguments[1]).checkpoints;
    const numbers = (name) => points.filter(({ rules }) => rules?.some(({ id }) => id === name))
        .map(({ num }) => num);
    const known = checker.engine.ruleMap;
    return [...names].filter((name) => known[name]).map((name) => ({
        name, criteria: numbers(name), says: known[name].messages["en-US"].group,
        acts: [known[name].act || []].flat().flatMap((act) => typeof act === "string" ? act
            : Object.keys(act)),
    }));
"""


class EngineDidNotRun(Exception):
    """The answer of the engine can't be trusted."""


def verdicts(driver: WebDriver) -> list[Verdict]:
    """What each rule says of the page in this browser. Raises `EngineDidNotRun`."""
    _inject(driver)
    results = driver.execute_async_script(RUN, list(GUIDELINES))
    if isinstance(results, str):
        raise EngineDidNotRun(results)
    passes = {rule for rule, outcome, _line in results if outcome == "PASS"}
    if len(passes) < LEAST_PASSES:
        raise EngineDidNotRun(f"only {len(passes)} rules passed")
    rules = dict.fromkeys(rule for rule, _outcome, _line in results)
    return [_verdict(rule, [(o, line) for r, o, line in results if r == rule]) for rule in rules]


def checks(driver: WebDriver) -> list[Check]:
    """The rules that are run, as the engine describes them."""
    _inject(driver)
    rules: list[dict[str, Any]] = driver.execute_script(RULES, list(GUIDELINES), GUIDELINES[-1])
    return [
        Check(
            name=_name(rule["name"]),
            criteria=tuple(rule["criteria"]),
            says=rule["says"],
            acts=tuple(rule["acts"]),
        )
        for rule in rules
    ]


def _inject(driver: WebDriver) -> None:
    if not driver.execute_script(IS_THERE):
        driver.execute_script(SCRIPT.read_text("utf-8") + ";window.ace = ace")


def _verdict(rule: str, results: Iterable[tuple[str, str]]) -> Verdict:
    """The worst that a rule says of any element, with the elements that it says it of."""
    judged = [(OUTCOMES.get(outcome, AuditOutcome.PASSED), line) for outcome, line in results]
    outcome = worst(one for one, _line in judged)
    lines = [line for one, line in judged if one is outcome]
    return Verdict(_name(rule), outcome, () if outcome is AuditOutcome.PASSED else tuple(lines))


def _name(rule: str) -> str:
    return f"IBM {rule}"
