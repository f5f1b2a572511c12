"""The pages for everybody, and what operators ask."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from portal.domain.life_events import LIFE_EVENTS
from portal.web.events import TITLES
from tests.browser import heading_of, links_of, main_of, words_of
from tests.factories import settings_for
from tests.forms_filled import send


def test_home_shows_every_life_event_and_help(visitor):
    page = visitor.get("/")

    words = words_of(page)
    for event in LIFE_EVENTS:
        assert str(TITLES[event.slug]) in words
    assert "0800 0999" in words
    assert "maandag" in words
    assert "Bibliotheek Demodam" in words
    assert "Nu open" in words or "Nu gesloten" in words


def test_language_is_kept_over_pages(visitor):
    page = visitor.visit("/taal/?taal=en&next=/toegankelijkheid/")

    assert page.request.path == "/toegankelijkheid/"
    assert 'lang="en"' in page.text
    assert 'lang="en"' in visitor.get("/").text


@pytest.mark.parametrize("language", ["", "xx", "nl-x", "../en"])
def test_unknown_language_changes_nothing(visitor, language):
    assert 'lang="nl"' in visitor.visit(f"/taal/?taal={language}&next=/").text


def test_language_of_the_browser_is_the_first_choice(visitor):
    assert 'lang="en"' in visitor.get("/", headers={"Accept-Language": "en-GB"}).text
    assert 'lang="nl"' in visitor.get("/", headers={"Accept-Language": "pl,fy"}).text


@pytest.mark.parametrize(
    "target", ["https://elders.example/", "//elders.example/", "/\\elders.example", "javascript:x"]
)
def test_language_switch_leads_nowhere_else(visitor, target):
    answer = visitor.get("/taal/", query_string={"taal": "en", "next": target})

    assert answer.location == "/"


def test_language_links_keep_the_page(visitor):
    page = visitor.get("/?q=verhuizen")

    assert "next=%2F%3Fq%3Dverhuizen" in page.text


def test_accessibility_statement_says_whom_to_tell(visitor):
    page = visitor.get("/toegankelijkheid/")

    assert heading_of(page)
    assert "mailto:gemeente@demodam.example" in page.text or "0800 0999" in main_of(page)


def test_security_txt_is_valid_for_less_than_a_year(visitor):
    lines = visitor.get("/.well-known/security.txt").text.splitlines()

    found = dict(line.split(": ", 1) for line in lines)
    expires = datetime.fromisoformat(found["Expires"])
    assert found["Contact"].startswith("mailto:")
    assert 0 < (expires - datetime.now(UTC)).days < 366
    assert found["Canonical"].endswith("/.well-known/security.txt")


def test_process_is_alive_and_ready(visitor):
    assert visitor.get("/healthz").json == {"status": "ok"}
    assert visitor.get("/readyz").json == {"status": "ok"}


def test_metrics_count_what_waits_and_name_nobody(browser, visitor):
    send(browser)

    metrics = visitor.get("/metrics").text

    assert "portal_submissions_undelivered 1.0" in metrics
    assert "portal_jobs_waiting 2.0" in metrics
    assert "portal_submissions_oldest_undelivered_seconds" in metrics
    assert "999993653" not in metrics


def test_process_without_its_tables_is_not_ready(app, visitor, postgres):
    from portal.storage.base import connect

    empty = connect(settings_for(postgres.url("empty")))
    app.extensions["sessionmaker"], usual = empty, app.extensions["sessionmaker"]
    answer = visitor.get("/readyz")
    app.extensions["sessionmaker"] = usual
    empty.kw["bind"].dispose()

    assert answer.status_code == 503
    assert "password" not in answer.text


def test_page_while_the_database_is_gone_has_the_phone_number(app, browser, tmp_path):
    from portal.storage.base import connect

    nowhere = f"postgresql+psycopg://portal@/portal?host={tmp_path}"
    app.extensions["sessionmaker"], usual = (
        connect(settings_for(nowhere)),
        app.extensions["sessionmaker"],
    )
    answers = [browser.get(path) for path in ("/overzicht/", "/", "/zaken/x/", "/metrics")]
    app.extensions["sessionmaker"] = usual

    for answer in answers:
        assert answer.status_code == 503
        assert "0800 0999" in words_of(answer)
        assert "Noem dan dit nummer" in words_of(answer)


def test_database_says_nothing_of_jobs_that_gave_up_when_there_are_none(visitor, database):
    database.execute(text("SELECT 1"))

    assert "portal_jobs_failed 0.0" in visitor.get("/metrics").text


def test_home_leads_to_each_form(visitor):
    links = links_of(visitor.get("/")).values()

    assert "/formulieren/verhuizing-doorgeven/" in links
    assert "/formulieren/melding-openbare-ruimte/" in links
