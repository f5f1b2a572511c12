"""The engines that others made, together: axe-core, IBM Equal Access and HTML_CodeSniffer."""

from selenium.webdriver import Chrome

from accessibility import axe, codesniffer, equal_access
from accessibility.outcomes import Check, Verdict

TOOLS = (
    f"axe-core {axe.VERSION}",
    f"IBM Equal Access {equal_access.VERSION}",
    f"HTML_CodeSniffer {codesniffer.VERSION}",
)


def checks(driver: Chrome) -> tuple[Check, ...]:
    """All their rules, as they describe them."""
    return (*axe.checks(driver), *equal_access.checks(driver), *codesniffer.checks(driver))


def verdicts(driver: Chrome) -> list[Verdict]:
    """What they say of the page in this browser."""
    return [*axe.verdicts(driver), *equal_access.verdicts(driver), *codesniffer.verdicts(driver)]
