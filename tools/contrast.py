"""Check that a municipality's colours stay readable: WCAG 2.2, criteria 1.4.3 and 1.4.11.

`python -m tools.contrast` measures every theme in static/css/themes, light and dark, and exits
with 1 when a pair that the portal uses has too little contrast.
"""

import re
import sys
from pathlib import Path

CSS = Path(__file__).parent.parent / "static/css"
TEXT, SHAPE = 4.5, 3.0
DARKEST_CURVED = 0.04045
"""Below this share of light sRGB is a straight line."""
WHITE = "#ffffff"
_COLOUR = re.compile(r"(--(?:brand|neutral)-\w+):\s*(#[0-9a-fA-F]{6});")

Palette = dict[str, str]
Pair = tuple[str, str, str, float]


def palette(theme: Path) -> Palette:
    """The colours of a theme on top of the portal's own."""
    own = _COLOUR.findall((CSS / "tokens.css").read_text("utf-8"))
    return dict(own) | dict(_COLOUR.findall(theme.read_text("utf-8")))


def pairs(known: Palette) -> list[Pair]:
    """(where, colour, background, least contrast) of every pair that depends on the theme."""
    brand = {step: known[f"--brand-{step}"] for step in ("50", "100", "200", "300", "500", "600")}
    night, card = known["--neutral-900"], known["--neutral-800"]
    tint = mix(known["--brand-700"], night, 0.45)
    strong = mix(known["--brand-700"], night, 0.80)
    text, soft = known["--neutral-700"], known["--neutral-400"]
    return [
        ("link on white", brand["500"], WHITE, TEXT),
        ("link on a light tint", brand["500"], brand["50"], TEXT),
        ("link on a tint", brand["500"], brand["100"], TEXT),
        ("button", WHITE, brand["500"], TEXT),
        ("button under the mouse", WHITE, brand["600"], TEXT),
        ("header band", WHITE, brand["600"], TEXT),
        ("text on a tint", text, brand["100"], TEXT),
        ("soft text on a light tint", soft, brand["50"], TEXT),
        ("soft text on a tint", soft, brand["100"], TEXT),
        ("mark of a choice", brand["500"], WHITE, SHAPE),
        ("dark: link", brand["300"], night, TEXT),
        ("dark: link on a card", brand["300"], card, TEXT),
        ("dark: link on a light tint", brand["300"], tint, TEXT),
        ("dark: link on a tint", brand["300"], strong, TEXT),
        ("dark: button", night, brand["300"], TEXT),
        ("dark: button under the mouse", night, brand["200"], TEXT),
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` of one colour in the other, as CSS color-mix(in srgb) does."""
    mixed = (
        round(a * share + b * (1 - share)) for a, b in zip(_rgb(one), _rgb(other), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def main() -> int:
    """Measure all themes."""
    faults = [
        f"{theme.name}: {where}: {contrast(colour, ground):.2f}, should be {least}"
        for theme in sorted((CSS / "themes").glob("*.css"))
        for where, colour, ground, least in pairs(palette(theme))
        if contrast(colour, ground) < least
    ]
    sys.stdout.write("\n".join(faults or ["All themes have enough contrast."]) + "\n")
    return 1 if faults else 0


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= DARKEST_CURVED:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


if __name__ == "__main__":
    sys.exit(main())
