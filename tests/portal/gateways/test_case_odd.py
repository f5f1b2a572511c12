"""Odd cases, kinds, documents and decisions hide no others; a mistake of ours is no failure."""

from copy import deepcopy
from datetime import date
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from portal.domain.cases import Progress
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising
from tests.portal.gateways.recordings import (
    DECISIONS,
    EIO,
    FIND_DOCUMENTS,
    KEY,
    NUMBER,
    PHOTO,
    SECRET_NOTE,
    STATUSES,
    TYPES,
    ZAAKTYPE,
    ZOEK,
    body,
    page,
)

OTHER = "11111111-2222-4333-8444-555555555555"
ELSEWHERE = "http://elsewhere.example/1"


@pytest.fixture
def other(zgw):
    """A second case of our resident, in the list before ours."""
    zaak = deepcopy(zgw.zaak)
    zaak["url"] = f"{zgw.base}/zaken/api/v1/zaken/{OTHER}"
    zaak["identificatie"] = "ZAAK-2026-0000000099"
    zgw[ZOEK] = page(zaak, zgw.zaak)
    return zaak


ODD_CASES = {
    "its status is of another kind": lambda z: z["_expand"]["status"].update(statustype="x"),
    "its status is not expanded": lambda z: z["_expand"].update(status=None),
    "its status has no moment": lambda z: z["_expand"]["status"].update(datumStatusGezet="ooit"),
    "it starts on no day": lambda z: z.update(startdatum="gisteren"),
    "it ends on no day": lambda z: z.update(einddatum="ooit"),
    "it has no number": lambda z: z.update(identificatie=None),
    "it has no kind": lambda z: z.update(zaaktype=None),
    "its kind is elsewhere": lambda z: z.update(zaaktype=ELSEWHERE),
    "its kind is gone": lambda z: z.update(zaaktype=z["zaaktype"][:-36] + OTHER),
    "its roles are not expanded": lambda z: z["_expand"].pop("rollen"),
    "its roles are odd": lambda z: z["_expand"].update(rollen=[{"betrokkeneType": "x"}]),
    "it is elsewhere": lambda z: z.update(url=ELSEWHERE),
    "its URL has no id": lambda z: z.update(url=z["url"][:-36] + "een"),
}


@pytest.mark.parametrize("how", ODD_CASES)
def test_an_odd_case_hides_no_other_and_is_told(cases, recorded, other, how):
    ODD_CASES[how](other)

    with capture_logs() as logs:
        answer = cases.cases_of(recorded)

    assert [case.number for case in answer.value.cases] == [NUMBER]
    [missing] = answer.missing
    assert missing.name == "case"
    [line] = logs
    assert (line["event"], line["left_out"]) == ("outside_partial", 1)


ODD_RESULTS = {
    "it is not expanded": lambda z: z["_expand"].update(resultaat=None),
    "it has no kind": lambda z: z["_expand"].update(resultaat={}),
    "its kind is elsewhere": lambda z: z["_expand"].update(resultaat={"resultaattype": ELSEWHERE}),
    "its kind is gone": lambda z: z["_expand"].update(
        resultaat={"resultaattype": z["zaaktype"].replace("zaaktypen", "resultaattypen")}
    ),
}


@pytest.mark.parametrize("how", ODD_RESULTS)
def test_a_case_with_an_odd_result_is_shown_without_it(cases, recorded, other, how):
    other["resultaat"] = f"{other['url']}/resultaat"
    ODD_RESULTS[how](other)

    answer = cases.cases_of(recorded)

    assert (len(answer.value.cases), answer.missing) == (2, ())
    assert {case.result for case in answer.value.cases} == {""}


def test_an_odd_case_that_stands_alone_is_neither_a_failure_nor_no_cases(cases, recorded, zgw):
    zgw.zaak["startdatum"] = None

    answer = cases.cases_of(recorded)

    assert answer.value.cases == ()
    assert [(part.name, "startdatum" in part.reason) for part in answer.missing] == [("case", True)]


def test_a_case_of_a_kind_that_is_gone_and_stands_alone_is_told(cases, recorded, zgw):
    zgw[f"GET {ZAAKTYPE}"] = Reply(404, json={"code": "not_found"})

    answer = cases.cases_of(recorded)

    assert (answer.value.cases, len(answer.missing)) == ((), 1)


def test_a_catalogue_that_is_down_is_a_failure_of_the_whole(cases, recorded, other, zgw):
    gone = f"{ZAAKTYPE[:-36]}{OTHER}"
    other["zaaktype"] = f"{zgw.base}{gone}"
    zgw[f"GET {gone}"] = Reply(503, json={})

    with pytest.raises(SourceUnavailable):
        cases.cases_of(recorded)


def test_a_catalogue_that_refuses_every_kind_is_a_failure_of_the_whole(cases, recorded, other, zgw):
    another = f"{ZAAKTYPE[:-36]}{OTHER}"
    other["zaaktype"] = f"{zgw.base}{another}"
    for kind in (ZAAKTYPE, another):
        zgw[f"GET {kind}"] = Reply(403, json={"code": "permission_denied"})

    with pytest.raises(SourceRefused):
        cases.cases_of(recorded)


@pytest.mark.parametrize(
    "odd", [{"volgnummer": None}, {"isEindstatus": "misschien"}, {"omschrijving": None}]
)
def test_an_odd_step_of_the_catalogue_hides_no_case_that_is_not_in_it(cases, recorded, zgw, odd):
    types = body("ztc-20", zgw.base)
    extra = {**types["results"][0], "url": f"{zgw.base}{TYPES}/statustypen/odd", **odd}
    types["results"].append(extra)
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=types)

    assert len(cases.cases_of(recorded).value.cases) == 1


