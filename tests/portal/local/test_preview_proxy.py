"""The proxy of a preview: what it adds to pages, and that it changes nothing else."""

import http.client
import json
import threading
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest

from forms import BadForm
from portal.local.preview.proxy import PreviewProxy, with_script
from portal.local.preview.visits import NO_PAGES
from tests.worlds import LONGEST_S

PAGE = b"<html><body><h1>Caf\xc3\xa9</h1></body></html>"
FORM = "/formulieren/feest/"
SCRIPT = b'<script src="/-preview/reload.js" data-version="7" defer></script>\n'


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Message
    body: bytes


class Upstream(BaseHTTPRequestHandler):
    """Answers as the portal might, and tells what it was asked."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_words):
        pass

    def do_GET(self):
        self.server.requests.append((self.command, self.path, self.headers, b""))
        kind = "text/html; charset=utf-8"
        if self.path.startswith(f"{FORM}verder/"):
            self._send(303, b"", [("Location", f"{FORM}first/")])
        elif self.path == "/chunked":
            self._send(
                200, None, [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")]
            )
            self.wfile.write(b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
        elif self.path == "/block":
            self._send(200, b"<p>block</p>", [("Content-Type", kind)])
        elif self.path == "/file":
            self._send(200, b"</body>", [("Content-Type", "text/plain"), ("ETag", '"x"')])
        else:
            cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
            self._send(200, PAGE, [("Content-Type", kind), ("ETag", '"x"'), *cookies])

    def do_HEAD(self):
        self.do_GET()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.command, self.path, self.headers, body))
        self._send(303, b"", [("Location", "http://127.0.0.1:9/digid?x=1")])

    def _send(self, status, body, headers):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def served(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def portal():
    """What stands behind the proxy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    server.daemon_threads = True
    server.requests = []
    with served(server):
        yield server


@pytest.fixture
def proxy(portal):
    with served(PreviewProxy(0)) as proxy:
        proxy.stand_before(portal.server_port, f"http://localhost:{proxy.server_port}", "feest")
        proxy.board.show_version(7, "14:02:31")
        yield proxy


@pytest.fixture
def connection(proxy):
    """One that is kept open from one request to the next, as browsers do."""
    made = http.client.HTTPConnection("localhost", proxy.server_port, timeout=LONGEST_S)
    yield made
    made.close()


@pytest.fixture
def ask(connection):
    """Send a request, with these headers."""

    def ask_(path, method="GET", body=None, **headers) -> Answer:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, names)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    return ask_


def test_page_gets_the_script_and_a_length_that_is_right(ask):
    answer = ask("/")

    assert answer.body == PAGE.replace(b"</body>", SCRIPT + b"</body>")
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["ETag"] is None
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


@pytest.mark.parametrize(("path", "body"), [("/block", b"<p>block</p>"), ("/file", b"</body>")])
def test_what_is_no_whole_page_stays_as_it_is(ask, path, body):
    assert ask(path).body == body


def test_file_keeps_its_headers(ask):
    assert ask("/file").headers["ETag"] == '"x"'


def test_answer_of_unknown_length_comes_whole_and_the_next_request_too(ask):
    assert ask("/chunked").body == b"abcdefg"
    assert ask("/block").status == 200


