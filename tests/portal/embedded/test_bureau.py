"""The research bureau: asks the portal over HTTP, shows what it got once, keeps nothing of it."""

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pydantic import HttpUrl
from sqlalchemy import text

from tests.worlds import BUREAU_SECRET


@pytest.fixture
def asked(registered):
    """A portal that answers with this status and body; gives what it was asked."""
    servers = []

    def answers(status: int, body: object) -> list[dict[str, object]]:
        heard = []

        class Portal(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                said = json.loads(self.rfile.read(length))
                heard.append({"path": self.path, "proof": self.headers["Authorization"], **said})
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Portal)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        servers.append(server)
        registered(portal_url=HttpUrl(f"http://127.0.0.1:{server.server_port}/"))
        return heard

    yield answers
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(client, number="ZAAK-2026-0000000001"):
    return client.post("/onderzoeksbureau/", data={"zaaknummer": number})


def test_at_first_nothing_was_asked(client):
    page = client.get("/onderzoeksbureau/")

    assert "Er is nog niets gevraagd." in page.text
    assert '<strong id="gekregen">0</strong>' in page.text


def test_it_asks_with_its_own_name_and_secret_for_its_one_purpose(client, asked):
    heard = asked(200, {"naam": "Noor de Wit", "telefoonnummer": "+31612345678"})

    page = ask(client, " ZAAK-2026-0000000001 ")

    assert heard == [
        {
            "path": "/api/toestemmingen/gebruik",
            "proof": f"Basic {b64encode(f'peil:{BUREAU_SECRET}'.encode()).decode()}",
            "doel": "bellen-over-dienstverlening",
            "zaaknummer": "ZAAK-2026-0000000001",
        }
    ]
    assert "Noor de Wit" in page.text
    assert "+31612345678" in page.text


def test_what_it_got_is_not_kept(client, asked, world):
    asked(200, {"naam": "Noor de Wit", "telefoonnummer": "+31612345678"})
    ask(client)

    page = client.get("/onderzoeksbureau/")

    assert '<strong id="gekregen">1</strong>' in page.text
    assert "Noor de Wit" not in page.text
    with world.engine.connect() as connection:
        kept = connection.execute(text("SELECT * FROM bureau_question")).all()
    assert "612345678" not in str(kept)
    assert "Noor" not in str(kept)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (403, "Geen toestemming. U mag niet bellen."),
        (401, "Het portaal gaf geen antwoord."),
        (500, "Het portaal gaf geen antwoord."),
    ],
)
def test_a_no_and_a_failure_are_different(client, asked, status, says):
    asked(status, {})

    assert says in ask(client).text


def test_a_portal_that_is_not_there_is_told(client, registered):
    registered(portal_url=HttpUrl("http://127.0.0.1:9/"))

    assert "Het portaal gaf geen antwoord." in ask(client).text


def test_without_a_number_nothing_is_asked(client):
    assert "Vul een zaaknummer in." in ask(client, " ").text
