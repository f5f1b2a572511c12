"""The embedded Klantinteracties API: every answer is held against the published document."""

from uuid import uuid4

import pytest

from portal.embedded.contacts.keeping import UNIT
from portal.embedded.seed import first_contacts
from tests.portal.embedded.zgw.conftest import CaseApi

BASE = "/klantinteracties/api/v1"
BSN = "999993653"
PARTS = "gingOverOnderwerpobjecten,hadBetrokkenen,leiddeTotInterneTaken"


@pytest.fixture
def contacts_api(world, client):
    """The API with its token, and somebody who answers."""
    first_contacts.plant(world)
    return CaseApi(world, client, {"Authorization": f"Token {world.secret}"})


def a_party(api, bsn=BSN):
    there = api.get(f"{BASE}/partijen?partijIdentificator__objectId={bsn}").json["results"]
    number = {
        "codeObjecttype": "natuurlijk_persoon",
        "codeSoortObjectId": "bsn",
        "codeRegister": "brp",
        "objectId": bsn,
    }
    body = {
        "soortPartij": "persoon",
        "indicatieActief": True,
        "partijIdentificatoren": [{"partijIdentificator": number}],
    }
    return there[0] if there else api.made(f"{BASE}/partijen", body)


def a_contact(api, mark="", **fields):
    """What was asked through a portal with this mark."""
    body = {
        "klantcontact": {
            "kanaal": "MijnGemeente",
            "onderwerp": "Vraag",
            "inhoud": "Wanneer hoor ik iets?",
            "taal": "nld",
            "vertrouwelijk": False,
            "plaatsgevondenOp": "2026-11-28T10:00:00+00:00",
            **fields,
        },
        "betrokkene": {
            "wasPartij": {"uuid": a_party(api)["uuid"]},
            "rol": "klant",
            "initiator": True,
        },
        "onderwerpobject": {
            "wasKlantcontact": None,
            "onderwerpobjectidentificator": {
                "objectId": mark or str(uuid4()),
                "codeObjecttype": "vraag",
                "codeRegister": "mijngemeente",
                "codeSoortObjectId": "kenmerk",
            },
        },
    }
    return api.made(f"{BASE}/maak-klantcontact", body)


def test_contact_is_made_with_who_took_part_and_its_mark(contacts_api):
    mark = str(uuid4())

    made = a_contact(contacts_api, mark)

    name = "onderwerpobject__onderwerpobjectidentificator"
    query = f"{name}ObjectId={mark}&{name}CodeRegister=mijngemeente&expand={PARTS}"
    [found] = contacts_api.get(f"{BASE}/klantcontacten?{query}").json["results"]
    assert found["uuid"] == made["klantcontact"]["uuid"]
    assert (
        found["_expand"]["hadBetrokkenen"][0]["wasPartij"]["uuid"] == a_party(contacts_api)["uuid"]
    )
    elsewhere = query.replace("=mijngemeente", "=elders")
    assert contacts_api.get(f"{BASE}/klantcontacten?{elsewhere}").json["count"] == 0


def test_contacts_are_found_by_their_party(contacts_api):
    made = a_contact(contacts_api)
    other = a_party(contacts_api, "999990019")

    of_party = f"{BASE}/klantcontacten?hadBetrokkene__wasPartij__uuid="

    found = contacts_api.get(f"{of_party}{a_party(contacts_api)['uuid']}&pageSize=500").json
    assert made["klantcontact"]["uuid"] in {each["uuid"] for each in found["results"]}
    assert contacts_api.get(f"{of_party}{other['uuid']}").json["count"] == 0


def test_two_parties_never_have_one_number(contacts_api):
    there = a_party(contacts_api)
    body = {
        name: there[name] for name in ("soortPartij", "indicatieActief", "partijIdentificatoren")
    }

    answer = contacts_api.post(f"{BASE}/partijen", body)

    assert (answer.status_code, answer.json["invalidParams"][0]["code"]) == (400, "unique")


def test_work_is_for_a_unit_that_is_there(contacts_api):
    made = a_contact(contacts_api)
    query = f"naam={UNIT}&soortActor=organisatorische_eenheid&indicatieActief=true"
    [unit] = contacts_api.get(f"{BASE}/actoren?{query}").json["results"]
    body = {
        "gevraagdeHandeling": "Beantwoord deze vraag",
        "aanleidinggevendKlantcontact": {"uuid": made["klantcontact"]["uuid"]},
        "toegewezenAanActoren": [{"uuid": unit["uuid"]}],
        "toelichting": "",
        "status": "te_verwerken",
    }

    task = contacts_api.made(f"{BASE}/internetaken", body)

    assert contacts_api.get(task["url"]).json == task
    other = body | {"toegewezenAanActoren": [{"uuid": str(uuid4())}]}
    assert contacts_api.post(f"{BASE}/internetaken", other).status_code == 400


def test_answer_is_what_changes_in_a_contact(contacts_api):
    made = a_contact(contacts_api)["klantcontact"]

    changed = contacts_api.patch(made["url"], {"reactie": "Morgen."}).json

    assert (changed["reactie"], changed["inhoud"]) == ("Morgen.", made["inhoud"])
    assert contacts_api.patch(made["url"], {"reactie": "x" * 4001}).status_code == 400


def test_too_long_a_text_or_half_a_contact_makes_nothing(contacts_api):
    before = contacts_api.get(f"{BASE}/klantcontacten").json["count"]
    body = {
        "klantcontact": {"kanaal": "x", "onderwerp": "x", "taal": "nld", "vertrouwelijk": False}
    }

    too_long = {"klantcontact": body["klantcontact"] | {"inhoud": "x" * 1001}}
    of_nobody = body | {
        "betrokkene": {"wasPartij": {"uuid": str(uuid4())}, "rol": "klant", "initiator": True}
    }

    for wrong in (too_long, of_nobody):
        assert contacts_api.post(f"{BASE}/maak-klantcontact", wrong).status_code == 400
    assert contacts_api.get(f"{BASE}/klantcontacten").json["count"] == before


def test_without_the_token_nothing_is_told(contacts_api):
    answer = contacts_api.get(f"{BASE}/klantcontacten", headers={"Authorization": "Token x"})

    assert answer.status_code == 401
