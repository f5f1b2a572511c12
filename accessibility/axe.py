"""axe-core in the browser, through axe-selenium-python: which rules a page breaks.

Gotchas: options go in as JSON text (a dict becomes Python's `False`); the package brings an
axe-core of years ago, ours is in `vendor/`; a rule tag that axe doesn't know gives no violations
at all, without a word.
"""

import json
from pathlib import Path
from typing import Any

from axe_selenium_python import Axe
from selenium.webdriver.remote.webdriver import WebDriver

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"
VERSION = "4.14.1"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LEAST_PASSES = 10
"""Every page of ours passes more rules than this; fewer means that axe did not really run."""


class AxeDidNotRun(Exception):
    """The answer of axe can't be trusted."""


def violations(driver: WebDriver, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What is wrong on the page in this browser, in one line each; only these rules, if given.

    Raises `AxeDidNotRun`.
    """
    axe = Axe(driver, str(SCRIPT))
    axe.inject()
    wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    results = axe.run(options=json.dumps({"runOnly": wanted}))
    _check(results, least=1 if rules else LEAST_PASSES)
    return [_line(broken, node) for broken in results["violations"] for node in broken["nodes"]]


def _check(results: dict[str, Any], least: int) -> None:
    version = results["testEngine"]["version"]
    if version != VERSION:
        raise AxeDidNotRun(f"axe-core {version} instead of {VERSION}")
    if len(results["passes"]) < least:
        raise AxeDidNotRun(f"only {len(results['passes'])} rules passed")


def _line(broken: dict[str, Any], node: dict[str, Any]) -> str:
    told = " ".join(str(node.get("failureSummary", "")).split())
    return f"axe {broken['id']}: {node['target']} {told}"
