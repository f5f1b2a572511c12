"""What goes along from a request or a job to outside systems: its id, and how long it may take."""

import time

import pytest

from portal.domain.callers import Caller, CallTerm, Work, calling
from portal.domain.failures import SourceUnavailable
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import get


def test_outside_system_is_asked_under_the_id_of_the_request(api, server):
    server.answers(Reply(json={}))

    with calling(Caller(Work.PAGE, request="7K2MXW9P")):
        get(api, "cases")
    with calling(Caller()):
        get(api, "cases")

    ids = [request.headers.get("X-Request-ID") for request in server.requests]
    assert ids == ["7K2MXW9P", None]


def test_nothing_is_asked_after_the_term_of_the_caller(api, server):
    server.answers(Reply(json={}))
    with calling(Caller(term=CallTerm(5))):
        get(api, "x")
    over, paused = CallTerm(0), CallTerm(5, began_at=time.time() - 10)

    for term in (over, paused):
        with calling(Caller(term=term)), pytest.raises(SourceUnavailable, match="no time was left"):
            get(api, "x")

    assert len(server.requests) == 1
