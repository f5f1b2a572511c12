"""Addresses of many cases at once are those that `url_for` makes for each."""

from uuid import uuid4

from flask import Flask, url_for

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.web.edge.case_addresses import addresses_of_cases


def test_addresses_of_a_list_are_those_of_its_pages(app: Flask) -> None:
    """Also of a case of another system, and where the portal stands below a path."""
    keys = [CaseKey(ONLY_SYSTEM, uuid4()), CaseKey("other-system", uuid4())]
    with app.test_request_context("/", base_url="https://gemeente.example/portaal"):
        address_of = addresses_of_cases()
        assert [address_of(key) for key in keys] == [url_for("cases.case", key=key) for key in keys]
        assert url_for("cases.case", key=keys[0]).startswith("/portaal/")
