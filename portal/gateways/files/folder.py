"""Bytes of files in a folder that all processes share, such as an NFS mount.

Written beside their place and moved there when they are on the disk, so that half a file is never
taken for a whole one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from portal.domain.contents import PIECE_BYTES, Content
from portal.domain.failures import SourceUnavailable
from portal.domain.file_stores import SYSTEM, lacking

ONLY_US_FOLDER, ONLY_US_FILE = 0o700, 0o600
HALF = ".part"
"""Ending of what is not whole yet."""


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A `FileStore` on disk. The folder must be there: one that isn't mounted is not made anew."""

    root: Path

    def put(self, key: UUID, content: Content) -> None:
        """Write them, to the disk itself."""
        path = self._path(key)
        half = path.with_suffix(HALF)
        with self._faults():
            if not path.parent.is_dir():
                path.parent.mkdir(mode=ONLY_US_FOLDER, exist_ok=True)
                _sync_folder(self.root)
            try:
                _write(half, content)
                half.replace(path)
            except BaseException:
                half.unlink(missing_ok=True)
                raise
            _sync_folder(path.parent)

    def get(self, key: UUID) -> Iterator[bytes]:
        """The bytes; raises `SourceError` where there are none."""
        with self._opened(key) as file:
            while piece := self._piece(file):
                yield piece

    def remove(self, key: UUID) -> None:
        """Delete them, and what was half written of them."""
        path = self._path(key)
        with self._faults():
            path.unlink(missing_ok=True)
            path.with_suffix(HALF).unlink(missing_ok=True)

    def keys_before(self, moment: datetime) -> Iterator[UUID]:
        """The keys of what was written before this moment; other files of the folder are left."""
        with self._faults():
            for folder in sorted(self.root.iterdir()):
                for path in sorted(folder.glob("*")):
                    key = _key(path)
                    if key and self._path(key).parent == path.parent and _is_before(path, moment):
                        yield key

    def _opened(self, key: UUID) -> IO[bytes]:
        with self._faults():
            try:
                return self._path(key).open("rb")
            except FileNotFoundError:
                if not self.root.is_dir():
                    raise
        raise lacking(key)

    def _piece(self, file: IO[bytes]) -> bytes:
        with self._faults():
            return file.read(PIECE_BYTES)

    def _path(self, key: UUID) -> Path:
        """Spread over 256 folders; nothing in it comes from who sent the file."""
        return self.root / key.hex[:2] / key.hex

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say in our own words what the disk says; never a path."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SourceUnavailable(SYSTEM, f"folder: {reason}") from None


def _write(path: Path, content: Content) -> None:
    """A new file, on the disk when this ends."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_US_FILE)
    with os.fdopen(number, "wb") as file:
        for piece in content.pieces():
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Keep the names in it, too, through a crash."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _key(path: Path) -> UUID | None:
    """The key of such a file; None: it is no file of ours."""
    with suppress(ValueError):
        return UUID(hex=path.stem) if path.suffix in {"", HALF} else None
    return None


def _is_before(path: Path, moment: datetime) -> bool:
    with suppress(FileNotFoundError):  # another sweep took it
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
    return False
