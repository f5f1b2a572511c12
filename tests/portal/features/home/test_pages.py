"""The pages for everybody, and what operators ask."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from portal import VERSION
from portal.domain import accessibility
from portal.domain.days import today
from portal.domain.life_events import LIFE_EVENTS
from portal.web.edge.request_context import portal_of
from portal.web.words.life_events import TITLES
from tests.browser import heading_of, links_of, main_of, words_of
from tests.factories import settings_for
from tests.forms_filled import send
from tests.parts import change_parts, put_back


def test_home_shows_every_life_event_and_help(visitor):
    page = visitor.get("/")

    words = words_of(page)
    for event in LIFE_EVENTS:
        assert TITLES[event.slug] in words
    assert "0800 0999" in words
    assert "maandag" in words
    assert "Bibliotheek Demodam" in words
    assert "Nu open" in words or "Nu gesloten" in words


def test_accessibility_statement_says_whom_to_tell(visitor):
    page = visitor.get("/toegankelijkheid/")

    assert heading_of(page)
    assert "mailto:gemeente@demodam.example" in page.text or "0800 0999" in main_of(page)


LAST_MONTH = today() - timedelta(days=30)
AUDIT = accessibility.Audit(
    made_on=date(2026, 11, 22), version=VERSION, pages=70, is_complete=True, faults=()
)
WORDS = {"nl": "Een tabel is te breed.", "en": "A table is too wide."}
EXPLAINED = accessibility.Explained(WORDS, WORDS, WORDS, date(2027, 3, 1))
REFLOW = (("1.4.10", {"nl": "Reflow (nl)", "en": "Reflow"}),)
LABELS = (("3.3.2", {"nl": "Labels of instructies", "en": "Labels or Instructions"}),)


@pytest.fixture
def statement(app, visitor):
    """What the statement says after this audit."""
    usual = portal_of(app)

    def after(audit, language="nl"):
        change_parts(app, audit=audit)
        page = visitor.get("/toegankelijkheid/", headers={"Accept-Language": language})
        return " ".join(main_of(page).split())

    yield after
    put_back(app, usual)


REPORT = accessibility.AuditReport(
    tools=("axe-core 4.14.1", "IBM Equal Access 4.0.34"),
    looks=700,
    sample=40,
    criteria=(
        accessibility.CriterionOutcome(
            "1.4.10", {"nl": "Reflow (nl)", "en": "Reflow"}, "AA", accessibility.AuditOutcome.PASSED
        ),
        accessibility.CriterionOutcome(
            "1.3.1", {"nl": "Info", "en": "Info (en)"}, "A", accessibility.AuditOutcome.CANT_TELL
        ),
    ),
    scripts=(accessibility.TesterScript("T2", {"nl": "Toetsenbord", "en": "Keyboard"}, 3, 2),),
    papers=("Download uw antwoorden",),
    rules_that_err=(accessibility.RuleThatErrs("IBM x", {"nl": "Hoort zo.", "en": "Meant."}),),
)


def test_outcome_of_the_audit_is_told_as_it_was(app, visitor):
    usual = change_parts(app, audit=replace(AUDIT, report=REPORT))
    link = links_of(visitor.get("/toegankelijkheid/"))["Lees wat de computer controleerde"]
    dutch = visitor.get(link)
    english = visitor.get("/toegankelijkheid/onderzoek/", headers={"Accept-Language": "en"})
    put_back(app, usual)
    words = " ".join(main_of(dutch).split())

    assert "axe-core 4.14.1, IBM Equal Access 4.0.34" in words
    assert "Hij keek 700 keer" in words
    assert words.index("mens moet het nog beoordelen") < words.index("1.3.1 Info (A)")
    assert words.index("1.3.1 Info (A)") < words.index("1.4.10 Reflow (nl) (AA)")
    assert "Niet goed" not in words
    assert "Toetsenbord. 2 van de 3 stappen gingen goed." in words
    assert "Download uw antwoorden" in words
    assert "Hoort zo." in words
    assert "Keyboard." in main_of(english)


def test_without_an_audit_its_outcome_is_not_made_up(app, visitor):
    usual = change_parts(app, audit=None)
    statement = visitor.get("/toegankelijkheid/")
    page = main_of(visitor.get("/toegankelijkheid/onderzoek/"))
    put_back(app, usual)

    assert "/toegankelijkheid/onderzoek/" not in statement.text
    assert "Wij weten dus niet of er fouten zijn." in page
    assert "per regel" not in page


def test_statement_after_a_clean_audit_still_promises_nothing(statement):
    words = statement(AUDIT)

    assert "Status A" not in words
    assert "Wij beloven dus niet dat alles goed is." in words
    assert "Op 22 november 2026 controleerde een computer de website." in words
    assert f"70 pagina's, in versie {VERSION}." in words
    assert "Hij vond geen fouten. Maar een computer ziet niet alles." in words


def test_statement_tells_faults_with_their_rule_and_what_is_done(statement):
    known = accessibility.Fault("reflow", REFLOW, ("case",), EXPLAINED)
    new = accessibility.Fault("axe label", LABELS, ("home",), None)
    audit = replace(AUDIT, faults=(known, new))

    words = statement(audit)
    assert "geen fouten" not in words
    assert "Een tabel is te breed." in words
    assert "Dit is klaar voor 1 maart 2027." in words
    assert "Regel 1.4.10: Reflow (nl)" in words
    assert "Wij zoeken uit wat u ervan merkt." in words
    assert "A table is too wide." in statement(audit, "en")


@pytest.mark.parametrize(
    ("audit", "words"),
    [
        (None, "Wij weten dus niet of er fouten zijn."),
        (replace(AUDIT, made_on=date(2024, 1, 1)), "Dat is langer dan een jaar geleden."),
        (replace(AUDIT, version="0.0.1"), f"U gebruikt nu versie {VERSION}."),
        (replace(AUDIT, is_complete=False), "De computer zag niet alle pagina's."),
    ],
    ids=["none", "old", "another version", "not complete"],
)
def test_statement_says_when_the_audit_is_not_what_it_should_be(statement, audit, words):
    assert words in statement(audit)
    assert words not in statement(AUDIT)


@pytest.mark.parametrize(
    ("research", "expected"),
    [
        ({"planned": None}, "Status D"),
        ({"done": LAST_MONTH, "criteria_met": 47, "by": "Toets"}, "47 van de 50 eisen"),
        ({"done": LAST_MONTH, "criteria_met": 50, "by": "Toets"}, "Lees het onderzoek van Toets"),
    ],
)
def test_statement_tells_of_research_by_people(app, statement, research, expected):
    research = accessibility.Research(**{"report": "https://t.example/", **research})
    usual = change_parts(app, municipality=replace(portal_of(app).municipality, research=research))
    words = statement(AUDIT)
    put_back(app, usual)

    assert expected in words


def test_statement_names_its_website_its_owner_and_its_last_change(app, statement):
    words = statement(AUDIT)

    assert "van gemeente Demodam" in words
    assert "gaat over de website: https://mijn.demodam.example/" in words
    assert "voor het laatst veranderd op 22 november 2026" in words
    assert "voor het laatst veranderd" not in statement(None)


def test_statement_says_where_to_complain(statement):
    words = statement(AUDIT)

    assert "Binnen 3 weken krijgt u antwoord." in words
    assert "Nationale ombudsman" in words


def test_the_version_is_the_same_everywhere():
    root = Path(__file__).parents[4]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["version"] == VERSION
    assert f"softwareVersion: {VERSION}\n" in (root / "publiccode.yml").read_text("utf-8")


def test_security_txt_is_valid_for_less_than_a_year_after_somebody_looked(app, visitor):
    lines = visitor.get("/.well-known/security.txt").text.splitlines()

    found = dict(line.split(": ", 1) for line in lines)
    expires = datetime.fromisoformat(found["Expires"])
    assert found["Contact"].startswith("mailto:")
    checked = portal_of(app).municipality.security_checked
    assert 180 < (expires.date() - checked).days < 366
    assert found["Policy"].startswith("https://")
    assert found["Canonical"].endswith("/.well-known/security.txt")


@pytest.mark.parametrize(
    "path",
    ["/", "/overzicht/", "/zaken/", "/berichten/", "/gegevensgebruik/", "/toestemmingen/"],
)
def test_one_can_log_out_on_every_page(browser, visitor, path):
    assert 'action="/uitloggen/"' in browser.get(path).text
    assert 'action="/uitloggen/"' not in visitor.visit(path).text


def test_process_is_alive_and_ready(visitor):
    assert visitor.get("/healthz").json == {"status": "ok"}
    assert visitor.get("/readyz").json == {"status": "ok"}


def test_metrics_count_what_waits_and_name_nobody(browser, visitor):
    send(browser)

    metrics = visitor.get("/metrics/database").text

    assert "portal_submissions_undelivered 1.0" in metrics
    assert 'portal_jobs{status="todo",task="submissions.deliver"} 1.0' in metrics
    assert 'portal_jobs{status="todo",task="messages.notify"} 1.0' in metrics
    assert "portal_submissions_oldest_undelivered_seconds" in metrics
    assert "999993653" not in metrics


def test_process_without_its_tables_is_not_ready(app, visitor, postgres):
    from portal.storage.base import connect

    empty = connect(settings_for(postgres.url("empty")))
    usual = change_parts(app, sessions=empty)
    answer = visitor.get("/readyz")
    put_back(app, usual)
    empty.kw["bind"].dispose()

    assert answer.status_code == 503
    assert answer.json["why"] == ["The database doesn't answer as it should (UndefinedTable)."]
    assert "password" not in answer.text


def test_page_while_the_database_is_gone_has_the_phone_number(app, browser, tmp_path):
    from portal.storage.base import connect

    nowhere = f"postgresql+psycopg://portal@/portal?host={tmp_path}"
    usual = change_parts(app, sessions=connect(settings_for(nowhere)))
    answers = [browser.get(path) for path in ("/overzicht/", "/", "/zaken/x/", "/metrics/database")]
    put_back(app, usual)

    for answer in answers:
        assert answer.status_code == 503
        assert "0800 0999" in words_of(answer)
        assert "Noem dan dit nummer" in words_of(answer)


def test_home_leads_to_each_form(visitor):
    links = links_of(visitor.get("/")).values()

    assert "/formulieren/verhuizing-doorgeven/" in links
    assert "/formulieren/melding-openbare-ruimte/" in links
