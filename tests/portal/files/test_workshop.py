"""What the process that looks into a file says, and what is made of odd words of it."""

from tempfile import TemporaryFile
from threading import BoundedSemaphore
from time import monotonic
from typing import IO

import pytest

from portal.files import workshop
from portal.files.verdict import FileFault, Refusal
from portal.files.workshop import _verdict, look_into
from tests.files_made import a_picture


def fault_of(came: IO[bytes], cleaned: IO[bytes], time_limit: workshop.TimeLimit) -> FileFault:
    """Why this picture is refused."""
    with pytest.raises(Refusal) as refusal:
        look_into("png", came, cleaned, time_limit)
    return refusal.value.fault


@pytest.mark.parametrize(
    ("code", "said", "fault"),
    [
        (3, b"warning\n" + FileFault.PROTECTED.value.encode(), FileFault.PROTECTED),
        (3, b"libtiff: odd tag", FileFault.UNREADABLE),
        (3, b"\xff\xfe", FileFault.UNREADABLE),
        (0, b"Exception ignored in: <file>", FileFault.UNREADABLE),
        (0, b"", FileFault.UNREADABLE),
        (1, b"Traceback", FileFault.UNREADABLE),
        (-9, b"", FileFault.TOO_HEAVY),
    ],
)
def test_what_it_says_is_a_reason_or_the_file_is_unreadable(code, said, fault):
    with pytest.raises(Refusal) as refusal:
        _verdict(code, said)

    assert refusal.value.fault is fault


def test_files_of_one_request_share_one_time_limit(monkeypatch):
    monkeypatch.setattr(workshop, "REQUEST_S", 0.5)
    monkeypatch.setattr(workshop, "MACHINES", BoundedSemaphore(1))
    began = monotonic()
    time_limit = workshop.TimeLimit()
    with workshop.MACHINES, TemporaryFile() as came, TemporaryFile() as cleaned:
        faults = [fault_of(came, cleaned, time_limit) for _file in range(10)]

    assert faults == [FileFault.TOO_LATE] * 10
    assert 0.5 <= monotonic() - began < 10 * 0.5  # the limit of each would be ten times as long


def test_file_that_is_cut_short_by_those_before_it_is_not_called_too_heavy():
    with TemporaryFile() as came, TemporaryFile() as cleaned:
        fault = fault_of(came, cleaned, workshop.TimeLimit(monotonic() + 0.01))

    assert fault is FileFault.TOO_LATE


def test_process_that_writes_more_than_it_may_is_ended(monkeypatch):
    monkeypatch.setattr(workshop, "LIMIT_FILE_MB", 0)

    with TemporaryFile() as came, TemporaryFile() as cleaned:
        came.write(a_picture("PNG"))
        came.flush()
        fault = fault_of(came, cleaned, workshop.TimeLimit())

    assert fault is FileFault.TOO_HEAVY
