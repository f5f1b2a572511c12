"""What a page looked like, in a small PNG: its top as a phone shows it."""

import base64
import io

from PIL import Image
from selenium.webdriver import Chrome

from accessibility import room

WIDTH_PX, LONGEST_PX = 360, 1400
COLOURS = 16


def png(driver: Chrome) -> bytes:
    """The page in the browser."""
    with room.window(driver, WIDTH_PX):
        how = {"format": "png", "captureBeyondViewport": True, "clip": _part()}
        taken = driver.execute_cdp_cmd("Page.captureScreenshot", how)["data"]
    small = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(taken))) as picture:
        picture.convert("RGB").quantize(COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()


def _part() -> dict[str, int]:
    return {"x": 0, "y": 0, "width": WIDTH_PX, "height": LONGEST_PX, "scale": 1}
