"""Rule 6: the BSN stays inside. A canary goes through whole journeys; all output is searched."""

import io
import json
import logging
import sys
from collections.abc import Callable

import pytest
import structlog
from stdnum.nl import bsn as bsns

from portal.domain.people import Level
from portal.logs import configure
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, Sender, as_pdf
from portal.storage import logins
from portal.storage.owners import resident_of
from portal.storage.submissions import Submission, content_of
from tests import remission
from tests.browser import Browser, hrefs_of
from tests.case_keys import url_of
from tests.consents_given import WITH_PHONE, ask_to_use
from tests.databases import texts_in
from tests.factories import (
    NOTIFICATION_TOKEN,
    a_case,
    a_case_file,
    a_decision,
    a_line,
    a_person,
    a_task,
    an_identity,
)
from tests.files_made import a_pdf
from tests.forms_filled import CONTRACT, fill, move_answers, open_page
from tests.rules.output import Output, opened

CANARY = "999997853"
"""Passes the eleven-check; nobody else in the tests has it."""


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def told(output, monkeypatch) -> Output:
    """All that browsers are told from now on is kept too."""
    usual = Browser.open

    def open_(self, *args, **kwargs):
        response = usual(self, *args, **kwargs)
        for answer in (*response.history, response):
            path = answer.request.path
            output.add(f"address {path}", answer.request.url)
            output.add(f"headers of {path}", answer.headers)
            output.add(f"body of {path}", answer.get_data(as_text=False))
            for cookie in answer.headers.getlist("Set-Cookie"):
                output.add(f"cookie of {path}", opened(cookie))
        return response

    monkeypatch.setattr(Browser, "open", open_)
    return output


@pytest.fixture
def logged(monkeypatch, capsys, logs_restored) -> Callable[[], str]:
    """Log lines come out as in production; gives what was said."""
    said_by_libraries = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", said_by_libraries)  # pytest's own is another in the test
        configure("debug")
    return lambda: said_by_libraries.getvalue() + "".join(capsys.readouterr())


def journey(app, world, do_jobs) -> None:
    """Everything that a resident does, with things that go wrong."""
    case = a_case_file(a_case(), decisions=(a_decision(),))
    task = a_task(case.case)
    world.persons.persons[CANARY] = a_person()
    world.cases.files[CANARY], world.tasks.tasks[CANARY] = [case], [task]
    world.identity.identity = an_identity(
        CANARY, subject=CANARY, id_token=f"e30.{CANARY}.x", level=Level.SUBSTANTIEEL
    )
    browser = app.test_client()
    start = browser.get("/inloggen/digid?next=/overzicht/")
    state = start.location.partition("state=")[2].partition("&")[0]
    browser.visit(f"/inloggen/terug?state={state}&code=x")
    assert browser.get("/overzicht/").status_code == 200
    page = fill(browser, until="adres")
    browser.submit(page, {"new_address-postcode": "9"})
    browser.submit(page, {"csrf_token": "wrong", "new_address-postcode": "9"})
    fill(browser, until="contract")
    browser.submit(open_page(browser, "contract"), files=CONTRACT)
    answers = {
        "contract": {},
        "contact": move_answers()["contact"] | WITH_PHONE["contact"],
        "bellen": {"may_call": "yes"},
    }
    receipt = browser.submit(fill(browser, changes=answers), form="send")
    browser.get(f"{receipt.request.path}antwoorden.pdf")
    do_jobs()
    visitor = app.test_client()
    visitor.post(
        "/api/notificaties",
        json={"kanaal": "zaken", "hoofdObject": url_of(case.case.key)},
        headers={"Authorization": f"Bearer {NOTIFICATION_TOKEN}"},
    )
    do_jobs()
    remission.know(world, CANARY)
    world.sources.is_mad = True
    down = remission.fill(browser, remission.fetching("inkomen"), until="inkomen_opgehaald")
    world.sources.is_mad = False
    browser.submit(down, button=("action", "fetch"))
    remission.send(browser, remission.fetching("inkomen", "spaargeld", "auto"))
    do_jobs()
    consents(app, world, browser)
    task_page = browser.get(f"/taken/{task.id}/")
    browser.submit(task_page, files={"documents": ("a.pdf", a_pdf())})
    do_jobs()
    world.consultations.lines[CANARY] = [a_line()]
    for path in ("", "wie-keek.csv", "wie-keek.pdf", f"{world.consultations.lines[CANARY][0].id}/"):
        browser.get(f"/gegevensgebruik/{path}")
    world.goes_down()
    for path in (
        "/gegevensgebruik/",
        "/overzicht/",
        "/zaken/",
        f"/zaken/{case.case.key.id}/",
        "/zaken/x/",
        "/berichten/",
    ):
        browser.get(path)
    world.comes_back()
    for path in ("/metrics", "/readyz", f"/zaken/{CANARY}/", "/bestaat-niet/"):
        browser.get(path)
    browser.log_out()


