"""What a resident sees once a case worker changed who sees a case, with the embedded world."""

import logging
from dataclasses import replace

import pytest

from portal.domain.case_rules import CasePart, CaseRule, CaseRules
from portal.embedded.desk import access, actions
from portal.gateways.cases.zgw import reading
from tests.browser import main_of
from tests.factories import BSN, OTHER_BSN
from tests.parts import change_parts
from tests.portal.gateways.givens import settings_of_the_world
from tests.worlds import served_world

SEEN = "In behandeling"


@pytest.fixture(scope="module")
def embedded(postgres):
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    with served_world(postgres.url("world of who sees"), client_secret="c" * 32) as (app, _front):
        yield app.extensions["world"]


@pytest.fixture
def shown_by(app, world, embedded):
    """Lets the portal read the cases of the embedded world, by this rule."""

    def connect(rule):
        settings = settings_of_the_world(embedded.base_url)
        cases = reading.connect(settings, case_rules=CaseRules(rule))
        change_parts(app, gateways=replace(world, cases=cases))

    connect(CaseRule())
    return connect


@pytest.fixture
def case(embedded, shown_by):
    """A running case of which nobody is the applicant."""
    line = next(each for each in actions.cases(embedded) if each.status == SEEN)
    for role in actions.case_file(embedded, line.id).roles:
        access.remove_person(embedded, line.id, role.id)
    access.set_confidentiality(embedded, line.id, level="zaakvertrouwelijk")
    return line


@pytest.fixture
def put(embedded, case):
    """Puts somebody in the case, and gives how they are taken out of it again."""

    def put_(bsn, role):
        access.add_person(embedded, case.id, bsn=bsn, role=role)
        added = actions.case_file(embedded, case.id).roles[-1]
        assert added.bsn == bsn
        return lambda: access.remove_person(embedded, case.id, added.id)

    return put_


def seen(browser, case):
    """Whether the resident finds the case in the list, and what its page answers."""
    browser.log_in(browser.bsn)  # what was remembered goes with the login
    listed = case.number in main_of(browser.get("/zaken/"))
    return listed, browser.get(f"/zaken/{case.id}/").status_code


def test_applicant_whose_role_was_taken_away_sees_the_case_no_more(browser, case, put):
    assert seen(browser, case) == (False, 404)

    take_away = put(BSN, "initiator")
    assert seen(browser, case) == (True, 200)
    take_away()

    assert seen(browser, case) == (False, 404)


def test_page_that_was_open_goes_with_the_role(browser, case, put):
    take_away = put(BSN, "initiator")
    assert browser.get(f"/zaken/{case.id}/").status_code == 200
    take_away()

    assert browser.get(f"/zaken/{case.id}/").status_code == 404
    assert case.number not in main_of(browser.get("/zaken/"))


def test_interested_party_sees_what_the_municipality_shows(
    browser, other_browser, case, put, shown_by
):
    put(BSN, "initiator")
    take_away = put(OTHER_BSN, "belanghebbende")
    assert seen(other_browser, case) == (False, 404)
    shown_by(CaseRule(case_of_others=frozenset({CasePart.STEPS})))

    assert seen(other_browser, case) == (True, 200)
    take_away()

    assert seen(other_browser, case) == (False, 404)
    assert seen(browser, case) == (True, 200)


def test_page_names_who_acts_for_the_applicant(browser, case, put):
    put(BSN, "initiator")
    take_away = put(OTHER_BSN, "gemachtigde")
    words = "Sam Yilmaz regelt dit voor u."

    assert words in main_of(browser.get(f"/zaken/{case.id}/"))
    take_away()

    assert words not in main_of(browser.get(f"/zaken/{case.id}/"))


@pytest.mark.parametrize("level", ["vertrouwelijk", "geheim"])
def test_case_that_became_confidential_is_seen_no_more(browser, embedded, case, put, level):
    put(BSN, "initiator")
    assert seen(browser, case) == (True, 200)

    access.set_confidentiality(embedded, case.id, level=level)

    assert seen(browser, case) == (False, 503), "nothing is known of it any more"
    access.set_confidentiality(embedded, case.id, level="openbaar")
    assert seen(browser, case) == (True, 200)
