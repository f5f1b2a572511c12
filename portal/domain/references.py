"""References to read out on the phone."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"
"""No vowels, so no words; nothing that looks like another."""


def new_reference() -> str:
    """A random reference of a submission, as `7K2M-XW9P`."""
    return f"{_characters(4)}-{_characters(4)}"


def new_request_id() -> str:
    """A random id of one request, as `7K2MXW9P`: short, since residents read it out."""
    return _characters(8)


def _characters(count: int) -> str:
    number = secrets.randbelow(len(ALPHABET) ** count)
    characters = []
    for _position in range(count):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(characters)
