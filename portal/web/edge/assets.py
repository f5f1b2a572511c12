"""Static files: addresses that change with their content, and tags that say what it is.

Both are made of the content, so that each host gives the same: a browser that has a file of one
need not fetch it from another.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, send_from_directory
from werkzeug.security import safe_join

from portal.once import made_once

VERSION_CHARACTERS = 12


def register(app: Flask) -> Callable[[str], str]:
    """Give templates `asset("css/portal.css")`: the address with the file's version."""
    folder = Path(app.static_folder or "")

    @made_once
    def content_hash(path: str) -> str:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()

    @made_once
    def asset(name: str) -> str:
        version = content_hash(str(folder / name))[:VERSION_CHARACTERS]
        return f"{app.static_url_path}/{name}?v={version}"

    def static(filename: str) -> Response:
        path = safe_join(str(folder), filename)
        # Not of pathlib: that raises where the name is longer than a file's can be.
        is_file = path is not None and os.path.isfile(path)  # noqa: PTH113
        response = send_from_directory(
            folder, filename, etag=content_hash(path) if path and is_file else False
        )
        del response.headers["Last-Modified"]  # when it was installed here
        return response

    app.view_functions["static"] = static
    app.add_template_global(asset)
    return asset
