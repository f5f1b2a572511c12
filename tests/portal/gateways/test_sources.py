"""UWV, Belastingdienst and RDW behind one adapter, and against the embedded ones over HTTP."""

from uuid import uuid4

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from forms import load_sources
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from portal.domain.people import Party
from portal.domain.sources import FetchPermission, SourceNotConnected
from portal.gateways import sources
from portal.wiring import described
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising
from tests.worlds import SECRET

INCOME = {"werkgever": "Bakkerij", "maand": "2026-10", "nettoPerMaand": "684.25"}
ALL = {
    "uwv": ("payer", "month", "net"),
    "belastingdienst": ("bank", "day", "balance"),
    "rdw": ("plate", "make", "first_seen", "value"),
}
UNKNOWN_BSN = "999994669"


def a_choice(source="uwv", fields=ALL["uwv"]):
    return FetchPermission(uuid4(), source, fields)


def connected(settings):
    return sources.connect(settings, map(described, load_sources()))


def answering(*records, bsn=BSN, name="inkomsten"):
    return Reply(json={"burgerservicenummer": bsn, name: list(records)})


@pytest.fixture
def registers(settings):
    return connected(settings)


def test_what_a_source_says(registers, recorded, server):
    server.answers(answering(INCOME, INCOME | {"nettoPerMaand": "0.05"}))

    fetched = registers.fetch(recorded, a_choice())

    assert fetched.records == (
        {"payer": "Bakkerij", "month": "2026-10", "net": 68425},
        {"payer": "Bakkerij", "month": "2026-10", "net": 5},
    )
    assert fetched.at.tzinfo is not None


def test_only_the_chosen_fields_are_asked_and_the_bsn_is_in_the_body_alone(
    registers, recorded, server
):
    server.answers(answering({"nettoPerMaand": "684.25"}))
    registers.fetch(recorded, a_choice(fields=("net",)))

    [asked] = server.requests
    assert asked.path == "/uwv/api/v1/inkomsten"
    assert asked.json == {"burgerservicenummer": BSN, "velden": ["nettoPerMaand"]}
    assert asked.headers["Authorization"] == f"Bearer {SECRET}"
    assert BSN not in asked.url
    assert BSN not in str(asked.headers)


def test_an_overdraft_is_an_amount_below_zero(registers, recorded, server):
    server.answers(answering({"saldo": "-12.50"}, {"saldo": "-0.05"}, name="tegoeden"))

    fetched = registers.fetch(recorded, a_choice("belastingdienst", ("balance",)))

    assert [record["balance"] for record in fetched.records] == [-1250, -5]


def test_that_nothing_is_known_is_an_answer(registers, recorded, server):
    server.answers(answering())

    assert registers.fetch(recorded, a_choice()).records == ()


@pytest.mark.parametrize(
    "reply",
    [
        answering(INCOME, bsn=OTHER_BSN),
        answering(INCOME | {"brutoPerMaand": "731.10"}),
        answering({"werkgever": "", "maand": "2026-13", "nettoPerMaand": None}),
        answering(*[INCOME] * 101),
        answering(INCOME, name="voertuigen"),
        answering("inkomen"),
        Reply(json={"burgerservicenummer": BSN, "inkomsten": None}),
        Reply(json=[]),
        Reply(json=None),
    ],
)
def test_an_answer_of_another_shape_is_a_failure_of_the_source(registers, recorded, server, reply):
    server.answers(reply)

    with pytest.raises(InvalidSourceAnswer) as caught:
        registers.fetch(recorded, a_choice())
    assert BSN not in str(caught.value)
    assert caught.value.system == "uwv"


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"nettoPerMaand": 684.25}, "net"),
        ({"nettoPerMaand": "684,25"}, "net"),
        ({"nettoPerMaand": "-684.25"}, "net"),
        ({"nettoPerMaand": None}, "net"),
        ({"maand": "2026-13"}, "month"),
        ({"werkgever": ""}, "payer"),
        ({"werkgever": "x" * 201}, "payer"),
    ],
)
def test_an_odd_field_takes_no_other_away(registers, recorded, server, odd, field):
    server.answers(answering(INCOME | odd, INCOME))

    with capture_logs() as logs:
        first, second = registers.fetch(recorded, a_choice()).records

    assert set(ALL["uwv"]) - set(first) == {field}
    assert set(second) == set(ALL["uwv"])
    [line] = [log for log in logs if log["event"] == "outside_partial"]
    assert (line["system"], line["left_out"]) == ("uwv", 1)


