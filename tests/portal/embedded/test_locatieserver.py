"""The address register in PDOK's shape."""

import pytest

from portal.embedded.registers.addresses import ADDRESSES, BY_HOME
from portal.embedded.registers.residents import RESIDENTS

FREE = "/locatieserver/search/v3_1/free"
REVERSE = "/locatieserver/search/v3_1/reverse"


def search(client, **query):
    answer = client.get(FREE, query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.json["response"]


def test_an_address_by_postcode_and_number(client):
    found = search(client, q="1234AB 12", fq="type:adres")

    [address] = found["docs"]
    assert found["numFound"] == 1
    assert address["weergavenaam"] == "Lindelaan 12, 1234AB Demodam"
    assert address["straatnaam"] == "Lindelaan"
    assert address["huisnummer"] == 12
    assert address["huis_nlt"] == "12"
    assert address["postcode"] == "1234AB"
    assert address["woonplaatsnaam"] == address["gemeentenaam"] == "Demodam"
    assert len(address["nummeraanduiding_id"]) == len(address["adresseerbaarobject_id"]) == 16
    assert address["centroide_ll"].startswith("POINT(5.")
    assert "huisletter" not in address


def test_all_addresses_at_one_number(client):
    found = search(client, fq=["type:adres", "postcode:1235EF", "huisnummer:10"])

    assert [one["huis_nlt"] for one in found["docs"]] == ["10", "10A", "10A-1", "10A-2"]
    last = found["docs"][-1]
    assert (last["huisletter"], last["huisnummertoevoeging"]) == ("A", "2")


@pytest.mark.parametrize(
    ("query", "house"),
    [
        ({"q": "Havenstraat 10A-2 Demodam"}, "10A-2"),
        ({"q": "1234 ab 40"}, "40"),
        ({"q": "postcode:1235EF AND huisnummer:12 AND huisnummertoevoeging:bis"}, "12-bis"),
        ({"fq": "postcode:(1235EF OR 9999ZZ) and huisnummer:60"}, "60"),
    ],
)
def test_ways_to_ask_for_one(client, query, house):
    found = search(client, **query)

    assert found["docs"][0]["huis_nlt"] == house


@pytest.mark.parametrize("query", [{"q": "1234AB 41"}, {"q": "Damrak 1"}, {"fq": "type:weg"}])
def test_what_is_not_there_is_an_empty_answer(client, query):
    found = search(client, **query)

    assert (found["numFound"], found["docs"]) == (0, [])


def test_pages(client):
    first = search(client, q="Lindelaan", rows=15)
    last = search(client, q="Lindelaan", rows=15, start=30)

    assert first["numFound"] == 40
    assert (len(first["docs"]), len(last["docs"])) == (15, 10)


def test_only_these_fields(client):
    found = search(client, q="1234AB 12", fl="id,postcode")

    assert set(found["docs"][0]) == {"id", "postcode"}


def test_the_nearest_with_its_distance(client):
    home = BY_HOME[RESIDENTS[0].address]
    asked = {"lat": home.latitude + 0.00001, "lon": home.longitude, "rows": 2, "type": "adres"}

    docs = client.get(REVERSE, query_string=asked).json["response"]["docs"]

    assert docs[0]["weergavenaam"] == "Lindelaan 12, 1234AB Demodam"
    assert docs[0]["afstand"] == pytest.approx(1.11, abs=0.05)
    assert docs[1]["afstand"] > docs[0]["afstand"]
    assert set(docs[0]) == {"id", "type", "weergavenaam", "score", "afstand"}


def test_the_nearest_with_all_its_fields(client):
    asked = {"lat": 52.57, "lon": 5.15, "rows": 1, "fl": "*"}

    [nearest] = client.get(REVERSE, query_string=asked).json["response"]["docs"]

    assert nearest["straatnaam"] == "Lindelaan"
    assert nearest["afstand"] < 20


def test_nothing_is_near_the_middle_of_nowhere(client):
    asked = {"lat": 51.0, "lon": 4.0, "distance": 250}

    assert client.get(REVERSE, query_string=asked).json["response"]["docs"] == []


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (FREE, {"q": "x", "onbekend": "1"}),
        (FREE, {"q": "x", "rows": "veel"}),
        (FREE, {"fq": "zomaar tekst"}),
        (REVERSE, {"lat": "52"}),
        (REVERSE, {"lat": "95", "lon": "5"}),
        (REVERSE, {"lat": "nan", "lon": "5"}),
    ],
)
def test_a_wrong_question_is_refused(client, path, query):
    assert client.get(path, query_string=query).status_code == 400


def test_every_resident_lives_at_an_address_of_the_register():
    assert all(resident.address in BY_HOME for resident in RESIDENTS)
    assert len({one.designation_id for one in ADDRESSES}) == len(ADDRESSES) == 154
