"""The documents of a case take a call for each hundred of them, on answers of Open Zaak."""

from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from portal.domain.cases import DocumentSender
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    CASE,
    DECISION_LETTER,
    DECISION_LINKS,
    DECISIONS,
    EIO,
    FIND_DOCUMENTS,
    KEY,
    PHOTO,
    SECRET_NOTE,
    body,
    page,
)

FIND = FIND_DOCUMENTS.removeprefix("POST ")


@pytest.fixture
def documents(zgw):
    """Puts so many documents of the municipality in the case; gives their ids."""

    def put(number):
        ids = [uuid4() for _ in range(number)]
        link = zgw.zaak["_expand"]["zaakinformatieobjecten"][0]
        links = [{**link, "informatieobject": f"{zgw.base}{EIO}/{each}"} for each in ids]
        zgw.zaak["_expand"]["zaakinformatieobjecten"] = links
        for each in ids:
            zgw[f"GET {EIO}/{each}"] = Reply(json=a_document(zgw, each))
        return ids

    return put


def a_document(zgw, document_id):
    return {**body("drc-12", zgw.base), "url": f"{zgw.base}{EIO}/{document_id}"}


def calls_of(zgw):
    """Calls to the Documenten API."""
    return [method for method, path in zgw.server.asked if path.startswith("/documenten/")]


@pytest.mark.parametrize(
    ("number", "calls"), [(0, 0), (1, 1), (60, 1), (100, 1), (101, 2), (250, 3)]
)
def test_documents_take_one_call_for_each_hundred(cases, recorded, zgw, documents, number, calls):
    ids = documents(number)

    file = cases.case_file(recorded, KEY)

    assert {document.id for document in file.documents} == set(ids)
    assert file.unread_parts == ()
    assert calls_of(zgw) == ["POST"] * calls


def test_a_letter_that_is_in_the_decision_only_takes_one_call_more(cases, recorded, zgw, documents):
    ids = documents(100)
    decision = {**body("brc-02", zgw.base)["results"][0], "verzenddatum": "2026-08-22"}
    zgw[DECISIONS] = page(decision)
    letter, other = f"{zgw.base}{EIO}/{DECISION_LETTER}", f"{zgw.base}{EIO}/{ids[0]}"
    zgw[DECISION_LINKS] = Reply(json=[{"informatieobject": each} for each in (letter, other)])
    zgw[f"GET {EIO}/{DECISION_LETTER}"] = Reply(json=a_document(zgw, DECISION_LETTER))

    file = cases.case_file(recorded, KEY)

    assert len(file.documents) == 101
    assert set(file.decisions[0].documents) == {DECISION_LETTER, ids[0]}
    assert calls_of(zgw) == ["POST"] * 2


def test_pages_smaller_than_what_was_asked_are_read_to_the_end(cases, recorded, zgw, documents):
    ids = documents(3)
    following = f"{zgw.base}{FIND}?page=2"
    two, one = [a_document(zgw, each) for each in ids[:2]], a_document(zgw, ids[2])

    def answer(request):
        if request.path != FIND:
            return zgw(request)
        assert set(request.json) == {"uuid__in"}
        assert {UUID(each) for each in request.json["uuid__in"]} == set(ids)
        is_second = request.params == {"page": "2"}
        return page(one, count=3) if is_second else page(*two, count=3, following=following)

    zgw.server.answer = answer

    assert {document.id for document in cases.case_file(recorded, KEY).documents} == set(ids)


def test_pages_without_end_are_a_failure(cases, recorded, zgw, documents):
    [one, _] = documents(2)
    zgw[FIND_DOCUMENTS] = page(a_document(zgw, one), following=f"{zgw.base}{FIND}?page=2")

    file = cases.case_file(recorded, KEY)

    assert [part.name for part in file.unread_parts] == ["documents"]
    assert calls_of(zgw) == ["POST", "POST"]


def test_a_search_that_finds_everybodys_documents_shows_none_of_them(
    cases, recorded, zgw, documents
):
    """Open Zaak ignores in silence what it does not know in a search."""
    [ours] = documents(1)
    others = [a_document(zgw, uuid4()) | {"titel": "Van iemand anders"} for _ in range(3)]
    zgw[FIND_DOCUMENTS] = page(
        *others, a_document(zgw, ours), count=900, following=f"{zgw.base}{FIND}?page=2"
    )

    with capture_logs() as logs:
        file = cases.case_file(recorded, KEY)

    assert [document.id for document in file.documents] == [ours]
    assert [part.name for part in file.unread_parts] == ["documents"]
    assert [line["cause"] for line in logs] == ["a document that was not asked for"]
    assert calls_of(zgw) == ["POST"], "not all nine hundred"
    assert "iemand anders" not in repr(file)


