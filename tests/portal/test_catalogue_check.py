"""`portal catalogue check` against the embedded case API: each thing that it promises to find."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import true

from portal.domain.days import today
from portal.embedded.switchboard.switches import Mode, Setting
from portal.embedded.zgw import quirks
from portal.embedded.zgw.catalogue import catalogue, catalogue_id
from portal.embedded.zgw.quirks import Quirk
from portal.embedded.zgw.zaken import filters
from portal.gateways.breaker import breaker_of
from portal.gateways.cases.zgw.delivered_cases import NO_FILTER
from portal.gateways.cases.zgw.search import BSN as BSN_FILTER
from tests.portal.gateways.givens import settings_of_the_world
from tests.portal.test_commands import run
from tests.worlds import SECRET, served_world

__all__ = ["run"]
FINE = "The catalogue has all that the forms need."
MOVE = "verhuizing-doorgeven"
CASE_TYPE = catalogue_id("zaaktype", "VERHUIZING")
LONG_AGO = (today() - timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def embedded(postgres):
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    with served_world(postgres.url("world of checks"), client_secret="c" * 32) as (app, _front):
        yield app


@pytest.fixture
def check(run, environment, embedded):
    """Runs the command; gives its exit code, the lines that it says and its errors."""
    settings = settings_of_the_world(embedded.extensions["world"].base_url)
    for api in ("zaken", "catalogi", "documenten", "besluiten"):
        environment.setenv(f"PORTAL_{api.upper()}_URL", str(getattr(settings, f"{api}_url")))
    environment.setenv("PORTAL_CASE_CLIENT_SECRET", SECRET)
    breaker_of.cache_clear()

    def check_() -> tuple[int, list[str], str]:
        code, said, errors = run("catalogue", "check")
        return code, said.splitlines(), errors

    yield check_
    embedded.extensions["switchboard"].all_good()
    for quirk in Quirk:
        quirks.switch(embedded.extensions["world"], quirk, on=False)


@pytest.fixture
def change(embedded):
    """Changes a resource of the catalogue, or takes it out; all is as it was afterwards."""
    there = catalogue(embedded.extensions["world"])
    before = {kind: (dict(there.resources[kind]), [*there.listed[kind]]) for kind in there.listed}

    def change_(kind, resource_id, **fields):
        old = there.resources[kind].pop(resource_id)
        place = there.listed[kind].index(old)
        del there.listed[kind][place]
        if fields:
            there.resources[kind][resource_id] = {**old, **fields}
            there.listed[kind].insert(place, there.resources[kind][resource_id])

    yield change_
    for kind, (items, listed) in before.items():
        there.resources[kind].clear()
        there.resources[kind].update(items)
        there.listed[kind][:] = listed


def findings(lines: list[str]) -> list[str]:
    """What is said of the one form that this changes something for."""
    return [line.removeprefix(f"{MOVE}: ") for line in lines if line.startswith(f"{MOVE}: ")]


def test_the_embedded_catalogue_has_all_and_nothing_is_made(check, embedded):
    board = embedded.extensions["switchboard"]
    board.reset_counts()

    code, lines, errors = check()

    assert (code, lines[0], errors) == (0, FINE, "")
    writes = {call for calls in board.counts().values() for call in calls if "POST" in call}
    assert writes <= {
        "POST /zaken/api/v1/zaken",
        "POST /zaken/api/v1/zaken/_zoek",
        "POST /documenten/api/v1/enkelvoudiginformatieobjecten",
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"concept": True},
            "Case type VERHUIZING is a concept in the catalogue (from 2025-01-01):",
        ),
        (
            {"eindeGeldigheid": LONG_AGO},
            f"Case type VERHUIZING ended on {LONG_AGO}, and has no newer version.",
        ),
        ({"beginGeldigheid": "2999-01-01"}, "Case type VERHUIZING holds only from 2999-01-01."),
        ({}, "Case type VERHUIZING is not in the catalogue."),
    ],
    ids=["concept", "ended", "to come", "absent"],
)
def test_why_a_case_type_can_not_be_used(check, change, fields, told):
    change("zaaktype", CASE_TYPE, **fields)

    code, lines, _errors = check()

    assert code == 1
    [finding] = findings(lines)
    assert finding.startswith(told)


@pytest.mark.parametrize(
    ("name", "specification", "told"),
    [
        ("verhuisdatum", {"formaat": "getal"}, "format getal, and the form gives a day"),
        ("woonsituatie", {"waardenverzameling": ["huur", "koop"]}, "no value inwonend in its list"),
        ("nieuwAdres", {"lengte": "10"}, "length 10, and the form gives up to"),
    ],
)
def test_a_property_that_differs_is_named(check, change, embedded, name, specification, told):
    place = catalogue_id("eigenschap", "VERHUIZING", name)
    there = catalogue(embedded.extensions["world"]).get("eigenschap", place)
    change("eigenschap", place, specificatie={**there["specificatie"], **specification})

    code, lines, _errors = check()

    assert code == 1
    [finding] = findings(lines)
    assert finding.startswith(
        f"Case type VERHUIZING has no property {name} that fits: it has {told}"
    )


def test_what_a_case_type_lacks_is_named(check, change):
    change("eigenschap", catalogue_id("eigenschap", "VERHUIZING", "nieuwAdres"))
    change("roltype", catalogue_id("roltype", "VERHUIZING", "initiator"))

    code, lines, _errors = check()

    assert code == 1
    assert findings(lines) == [
        "Case type VERHUIZING has no role type of the kind initiator.",
        "Case type VERHUIZING has no property nieuwAdres.",
    ]


@pytest.mark.parametrize(
    ("part", "only", "scope"),
    [
        ("zaken", "POST /zaken/api/v1/zaken", "zaken.aanmaken"),
        ("documenten", "POST /documenten/api/v1/enkelvoudig", "documenten.aanmaken"),
    ],
)
def test_a_right_that_lacks_is_named_with_its_scope(check, embedded, part, only, scope):
    setting = Setting(mode=Mode.FORBIDDEN, seconds=0.0, only=only)
    embedded.extensions["switchboard"].set(part, setting)

    code, lines, _errors = check()

    assert code == 1
    assert any(scope in finding for finding in findings(lines))


def test_a_case_system_that_ignores_the_person_is_found(check, monkeypatch):
    monkeypatch.setitem(filters.ROLE_FILTERS, BSN_FILTER, lambda _name, _value: true())

    code, lines, _errors = check()

    assert code == 1
    assert any("the search is not filtered" in line for line in lines)


def test_a_case_system_that_numbers_itself_has_to_find_cases_by_mark(check, embedded, environment):
    environment.setenv("PORTAL_CASE_SYSTEM_NUMBERS_ITSELF", "true")
    assert check()[0] == 0
    quirks.switch(embedded.extensions["world"], Quirk.NO_MARK_FILTER, on=True)

    code, lines, _errors = check()

    assert code == 1
    assert findings(lines) == [NO_FILTER]


def test_what_can_not_be_read_is_named_and_hides_no_other(check, change):
    change("zaaktype", CASE_TYPE, besluittypen=5)

    code, lines, errors = check()

    assert (code, errors) == (1, "")
    [finding] = findings(lines)
    assert finding.startswith("it could not be checked: catalogue: besluittypen")
    unread = "The catalogue has what can't be read: case type VERHUIZING: besluittypen"
    assert [line for line in lines if line.startswith(unread)]
    assert len([line for line in lines if "could not be checked" in line]) == 1


def test_a_kind_of_document_that_can_not_be_read_is_told_to_the_forms_that_need_it(check, change):
    change("informatieobjecttype", catalogue_id("informatieobjecttype", "Huurcontract"), concept=5)

    code, lines, _errors = check()

    assert code == 1
    [finding] = findings(lines)
    assert "no document type Huurcontract that can be read (kind of document" in finding
    assert not [line for line in lines if line.startswith("melding-openbare-ruimte:")]
