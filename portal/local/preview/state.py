"""What the browser has to know of the form that is written: which version, and what is wrong."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from forms import BadForm


@dataclass(frozen=True, slots=True)
class PreviewState:
    """One moment of the preview. Threads hand each other a whole one, so that none sees two."""

    number: int
    """Of the publication that the portal offers, which rises; 0: none was right yet."""
    mistakes: tuple[BadForm, ...] = ()
    """Why what is in the file now isn't shown; none: it is."""
    saved_at: str = ""
    """The time of day at which what is shown was saved: `14:02:31`; '': nothing is shown yet."""

    def as_json(self) -> bytes:
        """As `reload.js` reads it."""
        mistakes = [
            {
                "file": mistake.file,
                "line": mistake.line,
                "problem": mistake.problem,
                "remedy": mistake.remedy,
            }
            for mistake in self.mistakes
        ]
        state = {"version": self.number, "mistakes": mistakes, "saved": self.saved_at}
        return json.dumps(state).encode()


class PreviewBoard:
    """Where the state of now hangs out: one thread changes it, all threads of the proxy read it."""

    def __init__(self) -> None:
        self.state = PreviewState(0)

    def show_version(self, number: int, saved_at: str) -> None:
        """What is in the file is right, is this version, and was saved at this time of day."""
        self.state = PreviewState(number, saved_at=saved_at)

    def show_mistakes(self, mistakes: Iterable[BadForm]) -> None:
        """What is in the file is not right; the version of before stays."""
        self.state = replace(self.state, mistakes=tuple(mistakes))
