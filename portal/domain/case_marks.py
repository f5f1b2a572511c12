"""What tells whether a case changed, without what it says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CaseMark:
    """How a case stands, as a digest: the same as long as there is nothing to tell of it.

    Of decisions and documents it knows nothing: those stand beside a case, not in it.
    """

    digest: str
    closed: date | None
    """Day on which the case ended."""