def test_a_record_of_which_nothing_can_be_read_counts_as_one(registers, recorded, server):
    less = {name: value for name, value in INCOME.items() if name != "nettoPerMaand"}
    server.answers(answering("inkomen", less))

    assert registers.fetch(recorded, a_choice()).records == (
        {},
        {"payer": "Bakkerij", "month": "2026-10"},
    )


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(503, json={}), SourceUnavailable),
        (Reply(json={}, wait_s=3), SourceUnavailable),
        (Reply(401, json={"code": "authentication"}), SourceRefused),
        (Reply(400, json={"code": "fields"}), SourceRefused),
    ],
)
def test_a_source_fails(registers, recorded, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        registers.fetch(recorded, a_choice())


def test_days_are_days(registers, recorded, server):
    saved = {"bank": "Spaarbank", "peildatum": "2026-01-01", "saldo": "940.00"}
    server.answers(answering(saved, name="tegoeden"))
    choice = a_choice("belastingdienst", ALL["belastingdienst"])

    assert registers.fetch(recorded, choice).records == (
        {"bank": "Spaarbank", "day": "2026-01-01", "balance": 94000},
    )
    server.answers(answering(saved | {"peildatum": "nieuwjaar"}, name="tegoeden"))
    assert registers.fetch(recorded, choice).records == ({"bank": "Spaarbank", "balance": 94000},)


def test_without_a_valid_bsn_or_without_fields_nothing_is_asked(registers, recorded, server):
    with pytest.raises(ValueError, match="no valid BSN"):
        registers.fetch(
            ConsultationProof(uuid4(), Party.resident("999993654", uuid4())), a_choice()
        )
    with pytest.raises(ValueError, match="no fields"):
        registers.fetch(recorded, a_choice(fields=()))
    assert server.requests == []


def test_a_source_that_is_no_more_is_a_source_that_is_down(registers, recorded, server):
    with pytest.raises(SourceUnavailable):
        registers.fetch(recorded, a_choice("duo"))
    assert server.requests == []


def test_a_source_without_an_address_stops_the_start_by_its_name(settings):
    lacking = settings.model_copy(
        update={"sources": {k: v for k, v in settings.sources.items() if k != "rdw"}}
    )
    with pytest.raises(SourceNotConnected, match=r"PORTAL_SOURCES has no address of .*'rdw'"):
        connected(lacking)


@pytest.mark.parametrize("source", list(ALL))
def test_each_source_of_the_embedded_world_answers_what_the_register_says(
    portal_settings, recorded, source
):
    registers = connected(portal_settings)

    fetched = registers.fetch(recorded, a_choice(source, ALL[source]))
    nobody = ConsultationProof(uuid4(), Party.resident(UNKNOWN_BSN, uuid4()))

    assert fetched.records
    assert all(set(record) == set(ALL[source]) for record in fetched.records)
    assert registers.fetch(nobody, a_choice(source, ALL[source])).records == ()


def test_the_embedded_world_refuses_a_wrong_token(portal_settings, recorded):
    address = portal_settings.sources["uwv"].model_copy(update={"token": SecretStr("wrong")})
    settings = portal_settings.model_copy(
        update={"sources": portal_settings.sources | {"uwv": address}}
    )
    with pytest.raises(SourceError):
        connected(settings).fetch(recorded, a_choice())


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_ours_is_no_failure_of_the_source(registers, recorded, server, monkeypatch, bug):
    server.answers(answering(INCOME))
    monkeypatch.setattr("portal.gateways.sources.registers.record_of", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        registers.fetch(recorded, a_choice())


def test_the_operator_is_told_which_field_was_odd(registers, recorded, server):
    server.answers(answering(INCOME, INCOME | {"nettoPerMaand": "-12.50"}))

    with capture_logs() as logs:
        registers.fetch(recorded, a_choice())
    [line] = [each for each in logs if each["event"] == "outside_partial"]
    assert line["cause"] == "nettoPerMaand: value_error"
