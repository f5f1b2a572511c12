"""Addresses as QR codes, to take along on another device."""

import segno
from markupsafe import Markup

SCALE, QUIET_ZONE = 5, 4
"""Pixels of one module, and modules of white around them (ISO 18004 asks for four)."""


def qr_code(address: str) -> Markup:
    """The code as SVG within a page; hidden from screen readers, as the address stands beside it.

    White and black whatever the colours of the page are: scanners ask for that.
    """
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=SCALE, border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)
    shown = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(shown)  # noqa: S704 - made of the address by segno, which draws paths only
