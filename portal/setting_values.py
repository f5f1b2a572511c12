"""How values are written in settings that are more than one word."""

import base64
import json


def names_in(text: str) -> tuple[str, ...]:
    """The names in `name, name`."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def named_keys(text: str) -> list[tuple[str, bytes]]:
    """Each name with its key in `name:base64, name:base64`; raises `ValueError`."""
    entries = (entry.strip().partition(":") for entry in text.split(","))
    return [(name, base64.b64decode(key, validate=True)) for name, _colon, key in entries]


def named_secrets(text: str) -> dict[str, str]:
    """Name → secret in `name:secret, name:secret`."""
    parts = (entry.partition(":") for entry in names_in(text))
    return {name: secret for name, _colon, secret in parts}


def are_receipt_keys(text: str) -> bool:
    """Whether it is a JSON list of JWKs on P-256, each with a name, the first one private."""
    try:
        keys = json.loads(text)
    except ValueError:
        return False
    are_objects = isinstance(keys, list) and all(isinstance(key, dict) for key in keys)
    are_ec = are_objects and all(key.get("crv") == "P-256" and key.get("kid") for key in keys)
    return bool(keys) and are_ec and "d" in keys[0]


def is_private_key(text: str) -> bool:
    """Whether it is a private JWK, RSA or EC."""
    try:
        key = json.loads(text)
    except ValueError:
        return False
    return isinstance(key, dict) and key.get("kty") in {"RSA", "EC"} and "d" in key