ODD_ROLES = {
    "one is odd": lambda z: z["_expand"]["rollen"][0].update(omschrijvingGeneriek=None),
    "they are not expanded": lambda z: z["_expand"].pop("rollen"),
}


@pytest.mark.parametrize("how", ODD_ROLES)
@pytest.mark.parametrize(
    "read",
    [
        lambda cases, proof: cases.case_file(proof, KEY),
        lambda cases, proof: cases.download(proof, KEY, PHOTO),
    ],
)
def test_whose_case_it_is_that_has_odd_roles_is_unknown(cases, recorded, zgw, how, read):
    ODD_ROLES[how](zgw.zaak)

    with pytest.raises(InvalidSourceAnswer):
        read(cases, recorded)


def test_a_case_is_not_told_as_just_received_where_the_first_step_is_odd(cases, recorded, zgw):
    types = body("ztc-20", zgw.base)
    first, second, *_ = sorted(types["results"], key=lambda step: step["volgnummer"])
    first["volgnummer"] = None
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=types)
    zgw.zaak["einddatum"] = None
    zgw.now_is(second["url"].removeprefix(zgw.base))

    [case] = cases.cases_of(recorded).value.cases

    assert case.progress is Progress.IN_PROGRESS


@pytest.mark.parametrize("odd", [{"datumStatusGezet": "ooit"}, {"statustype": ELSEWHERE}])
def test_an_odd_status_is_told_and_hides_no_other(cases, recorded, zgw, odd):
    statuses = body("zrc-22", zgw.base)
    statuses["results"].append({**statuses["results"][0], **odd})
    zgw[STATUSES] = Reply(json=statuses)

    file = cases.case_file(recorded, KEY)

    assert [part.name for part in file.unread_parts] == ["steps"]
    assert len(file.steps) >= len(statuses["results"]) - 1


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_a_document_that_can_not_be_had_hides_no_other(cases, recorded, zgw, status):
    zgw[f"GET {EIO}/{SECRET_NOTE}"] = Reply(status, json={"code": "gone"})
    zgw[FIND_DOCUMENTS] = Reply(405, json={"code": "method_not_allowed"})

    file = cases.case_file(recorded, KEY)

    assert [document.id for document in file.documents] == [PHOTO]
    assert [part.name for part in file.unread_parts] == ["documents"]


@pytest.mark.parametrize(
    ("name", "kind", "file_name"),
    [
        ("", "application/pdf", "Foto woning.pdf"),
        (None, "image/jpeg; charset=x", "Foto woning.jpg"),
        ("", "application/x-iets", "Foto woning"),
        ("woning", "image/jpeg", "woning"),
    ],
)
def test_a_file_without_a_name_is_saved_by_its_title(cases, recorded, zgw, name, kind, file_name):
    nameless = {**body("drc-12", zgw.base), "bestandsnaam": name, "formaat": kind}
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json=nameless)

    [document] = cases.case_file(recorded, KEY).documents

    assert document.file_name == file_name


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("image/jpeg", "image/jpeg"),
        ("application/vnd.ms-excel", "application/vnd.ms-excel"),
        ("image/jpeg\r\nSet-Cookie: a=b", "application/octet-stream"),
        ("image/jpeg\nX", "application/octet-stream"),
        ("text/html; charset=x", "application/octet-stream"),
        ("jpg", "application/octet-stream"),
        ("image/é", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_what_is_no_media_type_gets_into_no_header(cases, recorded, zgw, kind, media_type):
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json={**body("drc-12", zgw.base), "formaat": kind})

    [document] = cases.case_file(recorded, KEY).documents

    assert document.media_type == media_type


@pytest.mark.parametrize("links", [[{}], [{"informatieobject": "een document"}]])
def test_an_odd_link_hides_no_other_document(cases, recorded, zgw, links):
    zgw.zaak["_expand"]["zaakinformatieobjecten"] += links

    file = cases.case_file(recorded, KEY)

    assert [document.id for document in file.documents] == [PHOTO]
    assert [part.name for part in file.unread_parts] == ["documents"]


def test_a_download_that_may_be_behind_an_odd_link_is_unknown(cases, recorded, zgw):
    zgw.zaak["_expand"]["zaakinformatieobjecten"] = [{}]

    with pytest.raises(InvalidSourceAnswer, match="informatieobject"):
        cases.download(recorded, KEY, PHOTO)


def test_a_download_that_may_be_of_an_odd_decision_is_unknown(cases, recorded, zgw):
    zgw[DECISIONS] = page({})

    with pytest.raises(InvalidSourceAnswer, match="zaak"):
        cases.download(recorded, KEY, UUID(OTHER))


def test_a_document_of_which_the_size_is_not_told_is_shown(cases, recorded, zgw):
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json={**body("drc-12", zgw.base), "bestandsomvang": None})

    [document] = cases.case_file(recorded, KEY).documents

    assert document.size is None


def test_a_document_registered_without_a_zone_is_shown(cases, recorded, zgw):
    naive = {**body("drc-12", zgw.base), "beginRegistratie": "2026-08-21T23:30:00"}
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json=naive)

    [document] = cases.case_file(recorded, KEY).documents

    assert document.added == date(2026, 8, 21)


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("translate.case_of", lambda cases, proof: cases.cases_of(proof)),
        ("reading.is_shown", lambda cases, proof: cases.case_file(proof, KEY)),
        ("translate.steps_of", lambda cases, proof: cases.case_file(proof, KEY)),
        ("documents.document_of", lambda cases, proof: cases.case_file(proof, KEY)),
    ],
)
def test_a_bug_of_ours_is_no_failure_of_the_system(
    cases, recorded, zgw, monkeypatch, bug, name, read
):
    monkeypatch.setattr(f"portal.gateways.cases.zgw.{name}", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        read(cases, recorded)
