"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, url_for


def register(app: Flask) -> None:
    """Give templates `asset("css/portal.css")`: the address with the file's version."""
    folder = Path(app.static_folder or "")

    @cache
    def version(name: str) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=version(name))

    app.add_template_global(asset)
