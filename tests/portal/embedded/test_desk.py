"""The case worker's page, and what it leaves behind for the resident to inspect."""

import pytest
from bs4 import BeautifulSoup
from openapi_schema_validator import OAS30Validator

from portal.embedded.desk import actions
from portal.embedded.registers.processing_log import REASONS
from tests.files_read import read_spec
from tests.portal.embedded.desk import CORNELIS, address, case_of, inspect, lines_about, opened
from tests.worlds import SECRET

SPEC = read_spec("api-read-oas-specification-logging-verwerkingen-api.yaml")


@pytest.fixture(scope="module", autouse=True)
def _planted(plant_anew):
    """The cases as they were at the first start; each test changes another one."""
    plant_anew()


def fits(name: str, body: object) -> list[str]:
    schema = {"$ref": f"#/components/schemas/{name}", "components": SPEC["components"]}
    return [error.message for error in OAS30Validator(schema).iter_errors(body)]


def test_the_list_shows_all_cases_the_newest_first(client, world):
    page = BeautifulSoup(client.get("/medewerker/").text, "html.parser")

    numbers = [code.text for code in page.select(".case code")]
    assert numbers == [line.number for line in actions.cases(world)]
    assert len(numbers) >= 12


def test_the_list_of_what_is_not_closed(client, world):
    page = BeautifulSoup(client.get("/medewerker/?toon=open").text, "html.parser")

    shown = {code.text for code in page.select(".case code")}
    assert shown == {line.number for line in actions.cases(world) if not line.closed}


def test_one_case_shows_answers_documents_and_history(client, world):
    file = case_of(world)

    page = client.get(f"{address(file)}?inzage={opened(client, file)}").text

    for words in (file.line.number, *(document.title for document in file.documents)):
        assert words in page
    assert all(status.name in page for status in file.statuses)
    assert "Status zetten" in page


def test_a_case_opens_only_with_a_reason(client, world):
    file = case_of(world, status="Ontvangen")
    other = case_of(world, closed=True)

    straight = client.get(address(file))
    without = client.post(address(file), data={"reden": ""})
    elsewhere = client.get(f"{address(file)}?inzage={opened(client, other)}")

    assert without.status_code == 400
    assert "Kies eerst waarom u deze zaak opent." in without.text
    for page in (straight.text, without.text, elsewhere.text):
        assert "Waarom opent u deze zaak?" in page
        assert CORNELIS not in page
        assert not any(value in page for _name, value in file.answers)
    assert lines_about(client, file) == []
    line = opened(client, file)
    assert CORNELIS in client.get(f"{address(file)}?inzage={line}").text
    assert lines_about(client, file) == [
        ("Zaak bekeken door een medewerker", REASONS[0], ["Zaak", "BSN", "Naam", "Antwoorden"])
    ]


def test_a_reason_for_a_document_does_not_open_the_case(client, world):
    file = case_of(world)
    path = address(file, "documenten", file.documents[0].id)
    line = client.post(path, data={"reden": REASONS[0]}).location.partition("inzage=")[2]

    assert "Waarom opent u deze zaak?" in client.get(f"{address(file)}?inzage={line}").text


def test_a_document_opens_only_with_a_reason(client, world):
    file = case_of(world)
    document = file.documents[0]
    path = address(file, "documenten", document.id)

    without = client.post(path, data={"reden": ""})
    straight = client.get(path)
    made_up = client.get(f"{path}?inzage={document.id}")
    answer = client.post(path, data={"reden": REASONS[0], "toelichting": "Haast"})
    opened = client.get(answer.location)

    assert without.status_code == 400
    assert "Kies eerst waarom u dit document opent." in without.text
    assert straight.status_code == made_up.status_code == 303
    assert opened.status_code == 200
    assert opened.data == actions.document_content(world, file.line.id, document.id).content
    assert document.file_name in opened.headers["Content-Disposition"]


def test_the_reason_for_one_document_opens_no_other(client, world):
    lines = actions.cases(world, bsn=CORNELIS)
    files = [actions.case_file(world, line.id) for line in lines]
    first, second = [file for file in files if file.documents][:2]
    said = client.post(
        address(first, "documenten", first.documents[0].id), data={"reden": REASONS[0]}
    )
    line_id = said.location.partition("inzage=")[2]

    other = client.get(address(second, "documenten", second.documents[0].id, f"?inzage={line_id}"))

    assert other.status_code in (303, 404)
    assert b"%PDF" not in other.data


def test_opening_can_be_inspected_in_the_shape_of_the_standard(client, world):
    file = case_of(world)
    document = file.documents[0]
    path = address(file, "documenten", document.id)
    client.post(path, data={"reden": REASONS[1], "toelichting": "Belde gisteren"})

    answer = inspect(client)

    assert answer.status_code == 200
    assert answer.headers["API-version"] == "0.9.0"
    [line] = answer.json["results"]
    assert fits("VerwerktObjectUitgebreid", line) == []
    act = line["verwerkingsactie"]
    assert act["handelingNaam"] == f"{REASONS[1]}: Belde gisteren"
    assert act["verwerkingId"] == str(file.line.id)
    kinds = [kind["soortGegeven"] for kind in line["verwerkteSoortenGegevens"]]
    assert kinds == [document.document_type, f"informatieobject:{document.id}"]
    again = client.get(line["url"], headers={"Authorization": f"Bearer {SECRET}"})
    assert again.json == line


def test_nobody_elses_lines_are_told(client, world):
    file = case_of(world)
    path = address(file, "documenten", file.documents[0].id)
    client.post(path, data={"reden": REASONS[0]})

    assert inspect(client, "999993653").json["results"] == []
    long_ago = inspect(client, beginDatum="2020-01-01", eindDatum="2020-02-01")
    assert long_ago.json["count"] == 0


@pytest.mark.parametrize(
    "changes", [{"objectId": None}, {"objecttype": "zaak"}, {"beginDatum": "gisteren"}]
)
def test_a_wrong_inspection_is_refused(client, changes):
    answer = inspect(client, **changes)

    assert answer.status_code == 400
    assert fits("ValidatieFout", answer.json) == []


def test_inspection_needs_the_token(client):
    answer = client.get("/inzage/api/v1/verwerkte-objecten")

    assert answer.status_code == 401
    assert fits("Fout", answer.json) == []


def test_an_unknown_line_is_not_found(client):
    answer = client.get(
        f"/inzage/api/v1/verwerkte-objecten/{'0' * 8}-0000-4000-8000-{'0' * 12}",
        headers={"Authorization": f"Bearer {SECRET}"},
    )

    assert answer.status_code == 404
