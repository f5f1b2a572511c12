"""The municipality's log over the Inzage API: translated, paged, never a secret or a stranger's."""

import io
import logging
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from openapi_schema_validator import OAS30Validator

from portal.domain.consultations import Action, ConsultationProof, DataKind, Who
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceError, SourceUnavailable
from portal.domain.people import Party
from portal.gateways import consultations
from portal.logs import configure
from tests.factories import BSN, OTHER_BSN
from tests.files_read import read_spec
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S, settings_for
from tests.portal.gateways.recordings import Routes, page

SPEC = Path(__file__).parents[2] / "specs"
READ = read_spec("api-read-oas-specification-logging-verwerkingen-api.yaml")
LIST = "GET /inzage/api/v1/verwerkte-objecten"
DOCUMENT = UUID("6f7dc69f-f366-41e8-a34b-0465ed194b9c")
ACTIVITY, CASE = uuid4(), uuid4()
DAYS = (date(2025, 11, 22), date(2026, 11, 22))


def connected(server, patience=ENOUGH_S):
    return consultations.connect(
        settings_for(
            server.url,
            register_seconds=patience,
            consultation_log_url=f"{server.url}/inzage/api/v1",
            consultation_log_token="t" * 32,
        )
    )


@pytest.fixture
def log(server, patience):
    return connected(server, patience)


@pytest.fixture
def routes(server):
    routes = Routes()
    server.answer = routes
    return routes


def an_item(**act):
    """A `VerwerktObjectUitgebreid`; what is given replaces fields of its verwerkingsactie."""
    about = {
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": act.pop("bsn", BSN),
        "verwerkteSoortenGegevens": [
            {"soortGegeven": kind}
            for kind in act.pop("kinds", ("Huurcontract", f"informatieobject:{DOCUMENT}"))
        ],
    }
    usual = {
        "url": "https://log.example/api/v1/verwerkingsacties/1",
        "actieId": str(uuid4()),
        "actieNaam": "Document geopend door een medewerker",
        "handelingNaam": "Aanvraag beoordelen",
        "verwerkingNaam": "Verhuizing doorgeven",
        "verwerkingId": str(CASE),
        "verwerkingsactiviteitId": str(ACTIVITY),
        "vertrouwelijkheid": "normaal",
        "bewaartermijn": "P5Y",
        "uitvoerder": "00000001002220647000",
        "tijdstip": "2026-11-20T14:05:00+01:00",
        "tijdstipRegistratie": "2026-11-20T14:05:01+01:00",
        "verwerkteObjecten": [],
    }
    line_id = str(uuid4())
    item = {"url": f"https://log.example/{line_id}", "verwerktObjectId": line_id, **about}
    return {**item, "verwerkingsactie": {**usual, **act}}


def test_what_we_read_keeps_to_the_standard():
    schema = {
        "$ref": "#/components/schemas/VerwerktObjectUitgebreid",
        "components": READ["components"],
    }

    assert list(OAS30Validator(schema).iter_errors(an_item())) == []


def test_a_line_is_translated(log, routes, recorded, server):
    routes[LIST] = page(an_item())

    [line] = log.lines_of(recorded, *DAYS).value

    assert line.at == datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
    assert (line.who, line.organisation) == (Who.EMPLOYEE, "")
    assert (line.action, line.kinds) == (Action.VIEWED, (DataKind.DOCUMENT,))
    assert (line.details, line.document) == (("Huurcontract",), DOCUMENT)
    assert (line.reason, line.process) == ("Aanvraag beoordelen", "Verhuizing doorgeven")
    assert (line.activity_id, line.process_id) == (ACTIVITY, CASE)
    assert line.kept_until == date(2031, 11, 20)
    [asked] = server.requests
    assert asked.params == {
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": BSN,
        "beginDatum": "2025-11-22",
        "eindDatum": "2026-11-23",
    }
    assert asked.headers["Authorization"] == "Bearer " + "t" * 32


def test_lines_come_newest_first_and_from_all_pages(log, routes, recorded, server):
    older, newer = (an_item(tijdstip=f"2026-11-{day}T09:00:00+01:00") for day in (18, 19))

    def answer(request):
        more = f"{server.url}/inzage/api/v1/verwerkte-objecten?page=2"
        if request.params.get("page") == "2":
            return page(newer)
        return page(older, following=more)

    server.answer = answer

    found = [str(line.id) for line in log.lines_of(recorded, *DAYS).value]

    assert found == [newer["verwerktObjectId"], older["verwerktObjectId"]]


@pytest.mark.parametrize("secrecy", ["vertrouwelijk", "geheim", None])
def test_what_is_not_said_to_be_open_never_comes_in(log, routes, recorded, secrecy):
    hidden = an_item(vertrouwelijkheid=secrecy)
    routes[LIST] = page(hidden, an_item())
    routes[f"{LIST}/{hidden['verwerktObjectId']}"] = Reply(json=hidden)

    assert len(log.lines_of(recorded, *DAYS).value) == 1
    with pytest.raises(NotFound):
        log.line(recorded, UUID(hidden["verwerktObjectId"]))


def test_what_was_secret_once_is_shown(log, routes, recorded):
    routes[LIST] = page(an_item(vertrouwelijkheid="opgeheven"))

    assert len(log.lines_of(recorded, *DAYS).value) == 1


def test_one_line_and_never_one_of_somebody_else(log, routes, recorded, server):
    own, other = an_item(), an_item(bsn=OTHER_BSN)
    for item in (own, other):
        routes[f"{LIST}/{item['verwerktObjectId']}"] = Reply(json=item)

    assert log.line(recorded, UUID(own["verwerktObjectId"])).reason == "Aanvraag beoordelen"
    for line_id in (UUID(other["verwerktObjectId"]), uuid4()):
        with pytest.raises(NotFound):
            log.line(recorded, line_id)
    assert all(BSN not in request.url for request in server.requests)


