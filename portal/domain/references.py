"""References to read out on the phone."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"
"""No vowels, so no words; nothing that looks like another."""


def new_reference() -> str:
    """A random reference of a submission, as `7K2M-XW9P`."""
    return f"{_characters(4)}-{_characters(4)}"


def new_error_reference() -> str:
    """A random reference of one error, as `7K2MXW9P`."""
    return _characters(8)


def _characters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _position in range(count))
