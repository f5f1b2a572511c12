"""Pages that people expect: each is linked in the footer, and says what is so."""

import pytest

from portal.domain.days import today
from portal.web.edge.request_context import portal_of
from tests.browser import heading_of, links_of, main_of

PAGES = {
    "Contact": "/contact/",
    "Privacy": "/privacy/",
    "Cookies": "/cookies/",
    "Toegankelijkheid": "/toegankelijkheid/",
    "Iemand helpen": "/iemand-helpen/",
    "Over deze website": "/over-dit-portaal/",
}


def words(page):
    """What the page says, without the spaces of its lines."""
    return " ".join(main_of(page).split())


def test_every_page_is_linked_in_the_footer(visitor):
    footer = visitor.get("/").text.partition('<footer class="footer">')[2]

    for name, address in PAGES.items():
        assert f'href="{address}">{name}</a>' in footer


@pytest.mark.parametrize("address", PAGES.values())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_there_in_every_language(visitor, address, language):
    page = visitor.get(address, headers={"Accept-Language": language})

    assert page.status_code == 200
    assert heading_of(page)
    assert f'lang="{language}"' in page.text


def test_every_page_is_there_when_the_visitor_is_logged_in(browser):
    for address in PAGES.values():
        assert browser.get(address).status_code == 200


def test_contact_has_every_way_with_its_hours(visitor):
    page = visitor.get("/contact/")

    assert "0800 0999" in words(page)
    assert "maandag tot en met woensdag 09.00 tot 17.00 uur" in words(page)
    assert "Marktplein 1" in words(page)
    assert "Bibliotheek Demodam" in words(page)
    assert "mailto:gemeente@demodam.example" in links_of(page).values()


def test_privacy_names_every_purpose_of_today_and_whom_to_ask(app, visitor):
    page = visitor.get("/privacy/")

    for activity in portal_of(app).activities.on(today()):
        assert f"{activity.name}: {activity.purpose}" in words(page)
    assert "mailto:fg@demodam.example" in links_of(page).values()
    assert "/gegevensgebruik/waarvoor/" in links_of(page).values()
    assert "Autoriteit Persoonsgegevens" in words(page)


def test_cookies_names_every_cookie_that_the_portal_sets(browser):
    browser.get("/taal/?taal=nl&next=/")
    browser.get("/overzicht/")
    names = {cookie.key for cookie in browser._cookies.values()}

    page = browser.get("/cookies/")

    assert len(names) == 1
    assert names.pop() in words(page)
    assert "Doet u 15 minuten niets?" in words(page)


def test_who_helps_somebody_reads_the_rules_on_digid(visitor):
    page = visitor.get("/iemand-helpen/")

    assert "Inloggen met de DigiD van een ander." in words(page)
    assert "Het burgerservicenummer (BSN) van een ander opschrijven of bewaren." in words(page)
    assert "https://machtigen.digid.nl/" in links_of(page).values()


def test_who_sees_a_vulnerability_is_told_where_to_report_it(visitor):
    links = links_of(visitor.get("/over-dit-portaal/"))

    assert links["Meld een lek"] == "mailto:security@demodam.example"
    assert "https://demodam.example/kwetsbaarheid-melden/" in links.values()
