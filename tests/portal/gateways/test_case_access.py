"""Whose case it is, its decisions and its content, on answers of a real Open Zaak."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, DecisionKey
from portal.domain.failures import InvalidSourceAnswer, NotFound, OfSomebodyElse, SourceRefused
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    CASE,
    DECISION_LETTER,
    DECISION_LINKS,
    DECISION_TYPE,
    DECISIONS,
    EIO,
    KEY,
    PHOTO,
    ZAAK,
    ZAAKTYPE,
    body,
    page,
)

DECISION = DecisionKey(ONLY_SYSTEM, UUID("6a1df14d-e81a-4012-a66b-040ed88913d4"))
BESLUIT = f"GET /besluiten/api/v1/besluiten/{DECISION.id}"


def test_an_unknown_case_is_not_found(cases, recorded, zgw):
    zgw[CASE] = Reply(404, json={"code": "not_found"})

    with pytest.raises(NotFound):
        cases.case_file(recorded, KEY)


def test_a_case_of_another_system_is_not_found_and_not_asked_for(cases, recorded, zgw):
    with pytest.raises(NotFound):
        cases.case_file(recorded, CaseKey("other", KEY.id))
    assert zgw.server.requests == []


def test_somebody_elses_case_is_not_found(cases, recorded, zgw):
    zgw.zaak["_expand"]["rollen"][0]["betrokkeneIdentificatie"]["inpBsn"] = OTHER_BSN

    with pytest.raises(OfSomebodyElse):
        cases.case_file(recorded, KEY)
    with pytest.raises(OfSomebodyElse):
        cases.download(recorded, KEY, PHOTO)


def test_somebody_elses_case_takes_as_many_calls_as_an_unknown_one(cases, recorded, zgw):
    zgw.zaak["_expand"]["rollen"][0]["betrokkeneIdentificatie"]["inpBsn"] = OTHER_BSN

    for _visit in ("somebody else's", "unknown"):
        with pytest.raises(NotFound):
            cases.case_file(recorded, KEY)
        with pytest.raises(NotFound):
            cases.download(recorded, KEY, PHOTO)
        assert len(zgw.server.requests) == 2
        zgw.server.requests.clear()
        zgw[CASE] = Reply(404, json={"code": "not_found"})


def test_the_answer_about_another_case_is_noticed(cases, recorded, zgw):
    zgw.zaak["url"] = f"{zgw.base}/zaken/api/v1/zaken/{uuid4()}"

    with pytest.raises(InvalidSourceAnswer):
        cases.case_file(recorded, KEY)


@pytest.fixture
def decision(zgw):
    """A decision that was sent, with its letter."""
    found = body("brc-02", zgw.base)["results"][0]
    found |= {"verzenddatum": "2026-08-22", "uiterlijkeReactiedatum": "2026-10-05"}
    zgw[DECISIONS] = page(found)
    letter = f"{zgw.base}{EIO}/{DECISION_LETTER}"
    zgw[DECISION_LINKS] = Reply(json=[{"besluit": found["url"], "informatieobject": letter}])
    document = {**body("drc-12", zgw.base), "url": letter, "titel": "Besluit"}
    zgw[f"GET {EIO}/{DECISION_LETTER}"] = Reply(json=document)
    return found


def test_a_decision_that_was_sent(cases, recorded, decision):
    file = cases.case_file(recorded, KEY)

    [one] = file.decisions
    assert (one.title, one.text) == ("Besluit parkeervergunning", "Vergunning verleend")
    assert (one.sent, one.last_day_to_object) == (date(2026, 8, 22), date(2026, 10, 5))
    assert one.documents == (DECISION_LETTER,)
    assert {document.id for document in file.documents} == {PHOTO, DECISION_LETTER}


def test_a_decision_without_a_last_day_to_object(cases, recorded, decision, zgw):
    zgw[DECISIONS] = page({**decision, "uiterlijkeReactiedatum": None})

    assert cases.case_file(recorded, KEY).decisions[0].last_day_to_object is None


@pytest.mark.parametrize(
    ("period", "last"), [("P42D", date(2026, 10, 3)), ("P10D", date(2026, 9, 1)), ("?", None)]
)
def test_a_decision_has_the_last_day_of_its_type(cases, recorded, decision, zgw, period, last):
    kind = {"omschrijving": "Besluit parkeervergunning", "reactietermijn": period}
    zgw[f"GET {DECISION_TYPE}"] = Reply(json=kind)
    file = cases.case_file(recorded, KEY)

    assert file.decisions[0].usual_last_day == last
    assert file.case.case_type == zgw[f"GET {ZAAKTYPE}"].json["identificatie"]


@pytest.mark.parametrize("change", [{"verzenddatum": None}, {"verzenddatum": "2999-01-01"}])
def test_a_decision_that_was_not_sent_yet_is_not_told(cases, recorded, decision, zgw, change):
    zgw[DECISIONS] = page({**decision, **change})

    assert cases.case_file(recorded, KEY).decisions == ()
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, DECISION_LETTER)


def test_a_decision_in_another_case_makes_the_answer_worthless(cases, recorded, decision, zgw):
    zgw[DECISIONS] = page({**decision, "zaak": "http://elsewhere.example/zaken/1"})

    file = cases.case_file(recorded, KEY)

    assert file.decisions == ()
    assert [part.name for part in file.unread_parts] == ["decisions"]


def test_a_download(cases, recorded, zgw):
    content = bytes(1048576)
    zgw[f"GET {EIO}/{PHOTO}/download"] = Reply(body=content)

    download = cases.download(recorded, KEY, PHOTO)

    assert (download.file_name, download.media_type) == ("foto.jpg", "image/jpeg")
    assert download.size == len(b"".join(download.chunks))
    asked = zgw.server.requests[-1]
    assert asked.headers["Accept"] == "*/*", "Open Zaak answers 406 to JSON"
    assert asked.params == {"versie": "1"}


def test_a_download_of_a_decisions_letter(cases, recorded, decision, zgw):
    zgw[f"GET {EIO}/{PHOTO}/download"] = Reply(body=b"letter")

    assert b"".join(cases.download(recorded, KEY, DECISION_LETTER).chunks) == b"letter"


def test_a_document_of_another_case_is_not_found(cases, recorded, zgw):
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, uuid4())
    assert not any("enkelvoudig" in path for _, path in zgw.server.asked)


def test_content_elsewhere_is_not_fetched(cases, recorded, zgw):
    document = body("drc-12", zgw.base) | {"inhoud": "http://127.0.0.1:1/secret"}
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json=document)

    with pytest.raises(InvalidSourceAnswer):
        cases.download(recorded, KEY, PHOTO)


def test_whom_a_case_is_about(cases, zgw):
    role = body("zrc-24", zgw.base)
    zgw["GET /zaken/api/v1/rollen"] = Reply(json=role)

    assert cases.subject_of(KEY) == BSN


@pytest.mark.parametrize(
    "change",
    [
        {"betrokkeneType": "vestiging", "betrokkeneIdentificatie": {"vestigingsNummer": "1"}},
        {"betrokkeneIdentificatie": {"inpBsn": ""}},
        {"betrokkeneIdentificatie": None},
    ],
)
def test_a_case_of_nobody_with_a_bsn(cases, zgw, change):
    role = body("zrc-24", zgw.base)["results"][0]
    zgw["GET /zaken/api/v1/rollen"] = page({**role, **change})

    assert cases.subject_of(KEY) is None


def test_a_case_of_two_people_or_roles_of_another_case_is_nonsense(cases, zgw):
    role = body("zrc-24", zgw.base)["results"][0]
    other = {**role, "betrokkeneIdentificatie": {"inpBsn": OTHER_BSN}}
    zgw["GET /zaken/api/v1/rollen"] = page(role, other)
    with pytest.raises(InvalidSourceAnswer):
        cases.subject_of(KEY)
    zgw["GET /zaken/api/v1/rollen"] = page(role)
    with pytest.raises(InvalidSourceAnswer):
        cases.subject_of(CaseKey(KEY.system, uuid4()))


def test_a_notification_of_a_case_is_about_that_case(cases, zgw):
    assert cases.key_of(f"{zgw.base}/zaken/api/v1/zaken/{ZAAK}") == KEY
    assert zgw.server.requests == []


def test_a_notification_of_a_decision_is_about_that_decision(cases, zgw):
    assert cases.key_of(f"{zgw.base}/besluiten/api/v1/besluiten/{DECISION.id}") == DECISION
    assert zgw.server.requests == []


@pytest.mark.parametrize(("path", "key"), [(f"/zaken/api/v1/zaken/{ZAAK}", KEY), ("", None)])
def test_a_decision_was_taken_in_its_case(cases, zgw, path, key):
    zgw[BESLUIT] = Reply(json={"zaak": f"{zgw.base}{path}" if path else ""})

    assert cases.case_of(DECISION) == key


def test_a_decision_in_a_case_elsewhere_is_nonsense(cases, zgw):
    zgw[BESLUIT] = Reply(json={"zaak": "https://x.example/1"})

    with pytest.raises(InvalidSourceAnswer):
        cases.case_of(DECISION)


def test_a_decision_that_is_gone_is_of_no_case(cases, zgw):
    zgw[BESLUIT] = Reply(404, json={"code": "not_found"})

    assert cases.case_of(DECISION) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/zaken/api/v1/zaken/1",
        "http://[x",
        "{base}/zaken/api/v1/zaken/1",
        f"{{base}}/zaken/api/v1/statussen/{ZAAK}",
        f"{{base}}/zaken/api/v1/zaken/{ZAAK}?x=1",
    ],
)
def test_a_notification_from_elsewhere_is_about_no_case(cases, zgw, url):
    assert cases.key_of(url.replace("{base}", zgw.base)) is None
    assert zgw.server.requests == []


def test_a_case_of_another_system_is_not_asked_about(cases, zgw):
    with pytest.raises(NotFound):
        cases.subject_of(CaseKey("other", KEY.id))
    assert zgw.server.requests == []


def test_the_steps_of_a_report_of_nobody(cases, zgw):
    report = zgw.zaak | {"rollen": []}
    zgw[CASE] = Reply(json=report)

    [step, *_] = cases.steps_of_report(KEY)

    assert step.name == "Ontvangen"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, OfSomebodyElse),
        ({"vertrouwelijkheidaanduiding": "geheim"}, OfSomebodyElse),
        ({"rollen": [], "vertrouwelijkheidaanduiding": "geheim"}, NotFound),
    ],
)
def test_the_steps_of_somebodys_case_are_not_for_everybody(cases, zgw, change, problem):
    zgw[CASE] = Reply(json=zgw.zaak | change)

    with pytest.raises(NotFound) as raised:
        cases.steps_of_report(KEY)
    assert raised.type is problem


def test_a_report_that_is_gone_is_not_found(cases, zgw):
    zgw[CASE] = Reply(404, json={"code": "not_found"})

    with pytest.raises(NotFound) as raised:
        cases.steps_of_report(KEY)
    assert raised.type is NotFound


def test_a_report_that_only_our_token_cannot_read_is_not_gone(cases, zgw):
    zgw[CASE] = Reply(403, json={"code": "not_authenticated"})

    with pytest.raises(SourceRefused):
        cases.steps_of_report(KEY)


def test_a_report_is_not_told_of_another_case(cases, zgw):
    zgw[CASE] = Reply(json=zgw.zaak | {"rollen": [], "url": zgw.zaak["url"][:-1] + "0"})

    with pytest.raises(InvalidSourceAnswer):
        cases.steps_of_report(KEY)
