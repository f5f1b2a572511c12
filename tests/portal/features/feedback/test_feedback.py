"""Whether a page was clear: anybody may say so, and nothing of who says it is kept."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from portal.storage.feedback import Feedback, counts_of, opinions, remove_old
from tests.browser import main_of, title_of, words_of
from tests.factories import BSN
from tests.forms_filled import REPORT, begin
from tests.portal.test_commands import run

__all__ = ["run"]

LINK = "Was deze pagina duidelijk?"


@pytest.fixture
def kept(sessions):
    """What is kept now: (page, whether it was clear, why)."""

    def read():
        with sessions() as session:
            words = {opinion.page: opinion.why for opinion in opinions(session)}
            return [
                (counted.page, counted.is_clear, words.get(counted.page, ""))
                for counted in counts_of(session)
            ]

    return read


def say(browser, path, **fields):
    """Follow the link on this page, and send the form."""
    page = browser.get(path)
    address = BeautifulSoup(page.text, "html.parser").select_one(".footer__opinion a")["href"]
    assert LINK in page.text
    return browser.submit(browser.get(address), fields)


def test_who_says_what_is_not_clear_is_back_on_the_page_with_thanks(visitor, kept):
    page = say(visitor, "/privacy/", clear="no", why="Wat is een functionaris?")

    assert page.request.path == "/privacy/"
    assert "Bedankt." in words_of(page)
    assert 'role="status"' in page.text
    assert kept() == [("information.privacy", False, "Wat is een functionaris?")]


def test_yes_alone_is_enough(visitor, kept):
    say(visitor, "/contact/", clear="yes")

    assert kept() == [("information.contact", True, "")]


def test_of_a_page_about_somebody_only_its_kind_is_kept(browser, rows):
    path = "/berichten/6f9619ff-8b86-4d11-b42d-00c04fc964ff/"
    page = browser.get(f"/mening/?{urlencode({'next': path})}")
    answer = browser.submit(page, {"clear": "yes"}, follow_redirects=False)

    assert answer.location == path
    [row] = rows(Feedback)
    assert row.page == "messages.message"
    assert set(vars(row)) - {"_sa_instance_state"} == {
        "id",
        "made_at",
        "page",
        "is_clear",
        "sealed",
    }


@pytest.mark.parametrize("path", ["https://elders.example/", "//elders.example/", "/is-er-niet/"])
def test_a_page_that_there_is_not_is_kept_as_none_and_leads_nowhere_else(visitor, kept, path):
    page = visitor.get(f"/mening/?{urlencode({'next': path})}")

    answer = visitor.submit(page, {"clear": "yes"}, follow_redirects=False)

    assert answer.location.startswith("/")
    assert not answer.location.startswith("//")
    assert kept()[0][0] in {"other", "home.index"}


def test_without_an_answer_nothing_is_kept_and_what_was_typed_stays(visitor, kept):
    page = say(visitor, "/privacy/", why="Te lang")

    assert page.status_code == 422
    assert title_of(page).startswith("Fout: ")
    assert "Kies ja of nee." in main_of(page)
    assert "Te lang" in page.text
    assert kept() == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Bel mij op 06 12345678.", "Bel mij op …."),
        ("Mail noor@voorbeeld.example maar", "Mail … maar"),
        ("Zaak ZAAK-2026-0000000001 mist", "Zaak ZAAK-… mist"),
        ("Stap 3 van 10 klopt niet", "Stap 3 van 10 klopt niet"),
    ],
)
def test_numbers_and_addresses_are_not_kept(visitor, kept, typed, expected):
    say(visitor, "/privacy/", clear="no", why=typed)

    assert kept()[0][2] == expected


def test_a_bsn_is_noticed_and_not_kept(visitor, kept, rows):
    page = say(visitor, "/privacy/", clear="no", why=f"Mijn nummer is {BSN}")

    assert page.status_code == 422
    assert kept() == []


def test_it_can_be_said_so_often_only(browser, rows):
    page = browser.get("/mening/?next=/privacy/")
    answers = [
        browser.submit(page, {"clear": "yes"}, follow_redirects=False).status_code
        for _try in range(12)
    ]

    assert answers[-1] == 429
    assert len(rows(Feedback)) == 10


def test_operators_read_counts_and_words(visitor, environment, database_url, run):
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    say(visitor, "/privacy/", clear="no", why="Te lang")
    say(visitor, "/privacy/", clear="no")

    assert (
        'portal_feedback{answer="no",page="information.privacy"} 2.0'
        in visitor.get("/metrics/database").text
    )
    _code, said, _errors = run("feedback")
    lines = [line for line in said.splitlines() if "[info" not in line]
    assert lines[0] == "information.privacy: not clear 2"
    assert lines[1].endswith("information.privacy (not clear): Te lang")


def test_what_is_older_than_a_year_goes(visitor, sessions, kept):
    say(visitor, "/privacy/", clear="no")
    say(visitor, "/contact/", clear="yes")
    with sessions() as session:
        old = datetime.now(UTC) - timedelta(days=366)
        query = update(Feedback).where(Feedback.page == "information.privacy")
        session.execute(query.values(made_at=old))
        remove_old(session)
        session.commit()

    assert kept() == [("information.contact", True, "")]


def test_a_form_page_has_no_link_that_would_lose_what_is_typed(visitor):
    page = begin(visitor, REPORT)

    assert LINK not in page.text
