"""Files that tests send again and again are looked into once in each test process.

A look starts a process that loads libraries for pictures or PDF: a quarter of a second, for the
same bytes always the same. How long one waits for it, and for how many, stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from typing import IO

import pytest

from portal.files import workshop
from portal.files.verdict import FileFault, Refusal, Verdict

MOST_BYTES = 1024 * 1024
"""Of a cleaned file that is remembered."""
BY_ACCIDENT = frozenset({FileFault.TOO_LATE, FileFault.TOO_HEAVY})
"""What depends on how busy this machine is."""
LOOK_INTO = workshop._look_into
"""The process itself."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look into a file said, and what it wrote."""

    answer: Verdict | FileFault
    cleaned: bytes = b""


class RememberedLooks:
    """The process that looks into files, which knows what it said before of the same content."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, bytes], Look] = {}

    def look_into(
        self, kind: str, content: IO[bytes], cleaned: IO[bytes], seconds_left: float
    ) -> Verdict:
        """As `workshop._look_into`. Raises `Refusal`."""
        content.seek(0)
        key = kind, file_digest(content, "sha256").digest()
        look = self._looks.get(key)
        if look is None or not seconds_left:
            return self._look_anew(key, content, cleaned, seconds_left)
        if isinstance(look.answer, FileFault):
            raise Refusal(look.answer)
        cleaned.write(look.cleaned)
        cleaned.flush()
        return look.answer

    def _look_anew(
        self, key: tuple[str, bytes], content: IO[bytes], cleaned: IO[bytes], seconds_left: float
    ) -> Verdict:
        try:
            verdict = LOOK_INTO(key[0], content, cleaned, seconds_left)
        except Refusal as refusal:
            if refusal.fault not in BY_ACCIDENT:
                self._looks[key] = Look(refusal.fault)
            raise
        cleaned.seek(0)
        written = cleaned.read(MOST_BYTES + 1)
        if len(written) <= MOST_BYTES:
            self._looks[key] = Look(verdict, written)
        return verdict


@pytest.fixture(scope="session", autouse=True)
def time_for_files() -> Iterator[None]:
    """Let pages wait for the look into a file, however busy this machine is; one look for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workshop, "REQUEST_S", 45)
        patch.setattr(workshop, "_look_into", RememberedLooks().look_into)
        yield
