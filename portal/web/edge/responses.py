"""Answers that are no page: a file to keep, public keys for programs."""

from io import BytesIO
from typing import Any

from flask import Response, jsonify, send_file

KEYS_FOR_S = 300
"""How long others may remember our public keys."""


def download(content: bytes, media_type: str, name: str) -> Response:
    """A file that the browser keeps under this name."""
    return send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)


def public_keys(keys: dict[str, Any]) -> Response:
    """A set of public keys (JWKS)."""
    response = jsonify(keys)
    response.headers["Cache-Control"] = f"public, max-age={KEYS_FOR_S}"
    return response