def test_a_document_that_the_search_leaves_out_is_not_for_us(cases, recorded, zgw):
    zgw[FIND_DOCUMENTS] = page(body("drc-12", zgw.base))

    file = cases.case_file(recorded, KEY)

    assert ([document.id for document in file.documents], file.unread_parts) == ([PHOTO], ())


def test_an_odd_document_hides_no_other(cases, recorded, zgw):
    odd = a_document(zgw, SECRET_NOTE) | {"beginRegistratie": "ooit"}
    zgw[FIND_DOCUMENTS] = page(odd, body("drc-12", zgw.base))

    file = cases.case_file(recorded, KEY)

    assert [document.id for document in file.documents] == [PHOTO]
    assert [part.name for part in file.unread_parts] == ["documents"]


def test_a_document_that_is_answered_twice_is_shown_once(cases, recorded, zgw):
    zgw[FIND_DOCUMENTS] = page(*[body("drc-12", zgw.base)] * 2)

    assert [document.id for document in cases.case_file(recorded, KEY).documents] == [PHOTO]


@pytest.mark.parametrize("status", [400, 403, 500, 503])
def test_a_search_that_is_refused_or_fails_is_not_no_documents(cases, recorded, zgw, status):
    zgw[FIND_DOCUMENTS] = Reply(status, json={"code": "permission_denied"})

    file = cases.case_file(recorded, KEY)

    assert (file.documents, [part.name for part in file.unread_parts]) == ((), ["documents"])
    assert calls_of(zgw) == ["POST"], "asking one by one would make it worse"


@pytest.mark.parametrize(
    ("status", "number", "calls"), [(404, 1, 1), (405, 1, 1), (405, 60, 60), (405, 130, 100)]
)
def test_a_system_that_cannot_search_is_asked_for_so_many_one_by_one(
    cases, recorded, zgw, documents, status, number, calls
):
    zgw[FIND_DOCUMENTS] = Reply(status, json={"code": "not_found"})
    ids = documents(number)

    file = cases.case_file(recorded, KEY)

    assert {document.id for document in file.documents} == set(ids[:calls])
    assert {document.sender for document in file.documents} == {DocumentSender.MUNICIPALITY}
    assert [part.name for part in file.unread_parts] == ["documents"] * (number > calls)
    assert calls_of(zgw) == ["POST", *["GET"] * calls]


def test_another_document_than_the_one_asked_for_is_nonsense(cases, recorded, zgw, documents):
    [one] = documents(1)
    zgw[FIND_DOCUMENTS] = Reply(405, json={})
    zgw[f"GET {EIO}/{one}"] = Reply(json=body("drc-12", zgw.base))

    file = cases.case_file(recorded, KEY)

    assert (file.documents, [part.name for part in file.unread_parts]) == ((), ["documents"])


def test_a_link_to_elsewhere_is_followed_nowhere_and_hides_no_other(cases, recorded, zgw):
    link = zgw.zaak["_expand"]["zaakinformatieobjecten"][0]
    elsewhere = f"http://127.0.0.1:1/documenten/{uuid4()}"
    zgw.zaak["_expand"]["zaakinformatieobjecten"] += [{**link, "informatieobject": elsewhere}]

    file = cases.case_file(recorded, KEY)

    assert [document.id for document in file.documents] == [PHOTO]
    assert [part.name for part in file.unread_parts] == ["documents"]


def test_a_case_without_documents_asks_nothing_about_them(cases, recorded, zgw):
    decision = {**body("brc-02", zgw.base)["results"][0], "verzenddatum": "2026-08-22"}
    zgw[DECISIONS] = page(decision)
    zgw[DECISION_LINKS] = Reply(503, json={})

    file = cases.case_without_documents(recorded, KEY)

    assert (file.documents, file.unread_parts) == ((), ())
    assert [each.documents for each in file.decisions] == [()]
    assert calls_of(zgw) == []
    [case] = [each for each in zgw.server.requests if f"GET {each.path}" == CASE]
    assert "informatieobject" not in case.params["expand"]
    assert DECISION_LINKS.removeprefix("GET ") not in [path for _, path in zgw.server.asked]
