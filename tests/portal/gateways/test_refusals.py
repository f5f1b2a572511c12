"""What a case system may say to the worker, in the words of a real Open Zaak."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from portal.domain.cases import CatalogueNeeds, Initiator, NewCase, NewDocument
from portal.domain.failures import NotFound, OutsideDown, OutsideNonsense, OutsideRefused
from portal.domain.people import Ground, Level
from portal.gateways.cases import catalogue, intake
from portal.gateways.cases.catalogue import KEPT_S, Kept
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BSN, OTHER_BSN, settings_for
from tests.portal.gateways.recordings import (
    DECISION_LETTER,
    EIO,
    LOOKUP,
    PHOTO_TYPE,
    STATUSES,
    TYPES,
    ZAAK,
    body,
    page,
    recording,
)

NUMBER = "PORTAAL-431623b962c7"
ZAAKTYPE = "2e861791-f621-416f-bd67-93d0a63303cf"
MAKE_CASE = "POST /zaken/api/v1/zaken"
ROLES = "GET /zaken/api/v1/rollen"
PROPERTIES = "GET /zaken/api/v1/zaken/c811e4a7-df6b-489a-966d-d0ba6534f94a/zaakeigenschappen"
SET_STATUS = "POST /zaken/api/v1/statussen"
LINKS = "GET /zaken/api/v1/zaakinformatieobjecten"
LINK = "POST /zaken/api/v1/zaakinformatieobjecten"
DOCUMENT = f"{EIO}/{DECISION_LETTER}"
NEW = NewCase(
    submission=UUID("dcf8208d-3c97-4fa9-962a-fff194c136ab"),
    number=NUMBER,
    case_type="PARKVERG",
    description="Parkeervergunning",
    started=date(2026, 8, 21),
    sent_at=datetime(2026, 8, 21, 10, 0, 0, 999, tzinfo=UTC),
    initiator=Initiator(
        bsn=BSN, name="Noor", email="", phone="", ground=Ground.SELF, level=Level.MIDDEN
    ),
    properties=(),
    documents=(),
)
PDF = NewDocument(
    reference="DOCUMENT-2026-0000000009",
    title="Foto woning",
    file_name="foto.pdf",
    media_type="application/pdf",
    kind="Foto",
    content=lambda: b"x" * 600_000,
    received=date(2026, 8, 21),
)


@pytest.fixture
def half(zgw):
    """Our case is there, with its applicant, but without status."""
    zaak = body("zrc-41", zgw.base)["results"][0]
    zaak["kenmerken"] = [{"bron": "portaal", "kenmerk": str(NEW.submission)}]
    zgw[LOOKUP] = page(zaak)
    role = body("zrc-24", zgw.base)["results"][0]
    zgw[ROLES] = page({**role, "zaak": zaak["url"]})
    zgw[STATUSES] = page()
    zgw[PROPERTIES] = Reply(json=[])
    zgw[SET_STATUS] = Reply(201, json={"url": "x"})
    zgw[f"GET {TYPES}/roltypen"] = page({"url": f"{zgw.base}{TYPES}/roltypen/1"})
    zgw[f"GET {TYPES}/eigenschappen"] = page()
    kinds = zgw.zaak["_expand"]["zaaktype"]
    kinds["informatieobjecttypen"] = [f"{zgw.base}{PHOTO_TYPE}"]
    kind = body("ztc-03", zgw.base) | {"omschrijving": "Foto", "concept": False}
    zgw[f"GET {PHOTO_TYPE}"] = Reply(json=kind)
    zgw.zaak = zaak
    return zgw


@pytest.fixture
def worker(settings):
    return intake.connect(settings)


def test_a_half_made_case_is_finished(worker, half):
    assert worker.deliver(NEW) == half.zaak["url"]

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

    assert worker.deliver(NEW) == half.zaak["url"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(502, body=b""), OutsideDown),
        (Reply(403, json={"code": "permission_denied"}), OutsideRefused),
        (Reply(201, json={}), OutsideNonsense),
        (Reply(201, json={"url": 3}), OutsideNonsense),
        (Reply(201, body=b"<html>"), OutsideNonsense),
        (Reply(204), OutsideNonsense),
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
    with pytest.raises(OutsideNonsense):
        worker.deliver(NEW)
    half[LOOKUP] = page(half.zaak)
    half[STATUSES] = recording("zrc-22", half.base)
    with pytest.raises(OutsideNonsense):
        worker.deliver(NEW)


def test_another_applicant_stops_the_delivery(worker, half):
    role = half[ROLES].json["results"][0]
    half[ROLES] = page({**role, "betrokkeneIdentificatie": {"inpBsn": OTHER_BSN}})

    with pytest.raises(OutsideNonsense, match="another initiator"):
        worker.deliver(NEW)


@pytest.mark.parametrize(
    ("recorded_as", "error"),
    [
        ("zrc-48", OutsideDown),
        ("zrc-52", OutsideRefused),
        ("zrc-47-closed-statussen", OutsideRefused),
    ],
)
def test_a_status_that_is_refused(worker, half, recorded_as, error):
    half[SET_STATUS] = recording(recorded_as, half.base)

    with pytest.raises(error):
        worker.deliver(NEW)


@pytest.mark.parametrize("lacking", ["roltypen", "statustypen"])
def test_a_catalogue_without_the_least(worker, half, lacking):
    half[f"GET {TYPES}/{lacking}"] = page()
    half[ROLES] = page()
    half["POST /zaken/api/v1/rollen"] = Reply(201, json={"url": "x"})

    with pytest.raises(OutsideNonsense):
        worker.deliver(NEW)


def test_what_the_catalogue_lacks_is_told_to_the_operator(worker, half):
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    needs = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=("Foto",))
    assert worker.lacks(needs) == []
    half[f"GET {TYPES}/roltypen"] = half[f"GET {TYPES}/statustypen"] = page()

    assert intake.connect(settings_for(half.base)).lacks(needs) == [
        "Case type PARKVERG has no status types.",
        "Case type PARKVERG has no role type of the kind initiator.",
    ]


@pytest.mark.parametrize(
    "change",
    [{"concept": True}, {"beginGeldigheid": "2999-01-01"}, {"eindeGeldigheid": "2026-01-02"}],
)
def test_a_kind_of_document_that_does_not_hold(worker, half, change):
    half[f"GET {PHOTO_TYPE}"] = Reply(json={**half[f"GET {PHOTO_TYPE}"].json, **change})
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    needs = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=("Foto",))

    assert worker.lacks(needs) == ["Case type PARKVERG has no document type Foto."]


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
    worker.add_document(f"{zgw.base}/zaken/api/v1/zaken/{ZAAK}", document)


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

    with pytest.raises(OutsideRefused):
        add(worker, uploading)
    assert ("POST", "/zaken/api/v1/zaakinformatieobjecten") not in uploading.server.asked


@pytest.mark.parametrize(
    "change", [{"bestandsdelen": []}, {"identificatie": "ANDERS"}, {"beginRegistratie": None}]
)
def test_a_document_in_another_state_than_ours(worker, uploading, change):
    document = uploading[f"GET {EIO}"].json["results"][0]
    uploading[f"GET {EIO}"] = page({**document, **change}, document)

    with pytest.raises(OutsideNonsense):
        add(worker, uploading)


def test_parts_of_another_content(worker, uploading):
    document = uploading[f"GET {EIO}"].json["results"][0]
    parts = document["bestandsdelen"][:2]
    uploading[f"GET {EIO}"] = page({**document, "bestandsdelen": parts})

    with pytest.raises(OutsideNonsense):
        add(worker, uploading)


def test_a_link_that_is_there_is_not_made_again(worker, uploading):
    link = {"zaak": f"{uploading.base}/zaken/api/v1/zaken/{ZAAK}"}
    link["informatieobject"] = f"{uploading.base}{DOCUMENT}"
    uploading[LINKS] = Reply(json=[{"zaak": "another", "informatieobject": "another"}, link])

    add(worker, uploading)

    assert ("POST", "/zaken/api/v1/zaakinformatieobjecten") not in uploading.server.asked


@pytest.mark.parametrize("status", [404, 405])
def test_numbers_that_are_not_handed_out(worker, server, status):
    server.answers(Reply(status, json={"code": "x"}))

    assert worker.reserve_number() is None


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(403, json={"code": "permission_denied"}), OutsideRefused),
        (Reply(500, json={}), OutsideDown),
        (Reply(201, json={}), OutsideNonsense),
    ],
)
def test_not_knowing_whether_numbers_are_handed_out(worker, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        worker.reserve_number()


def test_the_catalogue_is_kept_for_hours_and_longer_when_it_is_down():
    now = [0.0]
    kept = Kept(clock=lambda: now[0])
    answers = iter([1, 2])

    def down():
        raise OutsideDown("catalogue", "no")

    assert kept.get("a", lambda: next(answers)) == 1
    assert kept.get("a", lambda: next(answers)) == 1
    now[0] += KEPT_S + 1
    assert kept.get("a", down) == 1
    assert kept.get("a", lambda: next(answers)) == 2
    with pytest.raises(OutsideDown):
        kept.get("b", down)


def test_the_catalogue_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(catalogue, "MOST_KEPT", 3)
    kept = Kept()
    for number in range(10):
        assert kept.get(str(number), lambda number=number: number) == number
    assert kept.get("9", lambda: "again") == 9


def test_the_steps_of_a_report_of_nobody(cases, zgw):
    report = zgw.zaak | {"rollen": []}
    zgw[f"GET /zaken/api/v1/zaken/{ZAAK}"] = Reply(json=report)

    [step, *_] = cases.steps_of_report(zgw.zaak["url"])

    assert step.name == "Ontvangen"


@pytest.mark.parametrize("change", [{}, {"rollen": [], "vertrouwelijkheidaanduiding": "geheim"}])
def test_the_steps_of_somebodys_case_are_not_for_everybody(cases, zgw, change):
    zgw[f"GET /zaken/api/v1/zaken/{ZAAK}"] = Reply(json=zgw.zaak | change)

    with pytest.raises(NotFound):
        cases.steps_of_report(zgw.zaak["url"])
