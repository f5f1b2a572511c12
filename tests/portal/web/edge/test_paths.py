"""Addresses as they come in: also those that no browser makes."""

import pytest

from tests.factories import BSN, a_case_file

RAW = {"QUERY_STRING": "x=\xff&periode=60"}
"""A query that isn't UTF-8, as WSGI gives it."""


@pytest.mark.parametrize("path", ["/overzicht/", "/zaken/", "/gegevensgebruik/", "/onbekend/"])
def test_a_query_that_is_not_utf_8_gives_the_page(browser, path):
    page = browser.get(path, environ_overrides=RAW)

    assert page.status_code == browser.get(path).status_code
    assert "<main" in page.text


def test_a_query_that_is_not_utf_8_is_passed_on_as_it_is(browser, world):
    file = a_case_file()
    world.cases.files[BSN] = [file]

    answer = browser.get(f"/zaken/{file.case.number}/", environ_overrides=RAW)

    assert answer.status_code == 303
    assert answer.location == f"/zaken/{file.case.key.id}/?x=%FF&periode=60"
