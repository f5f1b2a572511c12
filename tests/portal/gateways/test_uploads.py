"""Documents on their way to a case, in the words of a real Open Zaak."""

from dataclasses import replace

import pytest

from portal.domain.case_intake import CaseClosed
from portal.domain.contents import Content
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.half_made import DOCUMENT, LINK, LINKS, PDF
from tests.portal.gateways.recordings import (
    EIO,
    KEY,
    ZAAK,
    body,
    page,
    recording,
)


@pytest.fixture
def uploading(half):
    """A document of which one part of three came through."""
    document = body("drc-40", half.base) | {"identificatie": PDF.reference}
    url = f"{half.base}{DOCUMENT}"
    half[f"GET {EIO}"] = page({**document, "url": url})
    half[f"GET /zaken/api/v1/zaken/{ZAAK}"] = Reply(json=half.zaak)
    for part in document["bestandsdelen"]:
        half[f"PUT {part['url'].removeprefix(half.base)}"] = recording("drc-08", half.base)
    half[f"POST {DOCUMENT}/unlock"] = Reply(204)
    half[LINKS] = Reply(json=[])
    half[LINK] = Reply(201, json={"url": "x"})
    return half


def add(worker, zgw, document=PDF):
    worker.add_document(KEY, document)


def test_an_upload_is_resumed(worker, uploading):
    add(worker, uploading)

    writes = [f"{m} {p}" for m, p in uploading.server.asked if m != "GET"]
    assert [write.partition(" ")[0] for write in writes] == ["PUT", "PUT", "POST", "POST"]
    assert writes[-2:] == [f"POST {DOCUMENT}/unlock", LINK]


def test_an_upload_that_was_ended_already(worker, uploading):
    uploading[f"POST {DOCUMENT}/unlock"] = recording("drc-11", uploading.base)
    uploading[f"GET {DOCUMENT}"] = recording("drc-12", uploading.base)

    add(worker, uploading)

    assert uploading.server.asked[-1] == ("POST", "/zaken/api/v1/zaakinformatieobjecten")


def test_an_upload_that_can_not_be_ended_is_not_linked(worker, uploading):
    uploading[f"POST {DOCUMENT}/unlock"] = recording("drc-05", uploading.base)
    uploading[f"GET {DOCUMENT}"] = recording("drc-40", uploading.base)

    with pytest.raises(SourceRefused):
        add(worker, uploading)
    assert ("POST", "/zaken/api/v1/zaakinformatieobjecten") not in uploading.server.asked


@pytest.mark.parametrize(
    "change", [{"bestandsdelen": []}, {"identificatie": "ANDERS"}, {"beginRegistratie": None}]
)
def test_a_document_in_another_state_than_ours(worker, uploading, change):
    document = uploading[f"GET {EIO}"].json["results"][0]
    uploading[f"GET {EIO}"] = page({**document, **change}, document)

    with pytest.raises(InvalidSourceAnswer):
        add(worker, uploading)


def test_parts_of_another_content(worker, uploading):
    document = uploading[f"GET {EIO}"].json["results"][0]
    parts = document["bestandsdelen"][:2]
    uploading[f"GET {EIO}"] = page({**document, "bestandsdelen": parts})

    with pytest.raises(InvalidSourceAnswer):
        add(worker, uploading)


def test_a_link_that_is_there_is_not_made_again(worker, uploading):
    link = {"zaak": f"{uploading.base}/zaken/api/v1/zaken/{ZAAK}"}
    link["informatieobject"] = f"{uploading.base}{DOCUMENT}"
    uploading[LINKS] = Reply(json=[{"zaak": "another", "informatieobject": "another"}, link])

    add(worker, uploading)

    assert ("POST", "/zaken/api/v1/zaakinformatieobjecten") not in uploading.server.asked


NO_PERMISSION = Reply(403, json={"code": "permission_denied"})


def test_scope_that_lacks_in_an_open_case_is_named(worker, uploading):
    uploading[LINK] = NO_PERMISSION

    with pytest.raises(
        SourceRefused, match=r"needs scope zaken\.bijwerken, document type Foto"
    ) as no:
        add(worker, uploading)
    assert not isinstance(no.value, CaseClosed)


def test_case_that_is_closed_halfway_is_told_where_the_refusal_does_not_say_so(worker, uploading):
    case, looks = f"GET /zaken/api/v1/zaken/{ZAAK}", []
    uploading[LINK] = NO_PERMISSION

    def answer(request):
        asked = f"{request.method} {request.path}"
        looks.append(asked)
        closed = {"einddatum": "2026-11-20"} if looks.count(case) > 1 else {}
        return Reply(json={**uploading.zaak, **closed}) if asked == case else uploading(request)

    uploading.server.answer = answer

    with pytest.raises(CaseClosed, match=r"2026-11-20, document .* is tied to no case"):
        add(worker, uploading)


def test_a_part_is_sent_a_piece_at_a_time_and_holds_just_its_bytes(worker, uploading):
    pieces = [b"%06d" % number for number in range(100_000)]
    document = replace(PDF, content=lambda: Content(600_000, lambda: iter(pieces)))
    parts = uploading[f"GET {EIO}"].json["results"][0]["bestandsdelen"]

    add(worker, uploading, document)

    sent = [request.body for request in uploading.server.requests if request.method == "PUT"]
    start = sum(part["omvang"] for part in parts if part["voltooid"])
    whole = b"".join(pieces)
    missing = [part for part in parts if not part["voltooid"]]
    for part, form in zip(missing, sent, strict=True):
        assert whole[start : start + part["omvang"]] + b"\r\n--" in form
        assert b"\r\n\r\n" + whole[start : start + 20] in form
        start += part["omvang"]


def test_a_store_that_stops_half_way_is_no_failure_of_the_case_system(worker, uploading):
    def pieces():
        yield b"x" * 300_000
        raise SourceUnavailable("files", "it went away")

    document = replace(PDF, content=lambda: Content(600_000, pieces))

    with pytest.raises(SourceUnavailable, match="it went away") as fault:
        add(worker, uploading, document)

    assert fault.value.system == "files"
    add(worker, uploading)
    assert uploading.server.asked[-1] == ("POST", "/zaken/api/v1/zaakinformatieobjecten")