def test_a_list_with_somebody_else_in_it_is_worthless(log, routes, recorded):
    routes[LIST] = page(an_item(), an_item(bsn=OTHER_BSN))

    with pytest.raises(InvalidSourceAnswer):
        log.lines_of(recorded, *DAYS)


@pytest.mark.parametrize(
    ("act", "found"),
    [
        ({"actieNaam": "Gegevens verstrekt"}, (Action.SHARED, (DataKind.DOCUMENT,))),
        ({"kinds": ("Adres", "Naam")}, (Action.VIEWED, (DataKind.ADDRESS, DataKind.NAME))),
        ({"kinds": ("BSN",)}, (Action.VIEWED, (DataKind.BSN,))),
        ({"kinds": ("Telefoonnummer",)}, (Action.VIEWED, (DataKind.PHONE,))),
        ({"kinds": ("Iets",)}, (Action.VIEWED, (DataKind.OTHER,))),
        ({"kinds": ()}, (Action.VIEWED, (DataKind.OTHER,))),
        ({"actieNaam": None, "kinds": ("Zaak",)}, (Action.VIEWED, (DataKind.CASE,))),
    ],
)
def test_kinds_and_acts(log, routes, recorded, act, found):
    routes[LIST] = page(an_item(**act))

    [line] = log.lines_of(recorded, *DAYS).value

    assert (line.action, line.kinds) == found


def test_another_organisation_is_named_by_its_number(log, routes, recorded):
    other = "00000001821002193000"
    routes[LIST] = page(an_item(uitvoerder=other, afnemerId=other), an_item(uitvoerder=None))

    theirs, ours = sorted(
        log.lines_of(recorded, *DAYS).value, key=lambda line: not line.organisation
    )

    assert (theirs.who, theirs.organisation, theirs.recipient) == (Who.OTHER, other, other)
    assert (ours.who, ours.organisation) == (Who.EMPLOYEE, "")


@pytest.mark.parametrize(
    ("at", "period", "day"),
    [
        ("2026-11-20T14:05:00Z", "P1Y6M", date(2028, 5, 20)),
        ("2026-11-20T14:05:00Z", "P90D", None),
        ("2026-11-20T23:30:00Z", "P1M", date(2026, 12, 21)),  # half past midnight here
        ("9995-01-01T09:00:00Z", "P5Y", None),
    ],
)
def test_how_long_a_line_is_kept(log, routes, recorded, at, period, day):
    routes[LIST] = page(an_item(tijdstip=at, bewaartermijn=period))

    assert log.lines_of(recorded, *DAYS).value[0].kept_until == day


def test_a_bsn_that_an_employee_typed_is_hidden(log, routes, recorded):
    routes[LIST] = page(an_item(handelingNaam=f"Iets anders: belde over {OTHER_BSN}"))

    [line] = log.lines_of(recorded, *DAYS).value

    assert line.reason == "Iets anders: belde over •••••••••"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(502, body=b""),
        Reply(json={}, wait_s=2),
        Reply(401, json={"code": "not_authenticated"}),
        Reply(json=[]),
    ],
)
def test_a_failure_is_never_nobody_looked(log, routes, recorded, reply):
    routes[LIST] = reply

    with pytest.raises(SourceError) as caught:
        log.lines_of(recorded, *DAYS)
    assert BSN not in str(caught.value)


@pytest.mark.parametrize(
    "odd", [{}, an_item(tijdstip="gisteren"), an_item(tijdstip="9999-12-31T23:30:00Z")]
)
def test_an_odd_line_that_stands_alone_is_missing_and_never_nobody(log, routes, recorded, odd):
    routes[LIST] = Reply(json={"results": [odd], "next": None})

    answer = log.lines_of(recorded, *DAYS)

    assert (answer.value, [part.name for part in answer.missing]) == ([], ["line"])
    assert BSN not in str(answer.missing)


def test_one_line_can_fail_too(log, routes, recorded):
    line_id = uuid4()
    routes[f"{LIST}/{line_id}"] = Reply(403, json={"code": "permission_denied"})

    with pytest.raises(SourceError):
        log.line(recorded, line_id)


def test_pages_without_end_are_given_up(log, server, recorded):
    more = f"{server.url}/inzage/api/v1/verwerkte-objecten?page=2"
    server.answer = lambda _request: Reply(json={"results": [], "next": more})

    with pytest.raises(SourceError):
        log.lines_of(recorded, *DAYS)


def test_without_a_valid_bsn_nothing_is_asked(log, server):
    with pytest.raises(ValueError, match="no valid BSN"):
        log.lines_of(ConsultationProof(uuid4(), Party.resident("", uuid4())), *DAYS)
    assert server.requests == []


def test_without_an_address_there_is_no_log(server, recorded):
    log = consultations.connect(settings_for(server.url))

    assert not log.is_connected()
    with pytest.raises(SourceUnavailable):
        log.lines_of(recorded, *DAYS)
    with pytest.raises(NotFound):
        log.line(recorded, uuid4())


@pytest.mark.usefixtures("logs_restored")
def test_the_bsn_is_in_no_log_line_also_not_of_a_library(log, routes, recorded, monkeypatch):
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    configure("debug")
    monkeypatch.setattr(logging.getLogger("urllib3.connectionpool"), "isEnabledFor", bool)
    routes[LIST] = Reply(503, json={})

    with pytest.raises(SourceUnavailable) as caught:
        log.lines_of(recorded, *DAYS)

    assert "verwerkte-objecten" in said.getvalue()
    assert BSN not in said.getvalue() + str(caught.value)
