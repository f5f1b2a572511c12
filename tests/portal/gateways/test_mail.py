"""E-mail through NotifyNL: the same reference only once."""

import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.domain.messages import Mail
from portal.gateways import mail
from tests.portal.gateways.fake_server import Reply

MAIL = Mail(
    to="noor@example.nl",
    subject="Er staat een bericht voor u klaar",
    text="Log in om het te lezen.",
    reference="bericht-1",
)
SEND = "/bericht/v2/notifications/email"


class Gateway:
    """Keeps what was sent; does with a POST what `after` says, once it did the work."""

    def __init__(self):
        self.sent = []
        self.works = True
        self.after = Reply(201, json={"id": "1"})

    def __call__(self, request):
        if request.method == "GET":
            found = [one for one in self.sent if one["reference"] == request.params["reference"]]
            return Reply(json={"notifications": found})
        if self.works:
            self.sent.append(request.json)
        return self.after


@pytest.fixture
def gateway(server):
    server.answer = Gateway()
    return server.answer


@pytest.fixture
def mailer(settings):
    return mail.connect(settings)


def test_a_mail(mailer, gateway, server, settings):
    mailer.send(MAIL)

    [sent] = gateway.sent
    assert sent["email_address"] == MAIL.to
    assert sent["personalisation"] == {"onderwerp": MAIL.subject, "tekst": MAIL.text}
    assert sent["reference"] == "bericht-1"
    token = server.requests[-1].headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, OctKey.import_key("m" * 32), algorithms=["HS256"]).claims
    assert claims["iss"] == str(settings.mail_service_id)
    assert sent["template_id"] == str(settings.mail_template_id)
    assert abs(claims["iat"] - time.time()) < 5


def test_the_same_reference_is_sent_once(mailer, gateway):
    mailer.send(MAIL)
    mailer.send(MAIL)

    assert len(gateway.sent) == 1


@pytest.mark.parametrize("after", [Reply(502, body=b""), Reply(drop=True), Reply(body=b"<html>")])
def test_a_lost_answer_does_not_send_it_twice(mailer, gateway, after):
    gateway.after = after
    mailer.send(MAIL)
    mailer.send(MAIL)

    assert len(gateway.sent) == 1


@pytest.mark.parametrize(
    ("after", "error"),
    [(Reply(503, json={}), SourceUnavailable), (Reply(400, json={"errors": []}), SourceRefused)],
)
def test_what_was_not_sent_is_told(mailer, gateway, after, error):
    gateway.works = False
    gateway.after = after

    with pytest.raises(error) as caught:
        mailer.send(MAIL)
    assert "example.nl" not in str(caught.value)


def test_nonsense_sends_nothing(mailer, server):
    server.answers(Reply(json={"notifications": [None]}))

    with pytest.raises(InvalidSourceAnswer):
        mailer.send(MAIL)
    assert [method for method, _ in server.asked] == ["GET"]
    assert json.dumps(server.asked).count(SEND) == 0
