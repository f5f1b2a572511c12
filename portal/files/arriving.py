"""Files on their way in: on the disk of this machine, nameless, and no more of them than may be.

Nothing of a request is put where files lie before it is sure who sends it, and what it is. What
stands here goes with the process, however that ends.
"""

import io
from pathlib import Path
from tempfile import mkstemp
from typing import Any


class ArrivingFile(io.FileIO):
    """A file that is being read from a request; of one that is too large only the beginning.

    Nothing is buffered: another process may be given its number, and begins at the same place.
    """

    def __init__(self, most: int) -> None:
        """`most`: bytes that it may have. One more is kept, so that one sees that it has more."""
        number, path = mkstemp()
        Path(path).unlink()
        super().__init__(number, "r+b")
        self._most = most

    def write(self, content: Any) -> int:
        """Keep it, as far as it may be; what comes after that is read and forgotten."""
        left = memoryview(content)[: max(0, self._most + 1 - self.tell())]
        while left:
            left = left[super().write(left) :]
        return len(content)


class LeftOutFile(io.BytesIO):
    """A file of a request that has too many, or a part of it that nobody chose: never kept."""

    def write(self, content: Any) -> int:
        """Forget it."""
        return len(content)
