"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from portal.once import made_once


def register(app: Flask) -> Callable[[str], str]:
    """Give templates `asset("css/portal.css")`: the address with the file's version."""
    folder = Path(app.static_folder or "")

    @made_once
    def asset(name: str) -> str:
        version = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]
        return f"{app.static_url_path}/{name}?v={version}"

    app.add_template_global(asset)
    return asset
