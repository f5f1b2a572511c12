"""What a page folds away (`<details>`) is part of it: it is opened to be looked at."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome

UNFOLD = """
    const folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((one) => { one.open = true; });
    return folded;
"""
FOLD = "arguments[0].forEach((one) => { one.open = false; })"


@contextmanager
def opened(driver: Chrome) -> Iterator[None]:
    """The page with everything unfolded; after it as it was."""
    folded = driver.execute_script(UNFOLD)
    yield
    driver.execute_script(FOLD, folded)
