"""axe-core in the browser, through axe-selenium-python: which rules a page breaks.

Gotchas: options go in as JSON text (a dict becomes Python's `False`); the package brings an
axe-core of years ago, ours is in `vendor/`; a rule tag that axe doesn't know gives no violations
at all, without a word.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from axe_selenium_python import Axe
from selenium.webdriver.remote.webdriver import WebDriver

from accessibility.outcomes import Check, Verdict
from portal.domain.accessibility import AuditOutcome

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"
VERSION = "4.14.1"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LEAST_PASSES = 10
"""Every page of ours passes more rules than this; fewer means that axe did not really run."""
OUTCOMES = {
    "violations": AuditOutcome.FAILED,
    "incomplete": AuditOutcome.CANT_TELL,
    "passes": AuditOutcome.PASSED,
    "inapplicable": AuditOutcome.INAPPLICABLE,
}
IS_THERE = f"return window.axe?.version === '{VERSION}'"
_CRITERION = re.compile(r"wcag(\d)(\d)(\d+)")


class AxeDidNotRun(Exception):
    """The answer of axe can't be trusted."""


def violations(driver: WebDriver, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What is wrong on the page in this browser, in one line each; only these rules, if given.

    Raises `AxeDidNotRun`.
    """
    found = _results(driver, rules)
    return [_line(broken, node) for broken in found["violations"] for node in broken["nodes"]]


def verdicts(driver: WebDriver) -> list[Verdict]:
    """What each rule says of the page in this browser. Raises `AxeDidNotRun`."""
    found = _results(driver, ())
    said = [_verdict(rule, outcome) for key, outcome in OUTCOMES.items() for rule in found[key]]
    # A rule can be broken by one element and kept by others: the first, worst word counts.
    return list({verdict.check: verdict for verdict in reversed(said)}.values())


def checks(driver: WebDriver) -> list[Check]:
    """The rules that are run, as the engine in this browser describes them."""
    _axe(driver)
    known = driver.execute_script("return axe.getRules(arguments[0])", list(TAGS))
    return [
        Check(
            name=f"axe {rule['ruleId']}",
            criteria=tuple(_criteria(rule["tags"])),
            says=rule["help"],
            url=rule["helpUrl"].partition("?")[0],
            acts=tuple(rule.get("actIds") or ()),
        )
        for rule in known
    ]


def _results(driver: WebDriver, rules: tuple[str, ...]) -> dict[str, Any]:
    wanted = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": wanted, "resultTypes": ["violations", "incomplete"]}
    results: dict[str, Any] = _axe(driver).run(options=json.dumps(options))
    _check(results, least=1 if rules else LEAST_PASSES)
    return results


def _axe(driver: WebDriver) -> Axe:
    """The engine of this page: its 650 KB go in once."""
    axe = Axe(driver, str(SCRIPT))
    if not driver.execute_script(IS_THERE):
        axe.inject()
    return axe


def _check(results: dict[str, Any], least: int) -> None:
    version = results["testEngine"]["version"]
    if version != VERSION:
        raise AxeDidNotRun(f"axe-core {version} instead of {VERSION}")
    if len(results["passes"]) < least:
        raise AxeDidNotRun(f"only {len(results['passes'])} rules passed")


def _verdict(rule: dict[str, Any], outcome: AuditOutcome) -> Verdict:
    nodes = rule["nodes"] if outcome in {AuditOutcome.FAILED, AuditOutcome.CANT_TELL} else []
    return Verdict(f"axe {rule['id']}", outcome, tuple(_words(node) for node in nodes))


def _criteria(tags: Iterable[str]) -> Iterable[str]:
    return (".".join(found.groups()) for tag in tags if (found := _CRITERION.fullmatch(tag)))


def _line(broken: dict[str, Any], node: dict[str, Any]) -> str:
    return f"axe {broken['id']}: {_words(node)}"


def _words(node: dict[str, Any]) -> str:
    told = " ".join(str(node.get("failureSummary", "")).split())
    return f"{node['target']} {told}"
