"""The open data of the RDW in the shape of the Socrata API."""

import pytest

PATH = "/rdw-open-data/resource/m9d7-ebf2.json"


def rows(client, **query):
    answer = client.get(PATH, query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_vehicle_by_its_plate(client):
    [golf] = rows(client, kenteken="AB123C")

    assert (golf["merk"], golf["eerste_kleur"]) == ("VOLKSWAGEN", "GRIJS")
    assert len(golf["vervaldatum_apk"]) == 8


def test_only_these_fields_and_one_that_is_not_there_is_left_out(client):
    [moped] = rows(client, kenteken="DFB12X", **{"$select": "kenteken,handelsbenaming"})

    assert moped == {"kenteken": "DFB12X"}


def test_a_plate_that_is_not_there_is_an_empty_answer(client):
    assert rows(client, kenteken="99ZZ99") == []
    assert rows(client, kenteken="ab123c") == []


def test_no_more_rows_than_asked(client):
    assert len(rows(client, **{"$limit": "2"})) == 2


@pytest.mark.parametrize(
    "query", [{"eigenaar": "x"}, {"$select": "kenteken,bsn"}, {"$limit": "veel"}]
)
def test_a_wrong_question_is_refused(client, query):
    assert client.get(PATH, query_string=query).status_code == 400
