"""Pictograms, which always stand next to text."""

from collections.abc import Callable
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

SPRITE = "img/icons.svg"
MOST_KEPT = 256
"""More than there are, in all sizes."""
SVG = Markup(
    '<svg class="pictogram pictogram--{size} pictogram--{name}" aria-hidden="true"'
    ' focusable="false" width="24" height="24"><use href="{sprite}#{name}"></use></svg>'
)


def register(app: Flask, asset: Callable[[str], str]) -> None:
    """Give templates `pictogram("clock", "small")`: small, normal or large.

    Hidden from screen readers. `asset` gives the address of a static file.
    """

    @lru_cache(MOST_KEPT)
    def pictogram(name: str, size: str = "normal") -> Markup:
        return SVG.format(name=name, size=size, sprite=asset(SPRITE))

    app.add_template_global(pictogram)
