"""Dutch postcodes as people type them, and as they are stored: `1234 AB`."""

import re

from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as postcodes

_POSTCODE = re.compile(
    r"(?:NL[\s-]*)?([1-9]\d{3})[\s.-]*([a-z]\s?[a-z])(?:[\s,;.(-]\D*)?", re.IGNORECASE | re.ASCII
)
"""Also with what people copy along: `1234 AB Demodam`. No digits: those may be the number."""
_LONGEST = 100


def read_postcode(text: str) -> str | None:
    """The postcode, written `1234 AB`; None for what is none."""
    match = _POSTCODE.fullmatch(text[:_LONGEST])
    try:
        return str(postcodes.validate(f"{match[1]}{match[2]}")) if match else None
    except ValidationError:
        return None
