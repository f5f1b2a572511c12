"""`portal forms preview`, as an author has it: start, save, break, mend, stop.

One start for all: the tests tell one story, in their order.
"""

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest

from portal.local.postgres import passing_folder
from tests.journeys.browser import Browser
from tests.journeys.resident import Resident
from tests.journeys.world import eventually
from tests.processes import unmeasured

pytestmark = pytest.mark.slow
FORM = """\
slug: vraag-in-de-straat
title: Vraag in de straat
summary: Stel een vraag over uw straat.
event: verhuizen
synonyms: []
product: {login: none, term: null}
send: Versturen
start:
  for_whom: [U woont in deze straat.]
  have_at_hand: [Niets.]
  cost: Dit kost niets.
  minutes: 5
  at_once: U krijgt een bewijs van ontvangst.
  then: [Wij kijken naar uw vraag.]
  data: [{what: Uw vraag, why: Om u antwoord te geven., law: "Awb, artikel 2:1", source: Uzelf}]
case: {type: NERGENS, description: Vraag, properties: {}, service_days: 5}
sections:
  - title: Uw vraag
    pages:
      - {id: first, title: Uw straat, questions: [{id: street, kind: text, label: Straat}]}
      - {id: second, title: Uw vraag, questions: [{id: what, kind: text, label: Wat is er}]}
"""
BAR = """
const bar = document.querySelector("aside[aria-label=Preview]");
return bar.shadowRoot.querySelector("[role=status]").innerText;
"""
BAR_LINE = "vraag-in-de-straat.yaml:20"
START = "/formulieren/vraag-in-de-straat/"


class Author:
    """Somebody with an editor and a browser beside it."""

    def __init__(self, folder, process):
        self.file = folder / "vraag-in-de-straat.yaml"
        self._process = process
        self.said = ""
        while "Ctrl-C" not in self.said and (line := process.stdout.readline()):
            self.said += line
        address = re.search(rf"(http://localhost:\d+){START}", self.said)
        assert address, self.said
        self.address = address[1]
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(cookies)
        self.path, self.page = "", ""

    def open(self, path, **fields):
        """Open a page, or send one."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self._browser.open(self.address + path, data, timeout=30) as answer:
            self.page = answer.read().decode()
            self.path = urllib.parse.urlsplit(answer.url).path
        return self.page

    def send(self, **fields):
        """Fill in the page that is open, and go on."""
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page)
        tokens = re.findall(r'name="(csrf_token|draft|revision)"[^>]*value="([^"]*)"', self.page)
        return self.open(self.path, **{**dict(hidden), **dict(tokens), **fields})

    def state(self):
        """What the script of a page is told."""
        return json.loads(self._browser.open(f"{self.address}/-preview/state").read())

    def save(self, old, new):
        """Save the form with something else in it, and wait until the preview saw it."""
        before = self.state()
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), "utf-8")
        return eventually(lambda: (now := self.state()) != before and now)

    def stop(self):
        """Press Ctrl-C; gives the exit code."""
        self._process.send_signal(signal.SIGINT)
        self.said += self._process.communicate(timeout=60)[0]
        return self._process.returncode


@pytest.fixture(scope="module")
def folder():
    """Where another user may enter too, as PostgreSQL may run as one."""
    with passing_folder("portal-preview-") as made:
        (made / "vraag-in-de-straat.yaml").write_text(FORM, "utf-8")
        yield made


@pytest.fixture
def browser(tmp_path):
    browser = Browser(tmp_path)
    browser.begin_anew(javascript=True)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def begin(folder):
    """Type the command; what runs is stopped in the end."""
    processes = []
    environment = {**os.environ, "PORTAL_DATA": str(folder / "var")}
    environment.pop("XDG_RUNTIME_DIR", None)  # of which a dependency would warn

    def begin_():
        file = str(folder / "vraag-in-de-straat.yaml")
        with unmeasured():
            process = subprocess.Popen(
                [sys.executable, "-m", "portal", "forms", "preview", file],
                env={**environment, "COVERAGE_PROCESS_CONFIG": ""},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        processes.append(process)
        return process

    yield begin_
    for process in processes:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)


@pytest.fixture(scope="module")
def author(folder, begin):
    return Author(folder, begin())


def test_a_form_is_seen_as_it_is_written_and_a_draft_comes_along(author):
    assert "What is sent with it is not delivered here" in author.said
    assert "NERGENS" in author.said
    assert "Warning" not in author.said

    assert '<script src="/-preview/reload.js"' in author.open(START)
    assert "Vraag in de straat" in author.page

    first = author.state()
    second = author.save("title: Vraag in de straat", "title: Vraag over de straat")
    assert second["version"] > first["version"]
    assert "Vraag over de straat</h1>" in author.open(START)

    author.open(f"{START}verder/")
    author.send(street="Kerkstraat")
    assert author.path == f"{START}second/"

    third = author.save("label: Wat is er", "label: Wat wilt u weten")
    assert "Wat wilt u weten" in author.open(f"{START}second/")
    assert author.path == f"{START}second/"

    broken = author.save("kind: text, label: Straat", "kind: txt, label: Straat")
    [mistake] = broken["mistakes"]
    assert broken["version"] == third["version"]
    assert (mistake["file"], mistake["line"]) == ("vraag-in-de-straat.yaml", 20)
    assert "'text'" in mistake["remedy"]
    assert "Wat wilt u weten" in author.open(f"{START}second/")

    mended = author.save("kind: txt, label: Straat", "kind: text, label: Straat")
    assert (mended["version"], mended["mistakes"]) == (third["version"], [])
    assert 'value="Kerkstraat"' in author.open(f"{START}first/")

    author.save("{id: second,", "{id: other,")
    author.open(f"{START}second/")
    assert author.path == f"{START}other/"


@pytest.mark.journey
def test_page_reloads_by_itself_with_what_is_typed_and_a_bar_says_what_is_wrong(author, browser):
    resident = Resident(browser, author.address)
    resident.open(f"{START}verder/")
    resident.fill("Straat", "Kerkstr")

    author.save("title: Uw straat", "title: Waar woont u")
    resident.wait_for("Waar woont u")
    assert resident.value("Straat") == "Kerkstr"
    assert resident.path == f"{START}first/"

    author.save("label: Straat", "lable: <b>Straat</b>")
    eventually(lambda: BAR_LINE in bar_of(browser))
    assert "You see it as it was saved at " in bar_of(browser)
    assert resident.value("Straat") == "Kerkstr"

    author.save("lable: <b>Straat</b>", "label: Straat")
    eventually(lambda: not bar_of(browser))


def bar_of(browser):
    """What the bar says, on one line."""
    return " ".join(browser.driver.execute_script(BAR).split())


def test_it_is_alone_with_its_data_and_leaves_nothing_behind(author, folder, begin):
    other = begin()
    words = other.communicate(timeout=60)[0]
    assert other.returncode == 1
    assert words.startswith("A preview runs already on ")

    assert author.stop() == 0
    assert "20: error: There is no kind 'txt'." in author.said
    assert not (folder / "var/preview/postgres/postmaster.pid").exists()
