"""A file judged, and cleaned where it can be."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Self

import structlog
from werkzeug.datastructures import FileStorage

from forms.kinds.file import ALL_TYPES
from portal.domain.contents import Content
from portal.domain.failures import SourceError
from portal.domain.malware import MalwareScanner
from portal.domain.security_events import EventKind, note_event
from portal.domain.upload_quota import MB, UploadQuota
from portal.files.arriving import LeftOutFile
from portal.files.kinds import HEAD, is_program, kind_of
from portal.files.verdict import FileFault, Note, Refusal
from portal.files.workshop import TimeLimit, look_into
from portal.services.uploads.names import clean_name, with_ending
from portal.services.uploads.texts import FAULTS, text_of
from portal.texts.words import Words

log = structlog.get_logger()
Gettext = Callable[..., str]
"""Dutch text, and values for its `%(name)s` → the text in the language of who sent the file."""

CHUNK = MB // 4
EMPTY, UNKNOWN_KIND, OTHER_KIND = "empty", "unknown kind", "other kind"
"""Codes of what needs no look into a file; else the code is its `FileFault`."""
FOR_LATER = {FileFault.BUSY, FileFault.TOO_LATE}
"""What says nothing of the file itself."""
UNKNOWN_TYPE = "application/octet-stream"


class Refused(Exception):
    """A file that can't be taken; the message is for the resident and says what to do.

    `code`: why, for the log of security events.
    """

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """What may come in."""

    kinds: tuple[str, ...] = ALL_TYPES
    mb: int
    most: int = 1

    @classmethod
    def of(cls, quota: UploadQuota) -> Self:
        """Where no form says less."""
        return cls(mb=quota.file_mb, most=quota.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCheck:
    """With what the files of one request are judged."""

    words: Words
    scanner: MalwareScanner | None
    """None: the municipality has none."""
    time_limit: TimeLimit = field(default_factory=TimeLimit)
    """Of all of them together."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept, clean of what a camera wrote into it. It isn't held in memory."""

    name: str
    media_type: str
    file: IO[bytes]
    note: Note | None = None
    is_scanned: bool = False
    """Whether a malware scanner saw nothing in it."""
    is_processing: bool = False
    """Whether it is as it came: there was no time to look into it."""
    most_mb: int = 0
    """As much as it may be when it is clean, where that isn't looked into yet."""

    @property
    def size(self) -> int:
        """Bytes."""
        return self.file.seek(0, os.SEEK_END)

    @property
    def content(self) -> Content:
        """What is to be kept."""
        return Content.of_file(self.file, self.size)


def check_all(
    uploads: Sequence[FileStorage], limits: UploadLimits, room: int, upload_check: UploadCheck
) -> list[CheckedFile | str]:
    """Judge files, while there is room for so many; each as it may be kept, or why it may not.

    It may take as long as the limit: nothing may be locked.
    """
    words = upload_check.words
    judged: list[CheckedFile | str] = []
    for number, upload in enumerate(uploads):
        name = clean_name(upload.filename or "")
        if room <= 0 or isinstance(upload.stream, LeftOutFile):
            judged.append(no_room(name, words.gettext))
        elif number >= limits.most:  # some before it were wrong; there may be a thousand more
            judged.append(words.text_of(FAULTS[FileFault.TOO_LATE], name=name))
        else:
            judged.append(_judged(upload, limits, upload_check))
            room -= isinstance(judged[-1], CheckedFile)
    return judged


def no_room(name: str, gettext: Gettext) -> str:
    """Why one file too many isn't taken."""
    return gettext("“%(name)s” past er niet meer bij. Haal eerst een bestand weg.", name=name)


