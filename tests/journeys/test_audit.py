"""The audit finds what was planted, on a small site of its own, and nothing on its good page."""

import io
import json
import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask, Response, redirect, request
from PIL import Image
from werkzeug.serving import WSGIRequestHandler, make_server

from accessibility import earl, engines, keyboard, report, room, summary
from accessibility.__main__ import write
from accessibility.audit import Audit, beside
from accessibility.axe import violations
from accessibility.scope import Scope
from accessibility.states import without_names
from portal.domain.accessibility import AuditOutcome
from tests.accessibility.seen import TODAY
from tests.journeys.good_page import GOOD, TRAP, changed

pytestmark = pytest.mark.journey
WIDE = "".join(f"<th>{n}</th>" for n in range(4))
SMALL = '<a href="#name" style="display: block; width: 20px; height: 10px">x</a>'
UNNAMED = "<input>"
UNLABELLED = {
    *("axe label", "IBM input_label_exists"),
    *("HTML_CodeSniffer 1.3.1", "HTML_CodeSniffer 4.1.2"),
}
SMALL_FAULTS = {"target size", "IBM target_spacing_sufficient"}
PLANTED = {
    "/": ("home", GOOD, set()),
    "/toegankelijkheid/": (
        "missing label",
        changed('<label for="name">Naam</label>', ""),
        UNLABELLED,
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
        UNLABELLED,
    ),
    "/zaken/": (
        "keyboard trap",
        changed("<button", f'<button type="button" onkeydown="{TRAP}">Vast</button><button'),
        {"no keyboard trap", "reached by keyboard"},
    ),
    "/formulieren/": ("small targets", changed("<form", f"{SMALL}{SMALL}<form"), SMALL_FAULTS),
    "/berichten/": ("Dutch for all", GOOD.replace('lang="nl"', 'lang="nl" '), {"language"}),
    "/taken/1/": (
        "skip link to nowhere",
        changed('href="#main"', 'href="#elders"'),
        {"skip link", "HTML_CodeSniffer 2.4.1"},
    ),
}
HELP = """<aside aria-labelledby="help"><h2 id="help">Hulp</h2>
<a href="tel:1">Bel ons: 1</a></aside>"""
SCOPE = Scope(in_all_colours=frozenset({"home"}), narrow_too=False)

PAGE_NOW = "return {url: location.href, state: history.state, entries: history.length}"

HEAR = """
    window.heard = 0;
    window.onpopstate = () => { window.heard += 1; };
"""
COUNT_S, STILL_S = 0.02, 0.6
COUNT = f"window.count = 0; setInterval(() => {{ window.count += 1; }}, {COUNT_S * 1000});"
SEND = """
    const form = document.querySelector("form");
    form.method = "post";
    form.action = "/";
    form.submit();
"""


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

    @app.post("/")
    def refuse() -> tuple[str, int]:
        return GOOD.replace("<title>Goed", "<title>Geweigerd"), 422

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
    audit = Audit(told.append, scope=SCOPE)
    chromium.begin_anew(javascript=True)
    for path in (*PLANTED, "/"):
        chromium.driver.get(address + path)
        audit.look(chromium, path)
    assert len([line for line in told if line.lstrip()[0].isdigit()]) == len(PLANTED)
    assert any("axe label: " in line for line in told)
    return audit


@pytest.mark.parametrize("path", PLANTED)
def test_what_was_planted_is_found_and_nothing_else(audited, path):
    failed = {
        verdict.check
        for look in audited.looks
        if look.place == without_names(path)
        for verdict in look.verdicts
        if verdict.outcome is AuditOutcome.FAILED
    }
    assert failed == PLANTED[path][2]


def test_each_page_is_seen_in_both_languages_and_at_both_widths(audited):
    light = [look for look in audited.looks if look.colours == "light"]
    seen = {(look.place, look.language, look.width) for look in light}
    assert len(seen) == len(light) == len(PLANTED) * 4
    assert audited.not_turned == []


