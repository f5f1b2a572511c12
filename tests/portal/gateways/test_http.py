"""The HTTP client: hard limits, and failures in our own words."""

import threading
import time
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from portal.domain.contents import Content
from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceRefused,
    SourceUnavailable,
)
from portal.gateways import http
from portal.gateways.calls import Body, Call
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.parallel import THREADS, Pending, start
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S, get

SECRET = "999993653"


def test_gives_the_json(api, server):
    server.answers(Reply(json={"results": []}))

    assert get(api, "things", {"a b": "ç&"}) == {"results": []}
    assert server.requests[0].params == {"a b": "ç&"}
    assert server.requests[0].path == "/v1/things"


def test_headers_are_made_for_each_call(server):
    server.answers(Reply(json={}))
    tokens = iter(["first", "second"])
    api = Api(
        system="t",
        base_url=server.url,
        limit_s=ENOUGH_S,
        headers=lambda: {"Authorization": next(tokens)},
    )

    get(api, "x")
    get(api, "x")

    assert [request.headers["Authorization"] for request in server.requests] == ["first", "second"]


def test_a_connection_is_used_again(api, server):
    server.answers(Reply(json={}))
    for _ in range(5):
        get(api, "x")
    server.answers(Reply(204))
    api.send(Call(method="POST", path="x", body=Body.of_json({})))
    server.answers(Reply(json={}))
    get(api, "x")

    assert len({request.connection for request in server.requests}) == 1


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(502, body=b"<html>Bad Gateway"), id="502"),
        pytest.param(Reply(500, json={"code": "error"}), id="500"),
        pytest.param(Reply(429, json={}), id="429"),
        pytest.param(Reply(drop=True), id="hangs up"),
        pytest.param(Reply(json={"a": "b" * 100}, half=True), id="half an answer"),
        pytest.param(Reply(json={}, wait_s=3), id="too late"),
        pytest.param(Reply(body=b"x" * 200, drip_s=0.05), id="drips the body"),
        pytest.param(Reply(json={}, drip_s=0.05, drips="head"), id="drips the headers"),
    ],
)
def test_no_answer_is_down_and_takes_no_longer_than_the_limit(api, server, reply):
    server.answers(reply)
    began = time.monotonic()

    with pytest.raises(SourceUnavailable) as caught:
        get(api, "things", {"bsn": SECRET})

    assert time.monotonic() - began < api.limit_s + 2
    assert caught.value.system == "tested"
    assert SECRET not in str(caught.value)


def test_nobody_listens():
    api = Api(system="tested", base_url="http://127.0.0.1:1", limit_s=0.4)

    with pytest.raises(SourceUnavailable):
        get(api, "x")


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(body=b"<!doctype html>"), id="no JSON"),
        pytest.param(Reply(body=b"[" * 100_000), id="JSON without end"),
        pytest.param(Reply(302, headers={"Location": "http://127.0.0.1:1/"}), id="redirect"),
        pytest.param(Reply(204), id="nothing"),
        pytest.param(Reply(body=b"\xff\xfe{"), id="no text"),
    ],
)
def test_another_kind_of_answer_is_nonsense(api, server, reply):
    server.answers(reply)

    with pytest.raises(InvalidSourceAnswer):
        get(api, "x")
    assert len(server.requests) == 1


