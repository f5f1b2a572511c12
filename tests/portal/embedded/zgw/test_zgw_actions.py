"""What the case worker's page does: statuses, questions and decisions."""

import json
from datetime import date, timedelta
from uuid import UUID

import jsonschema
import pytest

from portal.embedded.clock import in_dutch, working_day_from
from portal.embedded.desk import actions
from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.zgw.catalogue import catalogue_id
from tests.papers import words_of_pdf

VISSER = "999990019"
DONE = catalogue_id("resultaattype", "VERHUIZING", "Verwerkt")
TREATED = catalogue_id("statustype", "VERHUIZING", "In behandeling")
ENDED = catalogue_id("statustype", "VERHUIZING", "Afgerond")
CONTRACT = catalogue_id("informatieobjecttype", "Huurcontract")


@pytest.fixture
def case(api):
    """A case of Sam Yilmaz, as the portal leaves it."""
    made = api.case(omschrijving="Verhuizing naar Marktplein 5")
    api.made("/zaken/api/v1/rollen", api.role_body(made, VISSER))
    body = {
        "zaak": made["url"],
        "eigenschap": api.type_url("eigenschap", "VERHUIZING", "verhuisdatum"),
        "waarde": "20261201",
    }
    api.made(f"{made['url']}/zaakeigenschappen", body)
    api.link(made, api.document())
    api.made("/zaken/api/v1/statussen", api.status_body(made))
    return made


@pytest.fixture
def case_id(case):
    return UUID(case["uuid"])


def test_the_file_of_a_case_tells_everything(world, case, case_id):
    file = actions.case_file(world, case_id)

    assert file.line.number == case["identificatie"]
    assert file.line.applicant_name == "Sam Yilmaz"
    assert file.line.status == "Ontvangen"
    assert file.answers == (("Dag van de verhuizing", "20261201"),)
    assert [each.title for each in file.documents] == ["Huurcontract"]
    assert [each.name for each in file.possible_statuses][-1] == "Afgerond"
    assert [each.is_end for each in file.possible_statuses] == [False, False, False, True]
    assert [each.name for each in file.possible_documents] == ["Bijlage", "Huurcontract"]
    assert file.line in actions.cases(world)
    assert file.line in actions.cases(world, bsn=VISSER)
    assert file.line not in actions.cases(world, bsn="999993653")


def test_a_status_is_set_and_somebody_is_named(world, api, case, case_id):
    actions.set_status(world, case_id, status_type=TREATED, explanation="Wij kijken ernaar.")
    actions.set_status(world, case_id, status_type=TREATED)

    roles = api.get(f"/zaken/api/v1/rollen?zaak={case['url']}&omschrijvingGeneriek=behandelaar")
    assert [each["contactpersoonRol"]["naam"] for each in roles.json["results"]] == ["F. Smits"]
    assert actions.case_file(world, case_id).statuses[1].explanation == "Wij kijken ernaar."


def test_a_case_is_not_closed_by_a_status(world, case_id):
    with pytest.raises(NotPossible, match="besluit"):
        actions.set_status(world, case_id, status_type=ENDED)


def test_a_question_is_a_task_and_a_status(world, objects_api, case, case_id, request):
    task_id = actions.ask_for_document(
        world, case_id, document_type=CONTRACT, explanation="Wij missen het.", due=date(2026, 12, 1)
    )

    found = objects_api.get(
        f"/objecten/api/v2/objects?data_attr=identificatie__value__exact__{VISSER}"
        "&data_attr=status__exact__open&data_attr=koppeling__uuid__exact__" + case["uuid"]
    ).json["results"]
    task = found[0]["record"]["data"]
    assert [each["uuid"] for each in found] == [str(task_id)]
    assert task["titel"] == "Stuur uw huurcontract"
    assert task["portaalformulier"]["data"]["documenttype"] == "Huurcontract"
    schema = request.path.parents[3] / "specs" / "nl-portal-externe-taak-v2.schema.json"
    jsonschema.validate(task, json.loads(schema.read_text()))
    file = actions.case_file(world, case_id)
    assert file.line.status == "Wachten op informatie van u"
    assert [(each.title, each.status) for each in file.tasks] == [("Stuur uw huurcontract", "open")]


def test_what_the_resident_sent_is_dealt_with_when_the_case_goes_on(world, objects_api, case_id):
    task_id = actions.ask_for_document(
        world, case_id, document_type=CONTRACT, explanation="Wij missen het."
    )
    done = {"record": {"data": {"status": "afgerond"}}}
    objects_api.patch(f"/objecten/api/v2/objects/{task_id}", done)

    actions.set_status(world, case_id, status_type=TREATED)

    assert [each.status for each in actions.case_file(world, case_id).tasks] == ["verwerkt"]


