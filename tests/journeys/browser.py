"""Chromium, driven through Selenium and its DevTools: what a person can do to their browser."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-features=MediaRouter,OptimizationHints,PageContentAnnotations,Translate",
    "--disable-hang-monitor",
    "--metrics-recording-only",
    "--hide-scrollbars",
    "--lang=nl",
)
PAGE_LOAD_S = 60
POLL_S = 0.03
SHOWN = "return arguments[0].filter((css) => document.querySelector(css))"
READY = "return document.readyState === 'complete'"
COLOURS_OF_A_PICTURE = 128
LONGEST_PICTURE = 3200
"""In pixels."""


class Browser:
    """One browser for all journeys; each begins with an empty one."""

    def __init__(self, folder: Path) -> None:
        options = webdriver.ChromeOptions()
        for flag in (*FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"intl.accept_languages": "nl"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(PAGE_LOAD_S)
        self.driver.set_script_timeout(PAGE_LOAD_S)
        self.has_javascript = True

    def close(self) -> None:
        """End it."""
        self.driver.quit()

    def begin_anew(self, *, javascript: bool) -> None:
        """Empty it: no cookies, no pages, the usual window."""
        self.driver.get("about:blank")
        self._cdp("Network.clearBrowserCookies")
        self._cdp("Network.clearBrowserCache")
        self.let_javascript_run(javascript)
        self.resize(1280, 900)

    def let_javascript_run(self, on: bool) -> None:
        """Switch JavaScript of pages on or off; Selenium's own keeps working."""
        self.has_javascript = on
        self._cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def resize(self, width: int, height: int) -> None:
        """Another window size, in CSS pixels."""
        self.driver.set_window_size(width, height)

    def be_at(self, latitude: float, longitude: float) -> None:
        """Let the device be there, and allow pages to know."""
        self._cdp("Browser.grantPermissions", permissions=["geolocation"])
        place = {"latitude": latitude, "longitude": longitude, "accuracy": 5}
        self._cdp("Emulation.setGeolocationOverride", **place)

    def cookies(self) -> dict[str, str]:
        """The cookies of the page."""
        return {cookie["name"]: cookie["value"] for cookie in self.driver.get_cookies()}

    def printed(self) -> bytes:
        """The page as it comes out of the printer, as PDF."""
        return base64.b64decode(self._cdp("Page.printToPDF")["data"])

    def picture(self, path: Path, width: int, height: int) -> None:
        """Make a small PNG of the page (of a long one its top), seen through this window."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._cdp("Emulation.setDeviceMetricsOverride", **size)
        taken = self._cdp("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        self._cdp("Emulation.clearDeviceMetricsOverride")
        path.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(base64.b64decode(taken))) as picture:
            top = picture.crop((0, 0, picture.width, min(picture.height, LONGEST_PICTURE)))
            top.convert("RGB").quantize(COLOURS_OF_A_PICTURE).save(path, optimize=True)

    def measured(self, script: str, width: int, height: int) -> Any:
        """What the script says of the page in a window of this size, which may be a phone's."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._cdp("Emulation.setDeviceMetricsOverride", **size)
        try:
            return self.driver.execute_script(script)
        finally:
            self._cdp("Emulation.clearDeviceMetricsOverride")

    @contextmanager
    def another_tab(self) -> Iterator[None]:
        """Look at something else meanwhile, in a tab of the same browser."""
        first = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        self._cdp("Emulation.setScriptExecutionDisabled", value=not self.has_javascript)
        try:
            yield
        finally:
            self.driver.close()
            self.driver.switch_to.window(first)

    def has(self, css: str) -> bool:
        """Whether the page has such an element."""
        return self.shown([css]) == [css]

    def shown(self, selectors: list[str]) -> list[str]:
        """Those of these CSS selectors of which the page has an element; asked at once."""
        return list(self.driver.execute_script(SHOWN, selectors))

    def page(self) -> WebElement:
        """The document that is open now; another page has another one."""
        return self.driver.find_element("tag name", "html")

    def wait_until_gone(self, page: WebElement) -> None:
        """Wait until another page took its place."""
        self._wait().until(staleness_of(page))

    def wait_until_complete(self) -> None:
        """Wait until the page and all that belongs to it is there."""
        self._wait().until(lambda driver: driver.execute_script(READY))

    def _wait(self) -> "WebDriverWait[webdriver.Chrome]":
        return WebDriverWait(
            self.driver, PAGE_LOAD_S, POLL_S, ignored_exceptions=[WebDriverException]
        )

    def _cdp(self, command: str, **parameters: object) -> dict[str, str]:
        return dict(self.driver.execute_cdp_cmd(command, parameters))
