"""What a case worker does in a case: only with the case open, and each with its line in the log."""

import pytest

from portal.embedded.desk import actions
from portal.embedded.registers.processing_log import REASONS
from tests.portal.embedded.desk import address, case_of, lines_about, opened


@pytest.fixture(scope="module", autouse=True)
def _planted(plant_anew):
    """The cases as they were at the first start; each test changes another one."""
    plant_anew()


def test_nothing_is_done_in_a_case_that_is_not_open(client, world):
    file = case_of(world, status="Ontvangen")
    step = next(choice for choice in file.possible_statuses if choice.name != "Ontvangen")

    answer = client.post(address(file, "status"), data={"status": step.id})

    assert answer.status_code == 400
    assert "Kies eerst waarom u deze zaak opent." in answer.text
    assert actions.case_file(world, file.line.id).line.status == "Ontvangen"


def test_moving_a_case_on(client, world):
    file = case_of(world, status="Ontvangen")
    step = next(choice for choice in file.possible_statuses if choice.name != "Ontvangen")

    answer = client.post(
        address(file, "status"),
        data={
            "status": step.id,
            "toelichting": "Wij zijn begonnen.",
            "inzage": opened(client, file),
        },
    )

    page = client.get(answer.location).text
    assert "De status is gezet." in page
    assert "Wij zijn begonnen." in page
    assert actions.case_file(world, file.line.id).line.status == step.name


def test_asking_for_a_document(client, world):
    file = case_of(world)
    kind = file.possible_documents[0]

    answer = client.post(
        address(file, "document-vragen"),
        data={
            "soort": kind.id,
            "toelichting": "Wij missen het.",
            "uiterlijk": "2099-01-31",
            "inzage": opened(client, file),
        },
    )

    assert answer.status_code == 303
    tasks = actions.case_file(world, file.line.id).tasks
    assert any(task.status == "open" and task.due.year == 2099 for task in tasks)


@pytest.mark.parametrize(
    ("action", "form", "words"),
    [
        ("status", {}, "Maak eerst een keuze."),
        ("document-vragen", {"soort": ""}, "Maak eerst een keuze."),
        ("beslissen", {"toelichting": "Ja"}, "Maak eerst een keuze."),
    ],
)
def test_without_a_choice_the_page_says_so(client, world, action, form, words):
    file = case_of(world)

    answer = client.post(address(file, action), data={**form, "inzage": opened(client, file)})

    assert answer.status_code == 400
    assert words in answer.text


def test_a_day_that_is_none_is_refused(client, world):
    file = case_of(world)
    data = {"soort": file.possible_documents[0].id, "uiterlijk": "morgen"}

    answer = client.post(
        address(file, "document-vragen"), data={**data, "inzage": opened(client, file)}
    )

    assert answer.status_code == 400
    assert "Vul een datum in" in answer.text


def test_deciding_closes_the_case(client, world):
    file = case_of(world, status="In behandeling")
    result = file.possible_results[0]

    answer = client.post(
        address(file, "beslissen"),
        data={
            "resultaat": result.id,
            "toelichting": "U krijgt het.",
            "inzage": opened(client, file),
        },
    )

    page = client.get(answer.location).text
    after = actions.case_file(world, file.line.id)
    assert after.line.closed
    decided = ("Zaak gewijzigd: besluit genomen door een medewerker", REASONS[0], ["Zaak"])
    assert decided in lines_about(client, file)
    assert after.line.result == result.name
    assert "Deze zaak is afgerond" in page
    assert "Status zetten" not in page


def test_a_closed_case_stays_as_it_is(client, world):
    file = case_of(world, closed=True)
    open_one = case_of(world)

    answer = client.post(
        address(file, "status"),
        data={"status": open_one.possible_statuses[0].id, "inzage": opened(client, file)},
    )

    assert answer.status_code == 400
    assert not any("gewijzigd" in act for act, *_rest in lines_about(client, file))


def test_an_unknown_case_is_not_found(client):
    path = "/medewerker/zaken/00000000-0000-4000-8000-000000000000"

    assert client.get(path).status_code == 404
    assert client.post(f"{path}/status").status_code == 404
