"""What a case system may say to the worker, in the words of a real Open Zaak."""

import pytest

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from tests.factories import OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.half_made import LOOKUP, MAKE_CASE, NEW, ROLES, SET_STATUS, ZAAKTYPE
from tests.portal.gateways.recordings import (
    STATUSES,
    TYPES,
    body,
    page,
    recording,
)


def test_a_half_made_case_is_finished(worker, half):
    assert worker.zgw.url_of(worker.deliver(NEW)) == half.zaak["url"]

    status = half.server.requests[-1]
    assert (status.method, status.path) == ("POST", "/zaken/api/v1/statussen")
    assert status.json["datumStatusGezet"] == "2026-08-21T10:00:00Z"
    assert status.json["statustype"].endswith("bc54ddfc-7920-4d49-8e20-04b415712d33")
    assert "POST /zaken/api/v1/rollen" not in [f"{m} {p}" for m, p in half.server.asked]


def test_a_finished_case_is_left_alone(worker, half):
    status = body("zrc-04", half.base) | {"zaak": half.zaak["url"]}
    half[STATUSES] = page(status)

    worker.deliver(NEW)

    assert {method for method, _ in half.server.asked} == {"GET"}


def test_a_status_set_by_an_officer_does_not_make_it_finished(worker, half):
    status = body("zrc-04", half.base) | {"zaak": half.zaak["url"]}
    half[STATUSES] = page({**status, "datumStatusGezet": "2026-08-22T10:00:00Z"})

    worker.deliver(NEW)

    assert half.server.asked[-1] == ("POST", "/zaken/api/v1/statussen")


def test_the_number_is_taken_when_we_make_it_and_the_case_is_ours(worker, half):
    replies = iter([page(), half[LOOKUP]])
    taken = recording("zrc-40", half.base)

    def answer(request):
        asked = f"{request.method} {request.path}"
        return next(replies) if asked == LOOKUP else taken if asked == MAKE_CASE else half(request)

    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    half.server.answer = answer

    assert worker.zgw.url_of(worker.deliver(NEW)) == half.zaak["url"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(502, body=b""), SourceUnavailable),
        (Reply(403, json={"code": "permission_denied"}), SourceRefused),
        (Reply(201, json={}), InvalidSourceAnswer),
        (Reply(201, json={"url": 3}), InvalidSourceAnswer),
        (Reply(201, body=b"<html>"), InvalidSourceAnswer),
        (Reply(204), InvalidSourceAnswer),
    ],
)
def test_a_case_that_was_not_made_is_told(worker, half, reply, error):
    half[LOOKUP] = page()
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    half[MAKE_CASE] = reply

    with pytest.raises(error):
        worker.deliver(NEW)


def test_the_newest_published_version_is_taken(worker, half):
    new = half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json
    old = {**new, "url": f"{new['url']}old", "beginGeldigheid": "2025-01-01"}
    half[f"GET {TYPES}/zaaktypen"] = page(new, old, {**new, "identificatie": "ANDERS"})
    half[LOOKUP] = page()
    half[MAKE_CASE] = Reply(201, json=half.zaak)

    worker.deliver(NEW)

    [made] = [request for request in half.server.requests if request.path.endswith("/zaken")][1:]
    assert made.json["zaaktype"] == new["url"]
    assert made.json["kenmerken"] == half.zaak["kenmerken"]


def test_filters_that_were_ignored_are_noticed(worker, half):
    half[LOOKUP] = page({**half.zaak, "identificatie": "ANDERS"})
    with pytest.raises(InvalidSourceAnswer):
        worker.deliver(NEW)
    half[LOOKUP] = page(half.zaak)
    half[STATUSES] = recording("zrc-22", half.base)
    with pytest.raises(InvalidSourceAnswer):
        worker.deliver(NEW)


def test_another_applicant_stops_the_delivery(worker, half):
    role = half[ROLES].json["results"][0]
    half[ROLES] = page({**role, "betrokkeneIdentificatie": {"inpBsn": OTHER_BSN}})

    with pytest.raises(InvalidSourceAnswer, match="another initiator"):
        worker.deliver(NEW)


@pytest.mark.parametrize(
    ("recorded_as", "error"),
    [
        ("zrc-48", SourceUnavailable),
        ("zrc-52", SourceUnavailable),
        ("zrc-47-closed-statussen", SourceRefused),
    ],
)
def test_a_status_that_is_refused(worker, half, recorded_as, error):
    half[SET_STATUS] = recording(recorded_as, half.base)

    with pytest.raises(error):
        worker.deliver(NEW)
