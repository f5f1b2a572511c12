"""References to read out on the phone."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"
"""No vowels, so no words; nothing that looks like another."""
PART = 4
"""Characters of each half of a reference of a submission."""
REFERENCE_END = 2 * PART + 1
"""Characters of a reference without its prefix."""


def new_reference(prefix: str = "") -> str:
    """A random reference of a submission, as `7K2M-XW9P`, with this before it.

    It is the number of its case as well.
    """
    return f"{prefix}{_characters(PART)}-{_characters(PART)}"


def read_reference(text: str, prefix: str = "") -> str:
    """The end of the reference that somebody typed, `7K2M-XW9P`; '' where it can be none.

    With or without the prefix of today: older references may have another, and go without.
    """
    characters = _bare(text)
    if len(characters) > 2 * PART:
        characters = characters.removeprefix(_bare(prefix))
    is_one = len(characters) == 2 * PART and all(each in ALPHABET for each in characters)
    return f"{characters[:PART]}-{characters[PART:]}" if is_one else ""


def end_of_reference(reference: str) -> str:
    """A reference without its prefix: no two have the same."""
    return reference[-REFERENCE_END:]


def new_request_id() -> str:
    """A random id of one request, as `7K2MXW9P`: short, since residents read it out."""
    return _characters(8)


def _bare(text: str) -> str:
    return "".join(text.upper().split()).replace("-", "").replace("_", "")


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


def cosign_path(token: str) -> str:
    """Where somebody is asked to co-sign, by the secret in the link."""
    return f"/ondertekenen/{token}/"


def tracking_path(token: str) -> str:
    """Where a report without login is followed, by the secret in its link."""
    return f"/volgen/{token}/"