def test_a_decision_closes_the_case_with_a_letter_and_a_last_day_to_object(
    world, api, case, case_id
):
    task = {"document_type": CONTRACT, "explanation": "Wij missen het."}
    actions.ask_for_document(world, case_id, **task)

    decision_id = actions.decide(world, case_id, result_type=DONE, explanation="Uw adres klopt.")

    decision = api.get(f"/besluiten/api/v1/besluiten/{decision_id}").json
    links = api.get(f"/besluiten/api/v1/besluitinformatieobjecten?besluit={decision['url']}").json
    document_id = UUID(links[0]["informatieobject"].rpartition("/")[2])
    letter = actions.document_content(world, case_id, document_id)
    text = words_of_pdf(letter.content)
    file = actions.case_file(world, case_id)
    sent, until = file.decisions[0].sent, file.decisions[0].object_until
    assert until == working_day_from(sent + timedelta(42)), "six weeks, moved to a working day"
    assert f"Niet mee eens? U kunt bezwaar maken tot en met {in_dutch(until)}." in text
    assert "Uw adres klopt." in text
    assert case["identificatie"] in text
    assert file.line.closed == sent
    assert file.line.result == "Verwerkt"
    assert [each.status for each in file.tasks] == ["gesloten"]
    assert file.possible_statuses == ()
    assert decision["uiterlijkeReactiedatum"] == until.isoformat()


def test_the_letter_of_a_refusal_asks_whether_one_agrees(world, case_id):
    refused = catalogue_id("resultaattype", "VERHUIZING", "Afgewezen")

    actions.decide(world, case_id, result_type=refused, explanation="Wij missen een papier.")

    file = actions.case_file(world, case_id)
    [letter] = [each for each in file.documents if each.title == "Besluit adreswijziging"]
    text = words_of_pdf(actions.document_content(world, case_id, letter.id).content)
    until = in_dutch(file.decisions[0].object_until)
    assert "Bent u het niet eens met dit besluit? Dan kunt u bezwaar maken." in text
    assert f"Dat kan tot en met {until}." in text


def test_a_closed_case_stays_as_it_is(world, case_id):
    actions.decide(world, case_id, result_type=DONE, explanation="Klaar.")

    with pytest.raises(NotPossible, match="afgerond"):
        actions.set_status(world, case_id, status_type=TREATED)
    with pytest.raises(NotPossible, match="afgerond"):
        actions.decide(world, case_id, result_type=DONE, explanation="Nog eens.")


def test_a_report_without_decision_is_just_closed(world, api):
    report = api.case("MELDING-OR")
    result = catalogue_id("resultaattype", "MELDING-OR", "Verwerkt")

    decision = actions.decide(
        world, UUID(report["uuid"]), result_type=result, explanation="De tegel ligt recht."
    )

    assert decision is None
    assert actions.case_file(world, UUID(report["uuid"])).line.closed


def test_an_anonymous_report_can_be_asked_nothing(world, api):
    report = UUID(api.case("MELDING-OR")["uuid"])
    photo = catalogue_id("informatieobjecttype", "Foto")

    with pytest.raises(NotPossible, match="anoniem"):
        actions.ask_for_document(world, report, document_type=photo, explanation="Graag een foto.")


def test_what_does_not_belong_to_a_case_is_not_there(world, api, case_id):
    other = UUID(api.case("MELDING-OR")["uuid"])
    document = actions.case_file(world, case_id).documents[0].id

    with pytest.raises(NoSuchCase):
        actions.document_content(world, other, document)
    with pytest.raises(NoSuchCase):
        actions.case_file(world, document)
    with pytest.raises(NoSuchCase):
        actions.set_status(world, document, status_type=TREATED)
    with pytest.raises(NoSuchCase):
        actions.set_status(world, other, status_type=TREATED)
    with pytest.raises(NoSuchCase):
        actions.ask_for_document(world, other, document_type=CONTRACT, explanation="")
    assert actions.document_content(world, case_id, document).content == b"%PDF-"


def test_when_something_goes_wrong_halfway_nothing_is_kept(world, api, case_id):
    api.result({"url": actions_address(api, case_id)})

    with pytest.raises(NotPossible, match="net al gedaan"):
        actions.decide(world, case_id, result_type=DONE, explanation="Klaar.")

    assert actions.case_file(world, case_id).decisions == ()


def actions_address(api, case_id):
    return f"{api.world.base_url}/zaken/api/v1/zaken/{case_id}"
