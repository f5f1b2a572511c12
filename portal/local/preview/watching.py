"""Sees that the file of a form, or a fragment that it may use, was saved."""

from collections.abc import Iterator
from pathlib import Path

from forms.writing import Fragments

Stamps = dict[Path, tuple[int, int]]
"""File → when it was changed (in nanoseconds), and its size in bytes."""


class FormWatch:
    """The file of one form and the fragments beside it, of which some may come and go."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamps: Stamps | None = None

    def has_changed(self) -> bool:
        """Whether something was saved since this was asked before; at first it has."""
        # Before the files are read: what is saved meanwhile has changed the next time.
        stamps = dict(self._stamps_now())
        before, self._stamps = self._stamps, stamps
        return stamps != before

    def _stamps_now(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        fragments = Fragments.beside(self._file).folder
        for path in (self._file, *sorted(fragments.glob("*.yaml"))):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue  # an editor puts the new file in its place just now
            yield path, (status.st_mtime_ns, status.st_size)
