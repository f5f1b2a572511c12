"""The list of a resident's cases, on answers of a real Open Zaak."""

import dataclasses
import time
from copy import deepcopy
from datetime import date
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from portal.domain.cases import Progress, StepState
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceError, SourceUnavailable
from portal.domain.people import Party
from portal.domain.status_words import StatusRegister, StatusWords
from portal.gateways.cases.zgw import reading
from tests.factories import BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.recordings import (
    BUSY,
    ENDED,
    KEY,
    NUMBER,
    STATUSES,
    TYPES,
    ZAAKTYPE,
    ZOEK,
    body,
    page,
)


def test_the_list(cases, recorded, zgw):
    [case] = cases.cases_of(recorded).value.cases

    assert case.number == NUMBER
    assert case.title == "Parkeervergunning aanvragen"
    assert case.description == "Parkeervergunning AB-123-C"
    assert case.progress is Progress.RECEIVED
    assert case.status == "Wij hebben uw aanvraag ontvangen"
    assert (case.started, case.closed) == (date(2026, 8, 21), None)
    assert (case.expected, case.due) == (date(2026, 9, 18), date(2026, 10, 16))
    assert case.result == ""


def test_the_bsn_goes_in_the_body_and_the_token_is_signed(cases, recorded, zgw):
    cases.cases_of(recorded)

    asked = zgw.server.requests[0]
    assert asked.json["rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"] == BSN
    assert asked.json["rol__omschrijvingGeneriek"] == "initiator"
    assert all(BSN not in request.url for request in zgw.server.requests)
    token = asked.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, OctKey.import_key("z" * 32), algorithms=["HS256"]).claims
    assert claims["client_id"] == claims["iss"] == "portaal"
    assert BSN not in str(claims)
    assert asked.headers["Accept-Crs"] == asked.headers["Content-Crs"] == "EPSG:4326"


@pytest.mark.parametrize("bsn", ["", " ", "123456789", "99999365", "999993653 ", "9999.93.653"])
def test_without_a_valid_bsn_nothing_is_asked(cases, zgw, bsn):
    nobody = ConsultationProof(uuid4(), Party.resident(bsn, uuid4()))

    for ask in (cases.cases_of, lambda line: cases.case_file(line, KEY)):
        with pytest.raises(ValueError, match="no valid BSN"):
            ask(nobody)
    assert zgw.server.requests == []


def test_nothing_is_an_answer(cases, recorded, zgw):
    zgw[ZOEK] = page()

    assert cases.cases_of(recorded).value.cases == ()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(502, body=b"Bad Gateway"),
        Reply(500, json={"code": "error"}),
        Reply(drop=True),
        Reply(403, json={"code": "jwt-expired"}),
        Reply(json=[]),
        Reply(json={"count": 1}),
        Reply(json={"count": "x", "results": []}),
        Reply(json={"count": 1, "next": None, "results": "abc"}),
    ],
)
def test_rule_1_a_failure_is_never_an_empty_list(cases, recorded, zgw, reply):
    zgw[ZOEK] = reply

    with pytest.raises(SourceError):
        cases.cases_of(recorded)


@pytest.mark.parametrize("odd", [{}, None])
def test_rule_1_what_can_not_be_read_at_all_is_missing_and_not_an_empty_list(
    cases, recorded, zgw, odd
):
    zgw[ZOEK] = Reply(json={"count": 1, "results": [odd]})

    answer = cases.cases_of(recorded)

    assert (answer.value.cases, [part.name for part in answer.missing]) == ((), ["case"])


@pytest.mark.parametrize("path", [ZAAKTYPE, f"{TYPES}/statustypen"])
def test_the_list_needs_the_catalogue_once(cases, recorded, zgw, path):
    good = zgw[f"GET {path}"]
    zgw[f"GET {path}"] = Reply(503, json={})
    with pytest.raises(SourceUnavailable):
        cases.cases_of(recorded)
    zgw[f"GET {path}"] = good

    assert len(cases.cases_of(recorded).value.cases) == 1, "a failure is not kept"
    zgw[f"GET {path}"] = Reply(503, json={})
    assert len(cases.cases_of(recorded).value.cases) == 1, "an answer is"


def test_being_named_in_a_case_is_not_having_started_it(cases, recorded, zgw):
    zgw.zaak["_expand"]["rollen"][0]["omschrijvingGeneriek"] = "belanghebbende"

    with pytest.raises(InvalidSourceAnswer):
        cases.cases_of(recorded)
    with pytest.raises(NotFound):
        cases.case_file(recorded, KEY)


def test_without_roles_nothing_is_believed(cases, recorded, zgw):
    zgw.zaak["rollen"] = []

    with pytest.raises(InvalidSourceAnswer):
        cases.cases_of(recorded)