def consents(app, world, browser) -> None:
    """What follows from a yes: its pages, its receipts, its use, its end."""
    assert ask_to_use(app, world.intake.numbers[0]).status_code == 200
    listed = hrefs_of(browser.get("/toestemmingen/"))
    page = next(url for url in listed if url.startswith("/toestemmingen/"))
    for url in hrefs_of(browser.get(page)):
        if "/bewijs/" in url:
            assert browser.get(url).status_code == 200
    browser.submit(browser.get(f"{page}intrekken/"))
    assert ask_to_use(app, world.intake.numbers[0]).status_code == 403
    browser.submit(browser.get(f"{page}antwoord/"), {"answer": "yes"})


@pytest.fixture
def after_journey(app, world, do_jobs, told, logged, plain_database) -> Output:
    """All output of the canary's journey."""
    journey(app, world, do_jobs)
    told.add("log", logged())
    for place, text in texts_in(plain_database):
        told.add(f"database {place}", text)
    for mail in world.mailer.sent.values():
        told.add("mail", mail)
    for made in world.intake.made.values():
        told.add("case properties", (made.new.properties, made.new.description, made.new.number))
        told.add(
            "case documents", [(d.file_name, d.title, d.reference) for d in made.new.documents]
        )
        for document in made.documents.values():
            told.add("case document", document)
    return told


def test_rule_06_the_canary_stands_nowhere_after_a_whole_journey(
    after_journey, world, rows, database
):
    # The resident typed it into an address once, in `journey`: there it may be read back.
    places = {
        place for place in after_journey.places_of(CANARY) if f"/zaken/{CANARY}/" not in place
    }

    assert places == set()
    assert_real(after_journey, world)
    assert content_of(database, rows(Submission)[0]).bsn == CANARY


def assert_real(output: Output, world) -> None:
    """The journey was not an empty one: it came everywhere, and everything was kept."""
    places = {place.partition(" ")[0] for place, _text in output.texts}
    assert places >= {"address", "headers", "body", "cookie", "log", "database", "mail", "case"}
    papers = {place for place, _text in output.texts if place.startswith("paper: ")}
    assert papers >= {"paper: body of /gegevensgebruik/wie-keek.pdf", "paper: case document"}
    assert len(papers) == 4
    assert len(output.texts) > 500
    assert [made.new.initiator.bsn for made in world.intake.made.values()] == [CANARY, CANARY]
    assert len(world.sources.asked) == 4


@pytest.mark.parametrize(
    "text",
    [CANARY, f"x={CANARY}&", f"\\x{CANARY.encode().hex()}", "9999.97.853", f'{{"bsn":"{CANARY}"}}'],
)
def test_rule_06_the_search_finds_a_canary_that_escaped(output, text):
    output.add("here", text)

    assert output.places_of(CANARY) == {"here"}


def test_rule_06_the_search_finds_a_canary_on_a_paper(output):
    row = PrintedRow("Uw nummer", (CANARY,))
    paper = as_pdf(
        Printed(
            title="Aanvraag",
            sender=Sender("Gemeente Demodam", "", ""),
            language="nl",
            intro=(),
            boxes="",
            footer="Vragen?",
            sections=(PrintedSection("U", (row,)),),
        )
    )
    assert CANARY.encode() not in paper

    output.add("here", paper)

    assert output.places_of(CANARY) == {"paper: here"}


def test_rule_06_the_canary_is_a_bsn():
    assert bsns.is_valid(CANARY)


def test_rule_06_a_cookie_can_be_read_by_this_test(app):
    browser = app.test_client().log_in(CANARY)
    answer = browser.get("/taal/?taal=nl")

    assert json.loads(opened(answer.headers["Set-Cookie"]))["language"] == "nl"


def test_rule_06_a_log_line_of_ours_and_of_a_library_hides_nine_digits(logged):
    structlog.get_logger().warning("event", text=f"of {CANARY}!", number="1234567890")
    logging.getLogger("library").warning("of %s in %s", CANARY, {"bsn": CANARY})

    said = logged()
    assert CANARY not in said
    assert "1234567890" in said
    assert said.count(r"\u2022" * 9) + said.count("•" * 9) == 3


def test_rule_06_a_log_line_that_can_not_be_written_is_not_shown_instead(logged):
    logging.getLogger("library").warning("%d", CANARY)

    assert CANARY not in logged()


def test_rule_06_a_bug_does_not_log_what_its_exception_says(browser, logged, world):
    world.cases.cases_of = lambda _recorded, _number: {}[CANARY]

    page = browser.get("/zaken/")

    said = logged()
    assert page.status_code == 500
    assert CANARY not in page.text + said
    assert '"kind": "KeyError"' in said


def test_rule_06_what_is_sealed_opens_with_an_older_key_and_is_found_by_a_keyed_hash(
    database, resident
):
    token, who = logins.begin_session(database, an_identity(CANARY))
    database.commit()

    [row] = database.query(logins.LoginSession).all()
    assert CANARY.encode() not in row.sealed_bsn
    assert row.owner_id == who.key != resident.key
    assert token not in (row.token_hash, row.sub_hash)


def test_rule_06_the_repr_of_a_resident_hides_the_bsn(database):
    vault = database.info["vault"]

    assert CANARY not in repr(resident_of(database, CANARY))
    assert "key" not in repr(vault).lower()
