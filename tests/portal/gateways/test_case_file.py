"""One case with its steps, documents and contact, on answers of a real Open Zaak."""

from datetime import date

import pytest

from portal.domain.cases import DocumentSender, Progress, StepState
from portal.domain.failures import NotFound
from portal.domain.status_words import StatusRegister, StatusWords
from portal.gateways.cases.zgw import reading
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S, settings_for
from tests.portal.gateways.recordings import (
    BUSY,
    DECISIONS,
    DOCUMENT_LINKS,
    EIO,
    ENDED,
    KEY,
    NUMBER,
    PHOTO,
    PHOTO_TYPE,
    SECRET_NOTE,
    STATUSES,
    TYPES,
    ZAAKTYPE,
    body,
    page,
)


def test_the_file(cases, recorded, zgw):
    file = cases.case_file(recorded, KEY)

    assert file.case.number == NUMBER
    assert [(step.name, step.state) for step in file.steps] == [
        ("Ontvangen", StepState.NOW),
        ("In behandeling", StepState.NEXT),
        ("Afgehandeld", StepState.NEXT),
    ]
    assert file.steps[0].note == "Ontvangen via portaal"
    assert file.steps[0].at is not None
    assert file.contact is not None
    assert (file.contact.name, file.contact.phone) == ("B. Ambtenaar", "14020")
    assert (file.contact.email, file.contact.role) == (
        "vergunningen@example.nl",
        "Vergunningverlener",
    )
    assert "m.ambtenaar" not in repr(file), "not the name of an account"
    [photo] = file.documents
    assert (photo.id, photo.title, photo.kind) == (PHOTO, "Foto woning", "Foto")
    assert (photo.file_name, photo.media_type, photo.size) == ("foto.jpg", "image/jpeg", 1048576)
    assert (photo.added, photo.sender) == (date(2026, 11, 22), DocumentSender.MUNICIPALITY)
    assert file.decisions == ()
    assert file.unread_parts == ()


def test_a_document_that_the_portal_may_not_read_leaves_no_trace(cases, recorded, zgw):
    file = cases.case_file(recorded, KEY)

    assert "kentekenbewijs" not in repr(file)
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, SECRET_NOTE)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "in_bewerking"},
        {"status": ""},
        {"vertrouwelijkheidaanduiding": "vertrouwelijk"},
        {"vertrouwelijkheidaanduiding": ""},
        {"inhoud": None},
    ],
)
def test_a_document_that_is_not_for_residents(cases, recorded, zgw, change):
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json={**body("drc-12", zgw.base), **change})

    assert cases.case_file(recorded, KEY).documents == ()
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, PHOTO)


@pytest.mark.parametrize(
    ("route", "part"),
    [
        (f"GET {EIO}/{PHOTO}", "documents"),
        (f"GET {PHOTO_TYPE}", "documents"),
        (DOCUMENT_LINKS, "documents"),
        (STATUSES, "steps"),
        (DECISIONS, "decisions"),
    ],
)
@pytest.mark.parametrize(
    "reply",
    [
        Reply(503, json={}),
        Reply(json={}, wait_s=3),
        Reply(json={"x": 1}),
        Reply(403, json={"code": "jwt-expired"}),
    ],
)
def test_a_part_that_fails_is_named_and_hides_nothing_else(recorded, zgw, route, part, reply):
    zgw[route] = reply
    limit_s = 1.0 if reply.wait_s else ENOUGH_S  # for all parts together
    cases = reading.connect(settings_for(zgw.base, register_seconds=limit_s))

    file = cases.case_file(recorded, KEY)

    [missing] = file.unread_parts
    assert missing.name == part
    assert missing.reason
    assert file.case.number == NUMBER
    assert file.steps[0].state is StepState.NOW, "the last status came with the case"
    assert bool(file.documents) == (part != "documents")


def test_the_timeline_tells_what_happened_and_what_follows(settings, recorded, zgw):
    waits = StatusWords(
        words={"nl": "Wachten op informatie van u"}, progress=Progress.WAITING_FOR_YOU
    )
    code = zgw[f"GET {ZAAKTYPE}"].json["identificatie"]
    register = StatusRegister({code: {"Wachten op informatie van u": waits}})
    cases = reading.connect(settings, register)
    types = body("ztc-20", zgw.base)
    waiting = {**types["results"][1], "url": f"{zgw.base}{TYPES}/statustypen/w", "volgnummer": 3}
    waiting["omschrijving"] = "Wachten op informatie van u"
    types["results"][0]["volgnummer"] = 4
    types["results"].append(waiting)
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=types)
    first = body("zrc-22", zgw.base)["results"][0]

    def at(day, path):
        kind = f"{zgw.base}{path}" if path else waiting["url"]
        return {**first, "datumStatusGezet": f"2026-08-{day}T10:00:00+02:00", "statustype": kind}

    zgw.now_is(BUSY)
    zgw[STATUSES] = page(at(25, BUSY), at(24, ""), at(23, BUSY), first)

    steps = cases.case_file(recorded, KEY).steps

    assert [(step.name, step.state.value) for step in steps] == [
        ("Ontvangen", "done"),
        ("In behandeling", "done"),
        ("Wachten op informatie van u", "done"),
        ("In behandeling", "now"),
        ("Afgehandeld", "next"),
    ]
    assert str(steps[1].at) == "2026-08-23 08:00:00+00:00"


def test_the_timeline_of_a_finished_case_is_done(cases, recorded, zgw):
    first = body("zrc-22", zgw.base)["results"][0]
    last = {**first, "datumStatusGezet": "2026-09-01T10:00:00Z", "statustype": f"{zgw.base}{ENDED}"}
    zgw.now_is(ENDED)
    zgw[STATUSES] = page(last, first)

    steps = cases.case_file(recorded, KEY).steps

    assert [step.state for step in steps] == [StepState.DONE, StepState.DONE]


def test_without_a_contact_person_there_is_none(cases, recorded, zgw):
    zgw.zaak["_expand"]["rollen"][1]["contactpersoonRol"] = None

    assert cases.case_file(recorded, KEY).contact is None


def test_lists_longer_than_a_page(cases, recorded, zgw):
    first = body("zrc-22", zgw.base)["results"][0]
    second = {
        **first,
        "datumStatusGezet": "2026-08-22T10:00:00Z",
        "statustype": f"{zgw.base}{BUSY}",
    }
    following = f"{zgw.base}/zaken/api/v1/statussen?zaak=x&page=2"

    def answer(request):
        if request.path.endswith("/statussen") and request.params.get("page") == "2":
            return page(second)
        return zgw(request)

    zgw[STATUSES] = page(first, following=following)
    zgw.server.answer = answer

    assert [step.state.value for step in cases.case_file(recorded, KEY).steps][:2] == [
        "done",
        "now",
    ]
