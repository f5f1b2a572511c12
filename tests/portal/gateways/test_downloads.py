"""Content that is read piece by piece."""

import gzip
import time
import tracemalloc
from contextlib import suppress
from dataclasses import replace

import pytest

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.gateways import http
from portal.gateways.streams import PIECE_BYTES
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import get

MB = 1024 * 1024


def test_a_download_comes_in_pieces(api, server):
    content = bytes(range(256)) * 2000
    server.answers(Reply(body=content))

    stream = api.stream("file")

    assert b"".join(stream) == content
    assert server.requests[0].headers["Accept"] == "*/*"
    server.answers(Reply(json={}))
    get(api, "x")
    assert len({request.connection for request in server.requests}) == 1


def test_a_download_may_take_longer_than_a_call(api, server):
    server.answers(Reply(body=b"x" * 12, drip_s=0.06))
    limited = replace(api, limit_s=0.6)

    assert b"".join(limited.stream("file")) == b"x" * 12


@pytest.mark.parametrize(
    ("reply", "size"),
    [
        (Reply(body=b"x" * 12), 12),
        (Reply(body=b""), 0),
        (Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 12), None),
        (
            Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
            None,
        ),
        (Reply(body=gzip.compress(b"x" * 12), headers={"Content-Encoding": "gzip"}), None),
    ],
)
def test_a_download_says_how_much_it_is_where_that_is_told_and_true(api, server, reply, size):
    server.answers(reply)

    stream = api.stream("file")

    assert stream.size == size
    content = b"".join(stream)
    assert size in (None, len(content))
    assert not content.strip(b"x")


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(404, json={}), SourceRefused),
        (Reply(503, json={}), SourceUnavailable),
        (Reply(204), InvalidSourceAnswer),
        (Reply(body=b"x", wait_s=2), SourceUnavailable),
    ],
)
def test_a_download_that_does_not_begin(api, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        api.stream("file")


def test_a_download_that_breaks_off(api, server):
    server.answers(Reply(body=b"x" * 1000, half=True))

    with pytest.raises(SourceUnavailable):
        b"".join(api.stream("file"))


def test_a_download_that_stalls(api, server, monkeypatch):
    monkeypatch.setattr(http, "STALL_S", 0.1)
    server.answers(Reply(body=b"x" * 10, drip_s=0.5))
    began = time.monotonic()

    with pytest.raises(SourceUnavailable):
        b"".join(api.stream("file"))
    assert time.monotonic() - began < 3


def test_downloads_that_nobody_reads_give_back_their_connection(api, server, monkeypatch):
    monkeypatch.setattr("portal.gateways.links.CONNECTIONS", 2)
    server.answers(Reply(body=b"x" * 500_000))

    for _ in range(80):
        api.stream("file")
    stream = api.stream("file")
    stream.close()
    stream.close()

    server.answers(Reply(json="still here"))
    assert get(api, "x") == "still here"


def test_sixteen_large_downloads_at_once_take_little_memory(api, server):
    """No more than 24 MB above what there was, for 160 MB that goes by."""
    content = b"x" * (10 * MB)
    server.answers(Reply(body=content))
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()
    streams, sizes = [api.stream(f"file{number}") for number in range(16)], [0] * 16

    for number in [*range(16)] * (len(content) // PIECE_BYTES + 2):
        with suppress(StopIteration):
            sizes[number] += len(next(streams[number]))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sizes == [len(content)] * 16
    assert peak - before <= 24 * MB
