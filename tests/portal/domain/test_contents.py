"""Bytes on their way: the same bytes however they are cut, from wherever one begins."""

import io

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contents import Content, from_byte, in_pieces_of

PIECES = st.lists(st.binary(max_size=9), max_size=9)


@given(PIECES, st.integers(min_value=0, max_value=90))
def test_the_rest_from_a_byte_on(pieces, start):
    assert b"".join(from_byte(pieces, start)) == b"".join(pieces)[start:]


@given(PIECES, st.integers(min_value=1, max_value=20))
def test_pieces_of_one_size_hold_the_same(pieces, size):
    cut = list(in_pieces_of(pieces, size))

    assert b"".join(cut) == b"".join(pieces)
    assert {len(piece) for piece in cut[:-1]} <= {size}


@given(PIECES, st.integers(min_value=0, max_value=90), st.integers(min_value=0, max_value=90))
def test_a_part_of_a_content(pieces, start, size):
    whole = b"".join(pieces)
    content = Content(len(whole), lambda: iter(pieces))

    assert content.part(start, size).read() == whole[start : start + size]


def test_a_file_is_read_anew_each_time():
    content = Content.of_file(io.BytesIO(b"bytes"), 5)

    assert [content.read(), content.read(), content.sha256()] == [
        b"bytes",
        b"bytes",
        Content.of_bytes(b"bytes").sha256(),
    ]
