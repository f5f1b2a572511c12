"""What is sent a piece at a time: whole, of the length that is said, and within its time."""

import time
from dataclasses import replace

import pytest

from portal.domain.contents import Content
from portal.domain.failures import SourceUnavailable
from portal.gateways import http
from portal.gateways.calls import Body, Call
from portal.gateways.http import Api
from tests.portal.gateways.fake_server import Reply

PIECES = [bytes([number]) * 70_000 for number in range(20)]
WHOLE = b"".join(PIECES)


@pytest.fixture
def api(server) -> Api:
    """An API of which a call takes two seconds at most."""
    return Api(system="tested", base_url=f"{server.url}/v1", limit_s=2)


def a_call(pieces=lambda: iter(PIECES), **options) -> Call:
    """That sends these pieces."""
    body = Body(Content(len(WHOLE), pieces), "application/octet-stream")
    return Call(method="PUT", path="part", body=body, **options)


def test_all_of_it_is_sent_over_a_new_line_and_over_one_that_is_open(api, server):
    server.answers(Reply(json={}))

    for _time in "new", "open":
        api.send(a_call())

    for request in server.requests:
        assert request.body == WHOLE
        assert request.headers["Content-Length"] == str(len(WHOLE))
        assert "Transfer-Encoding" not in request.headers


def test_what_is_sent_once_more_begins_anew(api, server):
    replies = iter([Reply(json={}), Reply(drop=True), Reply(json={})])
    server.answer = lambda _request: next(replies)

    api.send(a_call())
    api.send(a_call(tries=2))

    assert [request.body == WHOLE for request in server.requests] == [True] * 3


def test_sending_may_take_longer_than_a_call_while_it_moves(api, server):
    server.answers(Reply(json={}))

    def slow():
        for piece in PIECES:
            time.sleep(0.02)
            yield piece

    replace(api, limit_s=0.2).send(a_call(slow))

    assert server.requests[0].body == WHOLE


def test_sending_ends_when_its_own_time_is_over(api, server, monkeypatch):
    monkeypatch.setattr(http, "STREAM_S", 0.1)

    def slow():
        for piece in PIECES:
            time.sleep(0.05)
            yield piece

    with pytest.raises(SourceUnavailable):
        replace(api, limit_s=0.1).send(a_call(slow))


def test_a_body_that_can_not_be_read_breaks_the_line_off(api, server):
    server.answers(Reply(json={}))

    def broken():
        yield PIECES[0]
        raise SourceUnavailable("files", "it went away")

    api.send(a_call())
    for _time in range(2):
        with pytest.raises(SourceUnavailable, match="it went away"):
            api.send(a_call(broken))

    api.send(a_call())
    assert server.requests[-1].body == WHOLE