def check(upload: FileStorage, limits: UploadLimits, upload_check: UploadCheck) -> CheckedFile:
    """Judge one file; raises `Refused`. Pictures lose their metadata and become JPEG or PNG.

    It is read from an unbuffered file with a number, such as `ArrivingFile`; what is to be kept is
    what that holds afterwards.
    """
    gettext, time_limit = upload_check.words.gettext, upload_check.time_limit
    name = clean_name(upload.filename or "")
    kind = _kind(_head(upload), name, limits, gettext)
    content = upload.stream
    _check_size(content, name, limits, gettext)
    with TemporaryFile() as cleaned:
        try:
            verdict = look_into(kind, content, cleaned, time_limit)
            is_scanned = _is_scanned(content, upload_check)
        except Refusal as refusal:
            if refusal.fault in FOR_LATER:
                return _as_it_came(upload, name, kind, limits)
            text = upload_check.words.text_of(text_of(refusal.fault, kind), name=name)
            raise Refused(text, refusal.fault) from refusal
        if verdict.is_changed:  # a scan of many pages can become far more than it was
            _check_size(cleaned, name, limits, gettext)
            _replace(upload.stream, cleaned)
    name = with_ending(name, verdict.ending)
    return CheckedFile(name, verdict.media_type, upload.stream, verdict.note, is_scanned)


def _as_it_came(upload: FileStorage, name: str, kind: str, limits: UploadLimits) -> CheckedFile:
    """A file that the worker has to look into: only its first bytes were read."""
    name = with_ending(name, kind)
    return CheckedFile(name, UNKNOWN_TYPE, upload.stream, is_processing=True, most_mb=limits.mb)


def _is_scanned(content: IO[bytes], upload_check: UploadCheck) -> bool:
    """Whether the scanner saw nothing in what came in; raises `Refusal` where it did.

    Who sends a file doesn't wait for a silent one: it is asked again before the file is delivered.
    """
    if upload_check.scanner is None:
        return False
    try:
        sent = Content.of_file(content, content.seek(0, os.SEEK_END))
        malware = upload_check.scanner.malware_in(sent, upload_check.time_limit.left)
    except SourceError as error:
        log.warning("scanner_silent", reason=error.reason)
        return False
    if malware is not None:
        log.warning("malware_refused", malware=malware)
        raise Refusal(FileFault.INFECTED)
    return True


def _check_size(file: IO[bytes], name: str, limits: UploadLimits, gettext: Gettext) -> None:
    if file.seek(0, os.SEEK_END) > limits.mb * MB:
        text = gettext(
            "“%(name)s” is te groot. Een bestand mag %(mb)s MB zijn. Maak het kleiner.",
            name=name,
            mb=limits.mb,
        )
        raise Refused(text, FileFault.TOO_LARGE)


def _judged(
    upload: FileStorage, limits: UploadLimits, upload_check: UploadCheck
) -> CheckedFile | str:
    try:
        return check(upload, limits, upload_check)
    except Refused as error:
        note_event(EventKind.UPLOAD_REFUSED, error.code)
        return str(error)


def _head(upload: FileStorage) -> bytes:
    upload.stream.seek(0)
    return upload.stream.read(HEAD)


def _replace(stream: IO[bytes], cleaned: IO[bytes]) -> None:
    stream.seek(0)
    stream.truncate()
    cleaned.seek(0)
    shutil.copyfileobj(cleaned, stream, CHUNK)


def _kind(head: bytes, name: str, limits: UploadLimits, gettext: Gettext) -> str:
    """The kind of this file; raises `Refused` when it isn't one of those that may come in."""
    if not head:
        text = gettext("“%(name)s” is leeg. Kies het bestand opnieuw.", name=name)
        raise Refused(text, EMPTY)
    kind, kinds = kind_of(head), ", ".join(limits.kinds)
    if kind is None and is_program(head):
        text = gettext(
            "“%(name)s” kunnen wij niet openen: het is een programma. Dit kan: %(kinds)s.",
            name=name,
            kinds=kinds,
        )
        raise Refused(text, FileFault.PROGRAM)
    if kind is None:
        text = gettext(
            "“%(name)s” kunnen wij niet openen. Dit kan: %(kinds)s.", name=name, kinds=kinds
        )
        raise Refused(text, UNKNOWN_KIND)
    if kind not in limits.kinds:
        text = gettext("“%(name)s” kan hier niet. Dit kan: %(kinds)s.", name=name, kinds=kinds)
        raise Refused(text, OTHER_KIND)
    return kind
