"""Calls over an open connection keep to the same limits, and fail in the same words."""

import gzip
import json
import time
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from portal.domain.failures import InvalidSourceAnswer, SourceUnavailable
from portal.gateways import http
from portal.gateways.calls import Body, Call
from portal.gateways.http import Api
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S, get

WORDS = {"words": "ça va " * 100}


@pytest.fixture
def open_line(api, server) -> Api:
    """An API to which a connection is open."""
    server.answers(Reply(json={}))
    get(api, "first")
    server.requests.clear()
    return api


@pytest.fixture
def connections(server):
    """Over how many connections the server was asked."""
    return lambda: len({request.connection for request in server.requests})


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(502, body=b"<html>Bad Gateway"), id="502"),
        pytest.param(Reply(drop=True), id="hangs up"),
        pytest.param(Reply(json=WORDS, half=True), id="half an answer"),
        pytest.param(Reply(json={}, wait_s=3), id="too late"),
        pytest.param(Reply(body=b"x" * 200, drip_s=0.05), id="drips the body"),
        pytest.param(Reply(json={}, drip_s=0.05, drips="head"), id="drips the headers"),
    ],
)
def test_no_answer_is_down_within_the_limit_and_the_next_call_is_answered(open_line, server, reply):
    server.answers(reply)
    began = time.monotonic()

    with pytest.raises(SourceUnavailable):
        get(open_line, "things", {"bsn": "999993653"})

    assert time.monotonic() - began < open_line.limit_s + 2
    server.answers(Reply(json=WORDS))
    assert get(replace(open_line, limit_s=ENOUGH_S), "x") == WORDS


def test_all_kinds_of_answers_come_over_the_same_connection(open_line, server, connections):
    lone = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (b'{"a"', b": 1}", b""))
    answers = [
        (Reply(json=WORDS), WORDS),
        (Reply(body=lone, headers={"Transfer-Encoding": "chunked"}), {"a": 1}),
        (Reply(body=gzip.compress(b'{"a": 2}'), headers={"Content-Encoding": "gzip"}), {"a": 2}),
        (Reply(body=b'{"a": 3}'), {"a": 3}),
    ]
    for reply, value in answers:
        server.answers(reply)
        assert get(open_line, "x") == value
    server.answers(Reply(204))
    assert open_line.post("x", {}) is None
    server.answers(Reply(json=4))
    assert get(open_line, "x") == 4
    assert connections() == 1


def test_what_is_sent_is_what_was_to_be_sent(open_line, server):
    server.answers(Reply(json={}))
    get(open_line, "things", {"a b": "ç&/..%"})
    get(open_line, "odd/../ç d")
    open_line.send(Call(method="POST", path="x", body=Body.of_json(WORDS)))
    open_line.send(Call(method="POST", path="empty"))

    assert server.requests[0].params == {"a b": "ç&/..%"}
    assert [request.path for request in server.requests] == [
        "/v1/things",
        "/v1/%C3%A7%20d",
        "/v1/x",
        "/v1/empty",
    ]
    assert json.loads(server.requests[2].body) == WORDS
    assert server.requests[3].headers["Content-Length"] == "0"
    for request in server.requests:
        assert request.headers["Accept-Encoding"] == "identity"
        assert request.headers["User-Agent"] == "MijnGemeente"


def test_a_read_asks_again_where_the_server_hung_up_and_a_write_does_not(open_line, server):
    replies = iter([Reply(drop=True), Reply(json="second")])
    server.answer = lambda _request: next(replies)

    assert open_line.read(TypeAdapter(str), "x") == "second"
    server.requests.clear()
    server.answers(Reply(drop=True))
    with pytest.raises(SourceUnavailable):
        open_line.post("x", {})
    assert len(server.requests) == 1


def test_after_too_much_the_rest_is_no_answer_to_the_next(open_line, server, monkeypatch):
    monkeypatch.setattr(http, "MOST_BYTES", 1000)
    server.answers(Reply(body=b'"' + b"x" * 200_000 + b'"'))

    with pytest.raises(InvalidSourceAnswer, match="more than 1000 bytes"):
        get(open_line, "x")
    server.answers(Reply(json=1))
    assert get(open_line, "x") == 1


def test_a_download_that_nobody_reads_on_is_no_answer_to_the_next(open_line, server):
    content = bytes(range(256)) * 1000
    server.answers(Reply(body=content))

    assert b"".join(open_line.stream("file")) == content
    stream = open_line.stream("file")
    next(stream)
    stream.close()
    server.answers(Reply(json=1))
    assert get(open_line, "x") == 1
    server.answers(Reply(body=content, half=True))
    with pytest.raises(SourceUnavailable):
        b"".join(open_line.stream("file"))