def test_question_for_headers_gets_no_body(ask):
    answer = ask("/", "HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert ask("/block").status == 200


def test_only_the_end_of_the_page_gets_the_script():
    page = b"<textarea></body></textarea></body>"

    assert with_script(page, 7).endswith(b"</textarea>" + SCRIPT + b"</body>")


def test_what_is_sent_and_a_redirect_elsewhere_go_through_untouched(ask, portal, proxy):
    body = bytes(range(256)) * 1024

    answer = ask("/formulieren/feest/first/?terug=x", "POST", body, Cookie="portal=x")

    assert (answer.status, answer.headers["Location"]) == (303, "http://127.0.0.1:9/digid?x=1")
    [(method, path, headers, received)] = portal.requests
    assert (method, path, received) == ("POST", "/formulieren/feest/first/?terug=x", body)
    assert headers["Cookie"] == "portal=x"
    assert headers.get_all("Host") == [f"localhost:{proxy.server_port}"]
    assert ask("/block").status == 200


def test_pages_come_uncompressed_so_that_something_can_be_added(ask, portal):
    ask("/", Accept_Encoding="gzip, br")

    assert portal.requests[0][2]["Accept-Encoding"] is None


def test_state_says_the_version_and_what_is_wrong(ask, proxy):
    mistake = BadForm("feest.yaml", 4, "There is no kind 'txt'.", "Did you mean 'text'?")
    assert json.loads(ask("/-preview/state").body) == {
        "version": 7,
        "mistakes": [],
        "saved": "14:02:31",
    }

    proxy.board.show_mistakes([mistake])

    assert json.loads(ask("/-preview/state").body) == {
        "version": 7,
        "mistakes": [
            {
                "file": "feest.yaml",
                "line": 4,
                "problem": "There is no kind 'txt'.",
                "remedy": "Did you mean 'text'?",
            }
        ],
        "saved": "14:02:31",
    }


@pytest.mark.parametrize(
    ("name", "kind"), [("reload.js", "text/javascript"), ("bar.css", "text/css")]
)
def test_what_the_script_needs_is_here(ask, name, kind):
    answer = ask(f"/-preview/{name}")

    assert (answer.status, answer.headers.get_content_type()) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-store"
    assert ask("/-preview/../state.py").status == 404


@pytest.mark.parametrize("path", ["/", "/-preview/state"])
def test_who_comes_by_another_name_is_sent_to_the_right_one(ask, proxy, portal, path):
    answer = ask(path, Host=f"127.0.0.1:{proxy.server_port}")

    target = f"http://localhost:{proxy.server_port}{path}"
    assert (answer.status, answer.headers["Location"]) == (307, target)
    assert portal.requests == []


def test_portal_that_is_away_is_told(ask, proxy, portal):
    portal.server_close()
    portal.shutdown()

    assert ask("/", "POST", b"x" * 100_000).status == 502
    assert ask("/-preview/state").status == 200


def test_page_of_a_draft_is_reached_by_what_moves_it_to_the_newest_version(ask, proxy):
    wanted = f"{FORM}second/?terug=controleren"

    way = ask(wanted, Cookie="portal=x; form-preview=6")
    back = ask(way.headers["Location"], Cookie="portal=x")
    page = ask(back.headers["Location"], Cookie="portal=x; form-preview=7")

    assert way.headers["Location"].startswith(f"{FORM}verder/?pagina=")
    assert back.headers["Location"] == wanted
    assert back.headers["Set-Cookie"] == "form-preview=7; Path=/; HttpOnly; SameSite=Lax"
    assert page.status == 200
    proxy.board.show_version(8, "14:03:00")
    assert ask(wanted, Cookie="portal=x; form-preview=7").status == 303


@pytest.mark.parametrize("page", ["", "?pagina=https://elders.example/", f"?pagina={FORM}verder/"])
def test_the_way_leads_nowhere_else(ask, page):
    assert ask(f"{FORM}verder/{page}", Cookie="portal=x").headers["Location"] == f"{FORM}first/"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{FORM}second/", {}),
        (FORM, {"Cookie": "portal=x"}),
        (f"{FORM}zonder-digid/", {"Cookie": "portal=x"}),
        ("/formulieren/anders/second/", {"Cookie": "portal=x"}),
        (f"{FORM}ontvangen/7K2M-XW9P/", {"Cookie": "portal=x"}),
        (f"{FORM}second/", {"Cookie": "portal=x", "HX_Request": "true"}),
    ],
)
def test_what_is_no_page_of_a_draft_is_passed_on(ask, path, headers):
    assert ask(path, **headers).status == 200


def test_every_address_beside_the_pages_of_a_form_is_known(app):
    start = "/formulieren/<slug>/"
    rules = (rule.rule for rule in app.url_map.iter_rules())
    names = {rule.removeprefix(start).strip("/") for rule in rules if rule.startswith(start)}

    of_a_draft = {"controleren", "alle-onderdelen"}
    assert {name for name in names if name and not set(name) & set("/<")} == NO_PAGES | of_a_draft


def test_body_without_a_length_is_refused(ask, portal):
    answer = ask("/", "POST", iter([b"abc"]))

    assert answer.status == 411
    assert portal.requests == []
