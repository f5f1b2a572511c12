"""What a file is, by its first bytes."""

import pytest

from portal.files.kinds import kind_of


@pytest.mark.parametrize("head", [b"PK\x05\x06", b"PK\x07\x08", b"PK"])
def test_a_zip_without_a_first_part_is_no_kind_that_we_take(head):
    assert kind_of(head.ljust(1024, b"\0")) is None
