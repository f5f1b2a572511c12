"""Parental authority, children who are odd, and fields that the BRP may refuse."""

import pytest
from structlog.testing import capture_logs

from portal.domain.failures import SourceError, SourceRefused, SourceUnavailable
from portal.gateways import persons
from portal.gateways.persons import optional_fields
from portal.gateways.persons.brp import OPTIONAL_FIELDS
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.test_persons import CHILD, NOOR, answering

LILA = CHILD["burgerservicenummer"]
OURS, THEIRS = {"burgerservicenummer": BSN}, {"burgerservicenummer": OTHER_BSN}
MINOR = {"burgerservicenummer": LILA}


@pytest.fixture
def register(settings):
    return persons.connect(settings)


@pytest.mark.parametrize(
    ("relation", "has_authority"),
    [
        ({"type": "GezamenlijkOuderlijkGezag", "ouders": [THEIRS, OURS]}, True),
        ({"type": "EenhoofdigOuderlijkGezag", "ouder": OURS}, True),
        ({"type": "EenhoofdigOuderlijkGezag", "ouder": THEIRS}, False),
        ({"type": "GezamenlijkGezag", "ouder": THEIRS, "derde": {"type": "x", **OURS}}, True),
        ({"type": "GezamenlijkGezag", "ouder": THEIRS, "derde": {"type": "OnbekendeDerde"}}, False),
        ({"type": "Voogdij", "derden": []}, False),
        ({"type": "Voogdij", "derden": [OURS]}, True),
        ({"type": "TijdelijkGeenGezag", "toelichting": "x"}, False),
        ({"type": "GezagNietTeBepalen", "toelichting": "x"}, None),
        ({"type": "Voogdij", "minderjarige": THEIRS}, None),
        ({"type": "EenhoofdigOuderlijkGezag", "ouder": "ik"}, None),
    ],
)
def test_who_has_authority_is_told_as_the_register_says_it(
    register, recorded, server, relation, has_authority
):
    gezag = [{"minderjarige": MINOR, **relation}]
    server.answers(answering({**NOOR, "kinderen": [CHILD], "gezag": gezag}))

    relatives = register.person(recorded).value.relatives

    [child] = [each for each in relatives if each.relation == "child"]
    assert (child.has_authority, child.has_bsn) == (has_authority, True)


def test_where_the_register_says_nothing_of_authority_nothing_is_said(register, recorded, server):
    nameless = {name: part for name, part in CHILD.items() if name != "burgerservicenummer"}
    server.answers(answering({**NOOR, "kinderen": [CHILD, nameless]}))

    children = register.person(recorded).value.relatives[1:]

    assert [(each.has_authority, each.has_bsn) for each in children] == [
        (None, True),
        (None, False),
    ]


@pytest.mark.parametrize("status", [400, 403])
def test_a_question_refused_for_a_field_is_asked_without_and_that_is_remembered(
    register, recorded, server, monkeypatch, status
):
    def answer(request):
        is_too_much = set(OPTIONAL_FIELDS) & set(request.json["fields"])
        return Reply(status, json={"code": "x"}) if is_too_much else answering(NOOR)

    server.answer = answer
    with capture_logs() as logs:
        assert register.person(recorded).value.name
    register.person(recorded)
    fields = [request.json["fields"] for request in server.requests]

    assert [bool(set(OPTIONAL_FIELDS) & set(each)) for each in fields] == [True, False, False]
    assert [line["event"] for line in logs if line["event"] == "brp_fields_refused"]
    monkeypatch.setattr(optional_fields, "WAIT_S", 0.0)
    register.person(recorded)
    assert len(server.requests) == 5, "an authorisation that was given counts without a restart"


def test_a_question_refused_for_something_else_is_a_failure_and_remembers_nothing(
    register, recorded, server
):
    server.answers(Reply(403, json={"code": "x"}))

    for _ in range(2):
        with pytest.raises(SourceRefused):
            register.person(recorded)
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("reply", "error"),
    [(Reply(401, json={}), SourceError), (Reply(503, json={}), SourceUnavailable)],
)
def test_any_other_failure_is_not_asked_again(register, recorded, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        register.person(recorded)
    assert {len(request.json["fields"]) for request in server.requests} == {
        len(server.requests[0].json["fields"])
    }
