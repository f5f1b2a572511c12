"""What the process that looks into a file says, and what is made of odd words of it."""

import pytest

from portal.files.verdict import FileFault, Refusal
from portal.files.workshop import _verdict


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
