"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, request, url_for


def register(app: Flask) -> None:
    """Give templates `asset("css/portal.css")`: the address with the file's version."""
    folder = Path(app.static_folder or "")

    @cache
    def version(name: str) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]

    @cache
    def address(name: str, _root: str) -> str:
        return url_for("static", filename=name, v=version(name))

    def asset(name: str) -> str:
        # A page with many pictograms asks for the same address a hundred times.
        return address(name, request.script_root)

    app.add_template_global(asset)
