"""References to read out on the phone."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"
"""No vowels, so no words; nothing that looks like another."""
PART = 4
"""Characters of each half of a reference of a submission."""


def new_reference() -> str:
    """A random reference of a submission, as `7K2M-XW9P`."""
    return f"{_characters(PART)}-{_characters(PART)}"


def read_reference(text: str) -> str:
    """The reference that somebody typed, as it is stored; '' where it can be none."""
    characters = "".join(text.upper().split()).replace("-", "")
    is_one = len(characters) == 2 * PART and all(each in ALPHABET for each in characters)
    return f"{characters[:PART]}-{characters[PART:]}" if is_one else ""


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


def confirmation_path(token: str) -> str:
    """Where a mail address is confirmed, by the secret in its link."""
    return f"/mijn-gegevens/bevestigen/{token}/"


def tracking_path(token: str) -> str:
    """Where a report without login is followed, by the secret in its link."""
    return f"/volgen/{token}/"