def test_the_sample_is_seen_in_all_colours_by_all_engines(audited):
    others = [look for look in audited.looks if look.colours != "light"]

    assert [(look.state, look.colours) for look in others] == [("home", "dark"), ("home", "forced")]
    names = {verdict.check.partition(" ")[0] for look in others for verdict in look.verdicts}
    assert names == {"axe", "IBM", "HTML_CodeSniffer"}


def test_each_page_has_a_small_picture(audited):
    assert {place for _state, place in audited.pictures} == {
        without_names(path) for path in PLANTED
    }
    for content in audited.pictures.values():
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.width) == ("PNG", 360)
        assert len(content) < 50_000


def test_each_verdict_is_of_a_check_that_is_told(audited):
    known = {check.name for check in audited.checks}
    assert {verdict.check for look in audited.looks for verdict in look.verdicts} <= known
    for engine, least in (("axe ", 60), ("IBM ", 150), ("HTML_CodeSniffer ", 10)):
        rules = [check for check in audited.checks if check.name.startswith(engine)]
        assert len(rules) > least
        assert any(check.acts for check in rules) or engine == "HTML_CodeSniffer "


def test_what_is_planted_makes_its_criterion_failed_and_the_fault_new(audited):
    result = summary.result_of(audited, [], TODAY)
    failed = {f.criterion.number for f in result.findings if f.outcome is AuditOutcome.FAILED}
    assert {"2.1.1", "2.1.2", "2.4.7", "1.4.10", "2.5.8", "3.1.1", "4.1.2"} <= failed
    assert {fault.check for fault in result.new_faults} >= {"axe label", "reflow", "focus marked"}
    assert json.loads(earl.as_json(result))["@graph"]


def test_a_page_in_no_state_is_told(chromium, address, audited):
    chromium.driver.get(address + "/")
    audited.look(chromium, "/onbekend/")
    assert audited.unknown == ["/onbekend/"]


def test_the_report_is_itself_accessible(chromium, audited, tmp_path):
    result = summary.result_of(audited, [], TODAY)
    write(result, tmp_path)
    path = tmp_path / report.name_of("nl")  # in English it has the same elements
    chromium.begin_anew(javascript=True)
    chromium.driver.get(path.as_uri())
    chromium.driver.execute_script(
        "document.querySelectorAll('details').forEach((one) => { one.open = true })"
    )
    assert violations(chromium.driver) == []
    failed = [
        one for one in engines.verdicts(chromium.driver) if one.outcome is AuditOutcome.FAILED
    ]
    assert [one for one in failed if "skip" not in "".join(one.evidence)] == []
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

    assert driver.execute_script(PAGE_NOW) == before | {"entries": before["entries"] + 1}
    assert driver.switch_to.active_element.get_attribute("id") == "name"


def test_scripts_of_the_page_hear_nothing_of_the_skip_link(chromium, address):
    chromium.begin_anew(javascript=True)
    driver = chromium.driver
    driver.get(address)
    driver.execute_script(HEAR)

    assert keyboard.skip_link(driver) == []
    assert driver.execute_script("return heard") == 0, "a page would put an earlier one in place"
    driver.execute_script("window.dispatchEvent(new PopStateEvent('popstate'))")
    assert driver.execute_script("return heard") == 1


def test_a_page_stands_still_while_another_language_is_looked_at(chromium, address):
    chromium.begin_anew(javascript=True)
    driver = chromium.driver
    driver.get(address)
    driver.execute_script(COUNT)

    before = driver.execute_script("return count")
    with beside(chromium):
        driver.get(address)
        time.sleep(STILL_S)
    count = driver.execute_script("return count")

    assert count - before < STILL_S / COUNT_S
    time.sleep(STILL_S)
    assert driver.execute_script("return count") > count, "it goes on"


def test_a_page_that_refused_what_was_sent_can_be_sent_again_after_it(chromium, address):
    chromium.begin_anew(javascript=True)
    driver = chromium.driver
    driver.get(address)
    driver.execute_script(SEND)
    assert driver.title == "Geweigerd"

    assert keyboard.skip_link(driver) == []
    driver.refresh()

    assert driver.title == "Geweigerd", "not opened as if nothing was sent"
