"""The bytes of a file on their way: never all of them at once in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import IO, Self

PIECE_BYTES = 128 * 1024
"""Held at once, some times over (read, sealed, sent); a file of 50 MB is 400 of them."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that can be read again and again, a piece at a time."""

    size: int
    """Bytes in all."""
    pieces: Callable[[], Iterator[bytes]] = field(repr=False)
    """Reads them from their start, the same each time. May raise `SourceError` half way."""

    @classmethod
    def of_bytes(cls, content: bytes) -> Self:
        """What is in memory already."""
        return cls(len(content), lambda: iter((content,)))

    @classmethod
    def of_file(cls, file: IO[bytes], size: int) -> Self:
        """What stands in an open file, that nobody else reads meanwhile."""
        return cls(size, partial(_read, file))

    def part(self, start: int, size: int) -> Self:
        """So many of its bytes, from this one on."""

        def pieces() -> Iterator[bytes]:
            left = size
            for piece in from_byte(self.pieces(), start):
                yield piece[:left]
                left -= min(left, len(piece))
                if not left:
                    return

        return replace(self, size=size, pieces=pieces)

    def read(self) -> bytes:
        """All of it, in memory: of what is known to be small."""
        return b"".join(self.pieces())

    def sha256(self) -> str:
        """Its hash, in hex."""
        digest = sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()


def from_byte(pieces: Iterable[bytes], start: int) -> Iterator[bytes]:
    """These pieces without the first `start` bytes."""
    for piece in pieces:
        if start < len(piece):
            yield piece[start:]
        start = max(0, start - len(piece))


def in_pieces_of(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of this size; the last may be smaller."""
    held = bytearray()
    for piece in pieces:
        if len(piece) == size and not held:
            yield piece  # as most come: no copy of it is made
            continue
        held += piece
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE_BYTES):
        yield piece
