"""Numbers of residents in texts that others wrote."""

import re

from stdnum.nl import bsn as bsns

NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
HIDDEN = "•" * 9


def without_bsn(text: str) -> str:
    """The text with each BSN in it hidden; other numbers of nine digits stay (rule 6)."""
    return NINE_DIGITS.sub(lambda nine: HIDDEN if bsns.is_valid(nine[0]) else nine[0], text)
