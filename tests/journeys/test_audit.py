"""The audit finds what was planted, on a small site of its own, and nothing on its good page."""

import json
import threading
from collections.abc import Iterator

import pytest
from flask import Flask, Response, redirect, request
from werkzeug.serving import WSGIRequestHandler, make_server

from accessibility import earl, keyboard, report, room, summary
from accessibility.audit import Audit
from accessibility.axe import violations
from accessibility.outcomes import Outcome
from accessibility.states import without_names
from tests.accessibility.seen import TODAY
from tests.journeys.good_page import GOOD, TRAP, changed

pytestmark = pytest.mark.journey
WIDE = "".join(f"<th>{n}</th>" for n in range(4))
SMALL = '<a href="#hier" style="display: block; width: 20px; height: 10px">x</a>'
UNNAMED = "<input>"
PLANTED = {
    "/": ("home", GOOD, set()),
    "/toegankelijkheid/": (
        "missing label",
        changed('<label for="name">Naam</label>', ""),
        {"axe label"},
    ),
    "/inloggen/": (
        "hidden focus",
        changed("<input", '<input style="outline: none"'),
        {"focus marked"},
    ),
    "/uitgelogd/": (
        "400 px wide table",
        changed("<h1>", f'<table style="width: 400px"><tr>{WIDE}</tr></table><h1>'),
        {"reflow", "text spacing", "text at 150 % on a phone"},
    ),
    "/toestemmingen/": (
        "missing label in a fold",
        changed("</form>", f"<details><summary>Meer</summary>{UNNAMED}</details></form>"),
        {"axe label"},
    ),
    "/zaken/": (
        "keyboard trap",
        changed("<button", f'<button type="button" onkeydown="{TRAP}">Vast</button><button'),
        {"no keyboard trap", "reached by keyboard"},
    ),
    "/formulieren/": ("small targets", changed("<form", f"{SMALL}{SMALL}<form"), {"target size"}),
    "/berichten/": ("Dutch for all", GOOD.replace('lang="nl"', 'lang="nl" '), {"language"}),
    "/taken/1/": (
        "skip link to nowhere",
        changed('href="#main"', 'href="#elders"'),
        {"skip link"},
    ),
}
HELP = '<aside aria-label="Hulp"><a href="tel:1">Bel ons: 1</a></aside>'

PAGE_NOW = "return {url: location.href, state: history.state, entries: history.length}"


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, *_args):
        return


def site() -> Flask:
    """The pages, in the language that was chosen."""
    app = Flask("planted")

    @app.get("/taal/")
    def language() -> Response:
        answer = redirect("/healthz")
        answer.set_cookie("language", request.args["taal"])
        return answer

    @app.get("/favicon.ico")
    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def page(path: str) -> str:
        name, html, _faults = PLANTED[f"/{path}"]
        language = request.cookies.get("language", "nl")
        html = html.replace("<title>Goed", f"<title>{name}").replace("</main>", f"</main>{HELP}")
        return html.replace('lang="nl">', f'lang="{language}">')

    return app


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site(), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def audited(chromium, address) -> Audit:
    """The site, looked at."""
    told: list[str] = []
    audit = Audit(told.append)
    chromium.begin_anew(javascript=True)
    for path in (*PLANTED, "/"):
        chromium.driver.get(address + path)
        audit.look(chromium, path)
    assert len(told) == len(PLANTED)
    return audit


@pytest.mark.parametrize("path", PLANTED)
def test_what_was_planted_is_found_and_nothing_else(audited, path):
    failed = {
        verdict.check
        for look in audited.looks
        if look.place == without_names(path)
        for verdict in look.verdicts
        if verdict.outcome is Outcome.FAILED
    }
    assert failed == PLANTED[path][2]


def test_each_page_is_seen_in_both_languages_and_at_both_widths(audited):
    seen = {(look.place, look.language, look.width) for look in audited.looks}
    assert len(seen) == len(audited.looks) == len(PLANTED) * 4
    assert audited.not_turned == []


def test_each_verdict_is_of_a_check_that_is_told(audited):
    known = {check.name for check in audited.checks}
    assert {verdict.check for look in audited.looks for verdict in look.verdicts} <= known
    rules = [check for check in audited.checks if check.name.startswith("axe ")]
    assert len(rules) > 60
    assert any(check.acts for check in rules)


def test_what_is_planted_makes_its_criterion_failed_and_the_fault_new(audited):
    result = summary.result_of(audited, [], TODAY)
    failed = {f.criterion.number for f in result.findings if f.outcome is Outcome.FAILED}
    assert {"2.1.1", "2.1.2", "2.4.7", "1.4.10", "2.5.8", "3.1.1", "4.1.2"} <= failed
    assert {fault.check for fault in result.new_faults} >= {"axe label", "reflow", "focus marked"}
    assert json.loads(earl.as_json(result))["@graph"]


def test_a_page_in_no_state_is_told(chromium, address, audited):
    chromium.driver.get(address + "/")
    audited.look(chromium, "/onbekend/")
    assert audited.unknown == ["/onbekend/"]


def test_the_report_is_itself_accessible(chromium, audited, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report.as_html(summary.result_of(audited, [], TODAY)), "utf-8")
    chromium.begin_anew(javascript=True)
    chromium.driver.get(path.as_uri())
    chromium.driver.execute_script(
        "document.querySelectorAll('details').forEach((one) => { one.open = true })"
    )
    assert violations(chromium.driver) == []
    with room.window(chromium.driver, room.NARROWEST_PX):
        assert room.reflow(chromium.driver) == []
        assert room.spacing(chromium.driver) == []
    walked = keyboard.walk(chromium.driver)
    assert keyboard.faults(walked, reaches_primary=False) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_skip_link_is_followed_and_the_page_is_as_it_was(chromium, address, javascript):
    chromium.begin_anew(javascript=javascript)
    driver = chromium.driver
    driver.get(address)
    driver.find_element("id", "name").click()
    before = driver.execute_script(PAGE_NOW)

    assert keyboard.skip_link(driver) == []

    assert driver.execute_script(PAGE_NOW) == before | {
        "entries": before["entries"] + 1 - javascript
    }
    assert driver.switch_to.active_element.get_attribute("id") == "name"
