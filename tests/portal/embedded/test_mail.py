"""The mail gateway and the mailbox page."""

import time
from uuid import uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from portal.embedded.mail.gateway import SERVICE_ID
from tests.worlds import MAIL_KEY

PATH = "/bericht/v2/notifications/email"
TEMPLATE = "c1d0a8f4-6b1e-4d2b-9f0d-2f6f4f1b7a31"


def token(key=MAIL_KEY, **changes):
    claims = {"iss": SERVICE_ID, "iat": int(time.time())} | changes
    return {
        "Authorization": f"Bearer {jwt.encode({'alg': 'HS256'}, claims, OctKey.import_key(key))}"
    }


def send(client, headers=None, **changes):
    mail = {
        "email_address": "noor@voorbeeld.example",
        "template_id": TEMPLATE,
        "personalisation": {"onderwerp": "Er is een bericht", "tekst": "Log in.\nGroet"},
        "reference": "bericht-1",
    }
    return client.post(PATH, json=mail | changes, headers=token() if headers is None else headers)


def test_a_mail_is_answered_as_notify_does(client):
    answer = send(client)

    assert answer.status_code == 201
    assert answer.json["content"]["subject"] == "Er is een bericht"
    assert answer.json["content"]["body"] == "Log in.\nGroet"
    assert answer.json["reference"] == "bericht-1"
    assert answer.json["template"]["id"] == TEMPLATE
    assert answer.json["uri"].endswith(answer.json["id"])


def test_it_can_be_found_again_by_reference(client):
    sent = send(client).json["id"]
    send(client, reference="another")

    found = client.get(
        "/bericht/v2/notifications", query_string={"reference": "bericht-1"}, headers=token()
    )
    one = client.get(f"/bericht/v2/notifications/{sent}", headers=token())

    assert [mail["id"] for mail in found.json["notifications"]] == [sent]
    assert (one.json["status"], one.json["body"]) == ("delivered", "Log in.\nGroet")


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 401, "AuthError"),
        (token(key="x" * 40), 403, "AuthError"),
        (token(iss=str(uuid4())), 403, "AuthError"),
        (token(iat=int(time.time()) - 3600), 403, "AuthError"),
        ({"Authorization": "Bearer rubbish"}, 403, "AuthError"),
    ],
)
def test_who_does_not_prove_itself_is_refused(client, headers, status, kind):
    answer = send(client, headers=headers)

    assert answer.status_code == answer.json["status_code"] == status
    assert answer.json["errors"][0]["error"] == kind
    assert client.get("/postbus/berichten").json == []


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"email_address": "geen adres"}, "ValidationError", "Not a valid email address"),
        ({"email_address": None}, "ValidationError", "required"),
        ({"template_id": "x"}, "ValidationError", "UUID"),
        ({"template_id": str(uuid4())}, "BadRequestError", "Template not found"),
        ({"personalisation": {"tekst": "x"}}, "BadRequestError", "onderwerp"),
    ],
)
def test_a_wrong_mail_is_refused(client, changes, kind, words):
    answer = send(client, **changes)

    assert answer.status_code == 400
    assert answer.json["errors"][0]["error"] == kind
    assert words in answer.json["errors"][0]["message"]


def test_the_mailbox_shows_the_newest_first(client):
    send(client, personalisation={"onderwerp": "Eerste", "tekst": "een"})
    send(client, personalisation={"onderwerp": "Tweede", "tekst": "twee"})

    page = client.get("/postbus/")
    as_json = client.get("/postbus/berichten").json

    assert page.text.index("Tweede") < page.text.index("Eerste")
    assert [mail["onderwerp"] for mail in as_json] == ["Tweede", "Eerste"]


def test_one_mail_is_read_as_text(client):
    sent = send(client, personalisation={"onderwerp": "<b>Vet</b>", "tekst": "<script>x</script>"})

    page = client.get(f"/postbus/{sent.json['id']}")

    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text


def test_an_empty_mailbox_says_so(client):
    send(client)

    client.post("/postbus/leegmaken")

    assert "Er is nog geen post" in client.get("/postbus/").text
