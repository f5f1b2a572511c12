"""Content that is read piece by piece."""

import time

import pytest

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.gateways import http
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import get


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

    assert b"".join(api.stream("file")) == b"x" * 12


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
