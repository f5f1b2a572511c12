"""What is wrong with a definition."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a definition that can't be used: where, what, and what to do."""

    loc: tuple[str | int, ...]
    problem: str
    remedy: str
    name: str = ""
    """The name that there isn't, where that is it: one that is read in several places is one
    mistake."""
    is_lack: bool = False
    """Whether something is not there that this goes with: not told of a form that lacks pages."""
