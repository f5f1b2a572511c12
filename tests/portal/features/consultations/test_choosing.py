"""Which lines to see: period, organisation and kind as a form that needs no JavaScript; pages."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from portal.domain.consultations import DataKind
from portal.services.consultations.paging import PAGE
from tests.browser import links_of, main_of
from tests.portal.features.consultations.conftest import ALL, looks_on

PARKING = UUID("a34cb6ef-da52-471f-a7c3-9c93502aa96d")


def ago(days: int) -> datetime:
    """The moment that many days ago."""
    return datetime.now(UTC) - timedelta(days=days)


@pytest.mark.parametrize(("months", "count"), [("1", 1), ("3", 2), ("12", 3), ("60", 4), ("x", 3)])
def test_how_far_back(browser, looked, months, count):
    looked(*({"at": ago(days)} for days in (2, 60, 200, 800)))

    page = browser.get(f"{ALL}?periode={months}")

    assert len(looks_on(page)) == count


def test_only_one_department_or_kind_of_data(browser, looked):
    looked(
        {"activity_id": PARKING},
        {"kinds": (DataKind.ADDRESS,), "details": ("Adres",)},
        {"at": ago(1)},
    )

    page = browser.get(ALL)
    parking = browser.submit(page, form="choice", fields={"organisatie": "x"})
    assert parking.status_code == 405  # the form asks with GET, as the next lines do
    parking = browser.get(f"{ALL}?organisatie=Parkeren")
    addresses = browser.get(f"{ALL}?soort=address")

    assert len(looks_on(parking)) == 1
    assert "Parkeren. Waarvoor:" in main_of(parking)
    assert len(looks_on(addresses)) == 1
    assert "Met uw keuze ziet u er 1." in main_of(addresses)
    assert "keken 3 keer naar uw gegevens" in main_of(addresses)


def test_only_what_is_there_can_be_chosen(browser, looked):
    looked({"activity_id": PARKING})

    text = browser.get(ALL).text

    assert '<option value="Parkeren">' in text
    assert "Burgerzaken" not in text
    assert '<option value="document">' in text
    assert '<option value="household">' not in text


def test_a_choice_that_makes_no_sense_shows_nothing_and_no_error(browser, looked):
    looked({})

    page = browser.get(f"{ALL}?soort=%00x&organisatie=<b>&pagina=-7&periode=9999999999999")

    assert page.status_code == 200
    assert "Met uw keuze ziet u er 0." in main_of(page)
    assert "<b>" not in page.text


def test_pages_keep_the_choice(browser, looked):
    looked(*({"at": ago(days)} for days in range(1, PAGE + 6)))

    first = browser.get(f"{ALL}?soort=document")
    second = browser.get(links_of(first)["Wie keek eerder?"])

    assert (len(looks_on(first)), len(looks_on(second))) == (PAGE, 5)
    assert "soort=document" in links_of(second)["Wie keek later?"]
    assert "Wie keek eerder?" not in links_of(second)
    assert len(looks_on(browser.get(f"{ALL}?pagina=99"))) == 5
