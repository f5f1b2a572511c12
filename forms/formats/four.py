"""The fourth format: of before a form could say of each case type within which term it is."""

from typing import Any


def as_format_5(stored: dict[str, Any]) -> dict[str, Any]:
    """The same version: no case type had terms of its own, and everybody could be answered."""
    form = stored["form"]
    case = {**form["case"], "lead": "", "by_type": {}, "no_answer": None}
    return {**stored, "format": 5, "form": {**form, "case": case}}
