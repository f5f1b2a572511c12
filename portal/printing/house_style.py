"""The house style of papers: logo and colours of the theme, the same as on its pages."""

import re
from dataclasses import dataclass
from pathlib import Path

import structlog

from portal.resources import resource

log = structlog.get_logger()
COLOUR = re.compile(r"--((?:brand|neutral)-\w+):\s*(#[0-9a-fA-F]{6})\s*;")


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Colours are `#rrggbb`."""

    logo: str
    """SVG; empty: the theme has none."""
    title: str
    heading: str
    text: str
    soft: str
    """Of labels, and of what stands at the edge."""
    line: str
    ground: str
    """Behind what is most important."""


def house_style_of(theme: str) -> HouseStyle:
    """The style of this theme; what it doesn't set is the portal's own, as on pages."""
    static = resource("static")
    colours = _colours_in(static / "css/tokens.css") | _colours_in(
        static / f"css/themes/{theme}.css"
    )
    return HouseStyle(
        logo=_logo_in(static / f"img/{theme}/logo.svg"),
        title=colours["brand-600"],
        heading=colours["brand-500"],
        text=colours["neutral-900"],
        soft=colours["neutral-500"],
        line=colours["neutral-200"],
        ground=colours["brand-50"],
    )


def _colours_in(path: Path) -> dict[str, str]:
    """Each colour as it is set first, which is on light ground."""
    return dict(reversed(COLOUR.findall(_bytes_of(path).decode(errors="replace"))))


def _logo_in(path: Path) -> str:
    """Its text; empty where there is none, or none that is UTF-8, which is logged."""
    try:
        return _bytes_of(path).decode()
    except UnicodeDecodeError as error:
        log.warning("logo_not_printed", why=f"it is no UTF-8: {error.reason}")
        return ""


def _bytes_of(path: Path) -> bytes:
    """What stands there; empty where nothing does, or where it can't be read, which is logged."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        log.warning("style_not_read", file=path.name, why=error.strerror)
        return b""
