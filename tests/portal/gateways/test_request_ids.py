"""The id of a request goes along to outside systems."""

from portal.domain.callers import Caller, Work, calling
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