def test_a_refusal_has_the_systems_most_precise_word(api, server):
    params = [{"name": "identificatie", "code": "identificatie-niet-uniek", "reason": SECRET}]
    server.answers(Reply(400, json={"code": "invalid", "invalidParams": params, "detail": SECRET}))

    with pytest.raises(SourceRefused) as caught:
        api.post("zaken", {})

    assert caught.value.status == 400
    assert caught.value.code == "identificatie-niet-uniek"
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"code": "permission_denied"}', "permission_denied"),
        (b'{"code": "with spaces 999993653"}', ""),
        (b'{"code": 12}', ""),
        (b'["x"]', ""),
        (b'{"invalidParams": "x"}', ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_a_refusal_in_any_shape_is_a_refusal(api, server, body, code):
    server.answers(Reply(403, body=body))

    with pytest.raises(SourceRefused) as caught:
        get(api, "x")

    assert (caught.value.status, caught.value.code) == (403, code)


def test_too_much_is_nonsense(api, server, monkeypatch):
    monkeypatch.setattr(http, "MOST_BYTES", 1000)
    server.answers(Reply(body=b'"' + b"x" * 200_000 + b'"'))

    with pytest.raises(InvalidSourceAnswer, match="more than 1000 bytes"):
        get(api, "x")
    server.answers(Reply(json=1))
    assert get(api, "x") == 1


def test_a_read_asks_again_when_the_connection_broke_and_a_write_does_not(api, server):
    replies = iter([Reply(drop=True), Reply(json="second")] * 2)
    server.answer = lambda _request: next(replies)

    assert get(api, "x") == "second"
    assert api.read_by_post(TypeAdapter(str), "x", {}) == "second"
    server.requests.clear()
    server.answers(Reply(drop=True))
    with pytest.raises(SourceUnavailable):
        api.post("x", {})
    assert len(server.requests) == 1


def test_all_calls_together_end_before_the_deadline(api, server):
    replies = iter([Reply(json={}), Reply(json={}, wait_s=5)])
    server.answer = lambda _request: next(replies)
    hurried = replace(api, limit_s=5).within(Deadline(0.5))
    began = time.monotonic()

    get(hurried, "x")
    for _ in range(2):
        with pytest.raises(SourceUnavailable):
            get(hurried, "x")

    assert time.monotonic() - began < hurried.limit_s  # of one call, without the deadline
    assert len(server.requests) == 2


def test_a_form_and_a_file(api, server):
    server.answers(Reply(json={}))

    api.send(Call(method="POST", path="token", body=Body.of_form({"a": "b c"})))
    api.send(
        Call(
            method="PUT",
            path="part",
            body=Body.of_file("inhoud", Content.of_bytes(b"\0bytes"), {"lock": "l"}),
        )
    )

    assert server.requests[0].body == b"a=b+c"
    assert b"\0bytes" in server.requests[1].body
    assert b'name="lock"' in server.requests[1].body
    assert server.requests[1].headers["Content-Type"].startswith("multipart/form-data; boundary=")


def test_what_is_asked_does_not_show():
    call = Call(
        method="GET", path=f"x?bsn={SECRET}", params={"bsn": SECRET}, body=Body.of_json(SECRET)
    )

    assert str(call) == "GET x"
    assert SECRET not in repr(call.body)


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/v1/x",
        "https://127.0.0.1/v1/x",
        "{base}/v2/x",
        "{base}/v1",
        "{base}/v1/../v2/x",
        "{base}/v1/%2e%2e/v2/x",
        "{base}/v1/..%2fv2",
        "{base}/v1/x\\..\\..\\v2",
        "http://user@{host}/v1/x",
        "{base}@elsewhere.example/v1/x",
        "//elsewhere.example/v1/x",
        "",
    ],
)
def test_urls_outside_the_base_are_not_followed(server, api, url):
    host = server.url.removeprefix("http://")

    with pytest.raises(InvalidSourceAnswer):
        api.path_of(url.format(base=server.url, host=host))


def test_a_url_of_ours_gives_its_path(api, server):
    assert api.path_of(f"{server.url}/v1/zaken/1?page=2") == "zaken/1?page=2"
    server.answers(Reply(json={}))
    get(api, "zaken?page=2", {"a": 1})
    assert server.requests[0].params == {"page": "2", "a": "1"}


def test_many_at_once_share_few_connections(server):
    server.answers(Reply(json={}, wait_s=0.01))
    api = Api(system="tested", base_url=server.url, limit_s=5)
    threads = [threading.Thread(target=get, args=(api, "x")) for _ in range(80)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(server.requests) == 80
    assert len({request.connection for request in server.requests}) <= 32


def test_reads_at_the_same_time(api, server):
    reply = Reply(json="x", wait_s=0.6)
    server.answers(reply)
    api, deadline = replace(api, limit_s=5), Deadline(5)
    began = time.monotonic()

    pending = [start("tested", deadline, lambda: get(api, "x")) for _ in range(5)]

    assert [one.result() for one in pending] == ["x"] * 5
    assert time.monotonic() - began < 5 * reply.wait_s


def test_a_read_is_not_waited_for_past_the_deadline():
    begun, ended = threading.Event(), threading.Event()

    def read() -> None:
        begun.set()
        ended.wait(5)

    pending = start("tested", Deadline(0.05), read)
    assert begun.wait(5)

    with pytest.raises(SourceUnavailable):
        pending.result()
    ended.set()


def test_a_read_that_no_thread_began_is_done_by_who_waits_unless_it_is_too_late():
    here = threading.get_ident()

    assert Pending("tested", threading.get_ident, Deadline(5)).result() == here
    with pytest.raises(SourceUnavailable):
        Pending("tested", threading.get_ident, Deadline(0)).result()


def test_reads_that_start_reads_never_wait_for_a_free_thread():
    deadline = Deadline(20)

    def read() -> int:
        return sum(one.result() for one in [start("tested", deadline, lambda: 1) for _ in "ab"])

    pending = [start("tested", deadline, read) for _ in range(3 * THREADS)]

    assert [one.result() for one in pending] == [2] * 3 * THREADS
