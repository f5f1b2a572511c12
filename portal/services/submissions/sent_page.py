"""What comes from the browser with a page of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import FileStorage

PageInput = Mapping[str, list[str]]
"""Name of the input → what was typed there, as it came."""
SentFiles = Mapping[str, Sequence[FileStorage]]
"""Question id → the files that came for it."""
STOP, STAY, SHOW, LOG_IN, SITUATION = "stop", "stay", "show", "log_in", "situation"
"""Buttons after which the input is kept, not judged; `SHOW` for what the answers now ask,
`SITUATION` for the ways on where they don't fit."""
LEAVING = frozenset({STOP, LOG_IN, SITUATION})
KEEPING = frozenset({STAY, SHOW}) | LEAVING
ADD = "add"
"""The button for one row more."""


@dataclass(frozen=True, slots=True)
class TabState:
    """What the tab showed from which a page was sent: a draft, and its revision then."""

    draft: UUID | None
    revision: int
    cents: int | None = None
    """What the check said that it costs, to be paid online; None: it said nothing of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """One page as it was sent."""

    raw_input: PageInput
    tab: TabState
    files: SentFiles
    action: str = ""
    """Which button: of `KEEPING`, `ADD`, one of `effects.ACTIONS`; else to go on."""
    remove: UUID | None = None
    """The file that is to be taken off; None: none."""
    look_up: str = ""
    """The field whose answer is to be looked up, as one fills in the page; empty: none."""
    remove_row: str = ""
    """The key of the row that is to be taken away; empty: none."""
    asked: frozenset[str] | None = None
    """The questions that the tab showed; None where the page always asks the same."""
    is_change: bool = False
    """Whether one came from the check of all answers, and goes back there."""

    @property
    def has_files(self) -> bool:
        """Whether files came with it."""
        return any(self.files.values())

    @property
    def changes_files(self) -> bool:
        """Whether it adds files to the draft, or takes one off; with a row its files go too."""
        return self.has_files or self.remove is not None or bool(self.remove_row)

    @property
    def is_to_be_judged(self) -> bool:
        """Whether one wants to go on; else the input is kept as it is."""
        is_kept = self.remove is not None or self.look_up or self.action in KEEPING
        return not is_kept

    @property
    def shows_page(self) -> bool:
        """Whether the page itself comes back, where one doesn't go on from it."""
        return self.is_to_be_judged or bool(self.look_up) or self.action == SHOW

    @property
    def is_of_rows(self) -> bool:
        """Whether a button for rows was pressed."""
        return self.action == ADD or bool(self.remove_row)
