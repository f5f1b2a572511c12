"""The journeys of the tests as the way over all states: pytest runs them, the audit looks on."""

from pathlib import Path

import pytest

from accessibility import scripts
from accessibility.audit import Audit
from tests.journeys.inspection import LOOKING_ON

FOLDER = Path(__file__).parent.parent / "tests" / "journeys"
ABOUT_WHAT_IS_BEHIND = "test_rule_2_"
"""Stories of what is lost or doubled show no page that the others don't."""
OPTIONS = (
    *("-p", "no:terminal", "-p", "no:cacheprovider", "--capture=sys"),
    *("-o", "addopts=--import-mode=importlib"),
)


class Plugin:
    """Lets pytest walk the journeys that show states, with the audit in the tests' place."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    def pytest_configure(self, config: pytest.Config) -> None:
        """Say who looks."""
        config.stash[LOOKING_ON] = self._audit

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take each journey once, and none that shows no page of its own."""
        items[:] = [item for item in items if _shows_pages(item)]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file of journeys that can't be read."""
        if report.failed:
            self._audit.broken.append(f"{report.nodeid}: {report.longreprtext}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a journey that broke off, and each step of a tester's script."""
        if report.failed:
            self._audit.broken.append(f"{report.nodeid}: {_last_line(report.longreprtext)}")
        step = scripts.step_of(report)
        if step:
            self._audit.steps.append(step)


def walk(audit: Audit) -> None:
    """Look at all states. Raises `KeyboardInterrupt`: half an audit is none."""
    code = pytest.main([str(FOLDER), *OPTIONS], plugins=[Plugin(audit)])
    if code is pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    audit.looks += audit.paper_looks()
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        audit.broken.append(f"pytest ended with {code!r}")


def _shows_pages(item: pytest.Item) -> bool:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return (
        "resident" in fixtures
        and "without JavaScript" not in item.name
        and not item.name.startswith(ABOUT_WHAT_IS_BEHIND)
    )


def _last_line(text: str) -> str:
    errors = [line for line in text.splitlines() if line.startswith("E ")]
    return errors[0].removeprefix("E").strip() if errors else text[-200:]