def test_an_unfinished_submission_is_not_shown(cases, recorded, zgw):
    zgw.zaak["status"] = None

    assert cases.cases_of(recorded).value.cases == ()
    with pytest.raises(NotFound):
        cases.case_file(recorded, KEY)


def test_a_confidential_case_is_not_shown(cases, recorded, zgw):
    zgw.zaak["vertrouwelijkheidaanduiding"] = "vertrouwelijk"

    assert cases.cases_of(recorded).value.cases == ()
    with pytest.raises(NotFound):
        cases.case_file(recorded, KEY)


@pytest.mark.parametrize(
    ("path", "progress"),
    [(BUSY, Progress.IN_PROGRESS), (ENDED, Progress.CLOSED)],
)
def test_progress_follows_the_status(cases, recorded, zgw, path, progress):
    zgw.now_is(path)

    assert cases.cases_of(recorded).value.cases[0].progress is progress


@pytest.mark.parametrize("informs", [True, False])
@pytest.mark.parametrize(
    "name",
    [
        "Wachten op informatie van u",
        "Aanvullende informatie ontvangen",
        "Aanvulling beoordelen",
        "Stukken opgevraagd",
        "Wachten op advies",
        "Afgerond door de afdeling",
        "",
    ],
)
def test_nothing_is_read_into_the_name_of_a_status(cases, recorded, zgw, name, informs):
    zgw.now_is(BUSY)
    types = body("ztc-20", zgw.base)
    types["results"][1] |= {"omschrijving": name, "informeren": informs}
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=types)

    [case] = cases.cases_of(recorded).value.cases
    file = cases.case_file(recorded, KEY)

    assert case.progress is file.case.progress is Progress.IN_PROGRESS
    [step] = [step for step in file.steps if step.state is StepState.NOW]
    assert step.name == (name if informs else ""), "its own name only where residents are informed"


@pytest.mark.parametrize("key", ["Stukken opgevraagd", "2"])
def test_the_words_and_the_phase_of_a_status_are_the_municipality_s(recorded, zgw, settings, key):
    words = StatusWords(
        words={"nl": "Stuur ons nog iets", "en": "Send us something"},
        progress=Progress.WAITING_FOR_YOU,
    )
    cases = reading.connect(settings, StatusRegister({"PARKEERVERGUNNING": {key: words}}))
    zgw.now_is(BUSY)
    types = body("ztc-20", zgw.base)
    types["results"][1]["omschrijving"] = "Stukken opgevraagd"
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=types)
    zgw[f"GET {ZAAKTYPE}"].json["identificatie"] = "PARKEERVERGUNNING"

    [case] = cases.cases_of(recorded).value.cases
    file = cases.case_file(recorded, KEY)

    assert case.progress is file.case.progress is Progress.WAITING_FOR_YOU
    [step] = [step for step in file.steps if step.state is StepState.NOW]
    assert (step.name, step.words["en"]) == ("Stuur ons nog iets", "Send us something")


def test_a_closed_case_has_its_result(cases, recorded, zgw):
    kind = f"{TYPES}/resultaattypen/9264642c-a68b-4d1f-b21b-a218f46b70f0"
    zgw.zaak |= {"einddatum": "2026-09-01", "resultaat": f"{zgw.base}/zaken/api/v1/resultaten/1"}
    zgw.zaak["_expand"]["resultaat"] = {"resultaattype": f"{zgw.base}{kind}"}
    zgw[f"GET {kind}"] = Reply(json={"omschrijving": "Verleend"})

    [case] = cases.cases_of(recorded).value.cases

    assert (case.closed, case.result) == (date(2026, 9, 1), "Verleend")
    assert case.progress is Progress.CLOSED


def test_a_hanging_case_system_costs_a_page_no_more_than_its_limit(recorded, zgw):
    limited = reading.connect(settings_for(zgw.base, register_seconds=0.3))
    hanging = Reply(json={}, wait_s=3)
    zgw[f"GET {TYPES}/statustypen"] = hanging
    zgw[ZOEK] = dataclasses.replace(zgw[ZOEK], wait_s=0.2)
    began = time.monotonic()

    with pytest.raises(SourceUnavailable):
        limited.cases_of(recorded)

    assert time.monotonic() - began < hanging.wait_s


@pytest.mark.parametrize("reply", [Reply(503, json={}), Reply(403, json={"code": "jwt-expired"})])
def test_a_case_whose_history_can_not_be_read_hides_no_other(cases, recorded, zgw, reply):
    ahead = deepcopy(zgw.zaak)
    ahead["url"] = f"{zgw.base}/zaken/api/v1/zaken/{uuid4()}"
    ahead["_expand"]["status"]["datumStatusGezet"] = "2099-01-01T12:00:00Z"
    zgw[ZOEK], zgw[STATUSES] = page(ahead, zgw.zaak), reply

    answer = cases.cases_of(recorded)

    assert [case.key for case in answer.value.cases] == [KEY]
    assert [part.name for part in answer.missing] == ["case"]
