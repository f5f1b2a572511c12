"""UWV, Belastingdienst and RDW as the embedded world plays them."""

from datetime import date

import pytest

from portal.embedded.registers.everybody import BY_BSN
from portal.embedded.registers.sources import REGISTERS
from tests.worlds import SECRET

NOOR, AISHA = "999993653", "999994669"
PARTS = {register.part: register for register in REGISTERS}


def ask(client, part, bsn, fields, token=SECRET, **more):
    body = {"burgerservicenummer": bsn, "velden": fields} | more
    headers = {"Authorization": f"Bearer {token}"}
    return client.post(PARTS[part].path, json=body, headers=headers)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.part)
def test_every_source_gives_the_named_fields_of_whom_it_knows(client, register):
    for field in register.fields:
        answer = ask(client, register.part, NOOR, [field])

        assert answer.status_code == 200
        assert answer.json["burgerservicenummer"] == NOOR
        assert [set(record) for record in answer.json[register.records]] == [
            {field} for _record in answer.json[register.records]
        ]
    assert answer.json[register.records]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.part)
def test_who_is_not_known_has_nothing(client, register):
    for bsn in (AISHA, "111222333"):
        answer = ask(client, register.part, bsn, sorted(register.fields))

        assert (answer.status_code, answer.json[register.records]) == (200, [])


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.part)
def test_only_test_residents_are_known(register):
    assert set(register.known(date(2026, 1, 31))) <= set(BY_BSN)
    for records in register.known(date(2026, 1, 31)).values():
        assert all(set(record) == register.fields for record in records)


@pytest.mark.parametrize(
    "fields",
    [[], ["loonheffing"], ["nettoPerMaand", "bsn"], ["maand", "maand"], "maand", [1], None],
)
def test_asking_for_more_than_there_is_is_refused(client, fields):
    answer = ask(client, "uwv", NOOR, fields)

    assert (answer.status_code, answer.json["code"]) == (400, "fields")


def test_a_question_of_another_shape_is_refused(client):
    assert ask(client, "uwv", "99999", ["maand"]).status_code == 400
    assert ask(client, "uwv", 999993653, ["maand"]).status_code == 400
    assert ask(client, "uwv", NOOR, ["maand"], partner=True).status_code == 400
    headers = {"Authorization": f"Bearer {SECRET}"}
    assert client.post(PARTS["uwv"].path, data="x", headers=headers).status_code == 400


def test_without_the_token_nothing_is_said(client):
    assert ask(client, "uwv", NOOR, ["maand"], token="x").status_code == 401
    assert client.post(PARTS["rdw"].path, json={}).status_code == 401


def test_each_source_has_its_own_switch_and_its_own_count(client):
    client.put("/schakelbord/api/uwv", json={"stand": "uit"})

    assert ask(client, "uwv", NOOR, ["maand"]).status_code == 502
    assert ask(client, "rdw", NOOR, ["merk"]).status_code == 200
    counts = client.get("/schakelbord/api/tellers").json
    assert [counts[part]["totaal"] for part in ("uwv", "rdw", "belastingdienst")] == [1, 1, 0]
