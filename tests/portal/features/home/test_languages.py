"""Another language: the same page, from then on in that one."""

import pytest

from tests.browser import main_of


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


def test_another_language_keeps_the_page(visitor):
    page = visitor.get("/contact/")
    assert "next=%2Fcontact%2F" in page.text

    query = {"q": "verhuizen", "action": "taal:en"}
    english = visitor.get("/", query_string=query, follow_redirects=True)
    assert '<html lang="en"' in english.text
    assert 'value="verhuizen"' in english.text


def test_more_time_keeps_the_search_and_says_so(browser):
    query = {"q": "verhuizen", "action": "stay"}
    page = browser.get("/", query_string=query, follow_redirects=True)

    assert "Wat u invulde, is er nog. U kunt verder." in main_of(page)
    assert 'value="verhuizen"' in page.text
