"""What stands in a fresh embedded world."""

import pytest
from sqlalchemy import event
from stdnum.nl import bsn

from portal.embedded.clock import today
from portal.embedded.desk import actions
from portal.embedded.registers.everybody import BY_BSN
from portal.embedded.registers.residents import CORNELIS, RESIDENTS
from portal.embedded.seed import first_cases

CASES = "/zaken/api/v1/zaken"


@pytest.fixture
def lines(only_seeds):
    """The cases that he started."""
    return actions.cases(only_seeds, bsn=CORNELIS.bsn)


@pytest.fixture
def case(api, only_seeds):
    """A case as the API gives it, by what it is about."""
    ids = {line.subject: line.id for line in actions.cases(only_seeds)}

    def read(subject, *expand):
        return api.get(f"{CASES}/{ids[subject]}?expand={','.join(expand)}").json

    return read


def test_cornelis_has_a_case_in_every_state(lines):
    assert len(lines) == len({line.number for line in lines}) == 12
    assert {line.status for line in lines} == {
        "Ontvangen",
        "In behandeling",
        "Ingepland",
        "Wachten op informatie van u",
        "Afgerond",
    }
    assert {line.result for line in lines} == {
        "",
        "Toegekend",
        "Afgewezen",
        "Ingetrokken",
        "Verwerkt",
    }
    assert {line.case_type for line in lines} == {
        "VERHUIZING",
        "MELDING-OR",
        "PARKEERVERGUNNING",
        "UITTREKSEL-BRP",
        "KWIJTSCHELDING",
    }


def test_every_closed_case_has_a_result_and_every_treated_one_a_name_to_call(api, lines):
    for line in lines:
        assert bool(line.closed) == bool(line.result) == (line.status == "Afgerond")
        roles = api.get(
            f"/zaken/api/v1/rollen?zaak={api.world.base_url}{CASES}/{line.id}"
            "&omschrijvingGeneriek=behandelaar"
        ).json["results"]
        assert bool(roles) == (line.status != "Ontvangen")
        assert all(role["contactpersoonRol"]["telefoonnummer"] for role in roles)


def test_the_documents_are_real_pdfs(only_seeds, lines):
    documents = [
        (line.id, document.id)
        for line in lines
        for document in actions.case_file(only_seeds, line.id).documents
    ]

    assert len(documents) == 17
    for case_id, document_id in documents:
        found = actions.document_content(only_seeds, case_id, document_id)
        assert found.content.startswith(b"%PDF-1.")
        assert found.media_type == "application/pdf"


def test_the_decisions_can_be_objected_to_one_of_them_only_just(only_seeds, lines):
    files = [actions.case_file(only_seeds, line.id) for line in lines]

    left = sorted((each.object_until - today()).days for file in files for each in file.decisions)

    assert left[0] < 0 < left[1] <= 6 < left[2], "ten days, moved over a weekend or holidays"


def test_one_task_waits_for_the_resident(only_seeds, lines):
    files = [actions.case_file(only_seeds, line.id) for line in lines]

    tasks = [(file.line.status, task.status) for file in files for task in file.tasks]

    assert tasks == [("Wachten op informatie van u", "open")]


def test_one_case_of_a_neighbour_concerns_him(case):
    roles = case("Laadpaal voor Havenstraat 12", "rollen")["_expand"]["rollen"]

    numbers = {
        role["omschrijvingGeneriek"]: role["betrokkeneIdentificatie"].get("inpBsn")
        for role in roles
    }
    assert numbers.pop("behandelaar") is None
    assert numbers == {"initiator": "", "belanghebbende": CORNELIS.bsn}


def test_one_case_has_a_part_and_is_about_another_one(case):
    main = case("Gehandicaptenparkeerplaats", "deelzaken.rollen", "relevanteAndereZaken")

    [part], [about] = main["_expand"]["deelzaken"], main["_expand"]["relevanteAndereZaken"]
    roles = {role["omschrijvingGeneriek"] for role in part["_expand"]["rollen"]}

    assert (part["omschrijving"], roles) == ("Advies van de arts", {"behandelaar"})
    assert part["hoofdzaak"] == main["url"]
    assert about["omschrijving"] == "Parkeervergunning GB-123-X"
    assert main["opschorting"]["indicatie"]
    assert main["verlenging"]["duur"] == "P28D"


def test_costs_are_paid_in_every_way(api, only_seeds, lines):
    cases = [api.get(f"{CASES}/{line.id}").json for line in lines]

    paid = {case["betalingsindicatie"]: bool(case["laatsteBetaaldatum"]) for case in cases}

    assert paid == {
        "": False,
        "nvt": False,
        "nog_niet": False,
        "gedeeltelijk": True,
        "geheel": True,
    }


def test_one_decision_was_withdrawn(only_seeds, lines):
    files = [actions.case_file(only_seeds, line.id) for line in lines]

    ended = [decision for file in files for decision in file.decisions if decision.ends]

    assert [each.kind for each in ended] == ["Besluit adreswijziging"]
    assert ended[0].decided < ended[0].ends < today()


def test_planting_twice_is_planting_once(only_seeds):
    first_cases.plant(only_seeds)

    assert len(actions.cases(only_seeds)) == 12 + 2


def test_the_case_list_asks_the_database_as_often_for_one_case_as_for_twelve(api, only_seeds):
    def queries(bsn, **filters):
        body = {
            "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": bsn,
            "rol__omschrijvingGeneriek": "initiator",
            "expand": ["status", "status.statustype", "zaaktype", "resultaat.resultaattype"],
            **filters,
        }
        asked = []
        note = lambda *_: asked.append(1)  # noqa: E731
        event.listen(only_seeds.engine, "before_cursor_execute", note)
        answer = api.client.post(f"{CASES}/_zoek", json=body, headers=api.headers)
        event.remove(only_seeds.engine, "before_cursor_execute", note)
        return answer.json["count"], len(asked)

    number = actions.cases(only_seeds, bsn=CORNELIS.bsn)[0].number
    one, few = queries(CORNELIS.bsn, identificatie=number)
    twelve, many = queries(CORNELIS.bsn)

    assert (one, twelve) == (1, 12)
    assert many <= few


def test_the_residents_are_a_family_two_others_and_pass_the_11_check():
    assert all(bsn.is_valid(each.bsn) for each in RESIDENTS)
    for each in RESIDENTS:
        assert not each.partner or BY_BSN[each.partner].partner == each.bsn
        assert all(each.bsn in BY_BSN[child].parents for child in each.children)
        assert all(each.bsn in BY_BSN[parent].children for parent in each.parents)
    assert [each.full_name for each in RESIDENTS if not each.is_adult] == [
        "Lila Yilmaz",
        "Milan Yilmaz",
    ]


def test_documents_came_when_they_were_made(api, only_seeds):
    documents = api.get("/documenten/api/v1/enkelvoudiginformatieobjecten").json["results"]

    assert documents
    for each in documents:
        alone = api.get(each["url"]).json
        assert each["beginRegistratie"] == alone["beginRegistratie"]
        assert each["beginRegistratie"].startswith(each["creatiedatum"])
