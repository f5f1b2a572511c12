"""Cases in which a resident is belanghebbende, at the embedded case API over real HTTP."""

from uuid import uuid4

import pytest

from portal.domain.case_rules import CasePart, CaseRole, CaseRule, CaseRules
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound
from portal.domain.people import Party
from portal.gateways.cases.zgw import reading
from portal.gateways.cases.zgw.delivery_resources import MADE
from tests.factories import OTHER_BSN
from tests.portal.gateways.deliveries import a_submission
from tests.portal.gateways.givens import items

NEIGHBOUR = ConsultationProof(uuid4(), Party.resident(OTHER_BSN, uuid4()))
STEPS = frozenset({CasePart.STEPS})


@pytest.fixture
def new():
    return a_submission()


@pytest.fixture
def key(case_intake, meddler, new):
    """A case of our resident in which a neighbour is an interested party."""
    key = case_intake.deliver(new)
    meddler.begin({})
    zgw = case_intake.zgw
    [case_type] = items(
        zgw.catalogue.api, "zaaktypen", {"identificatie": new.case_type, "status": "definitief"}
    )
    [role_type] = items(
        zgw.catalogue.api,
        "roltypen",
        {"zaaktype": case_type["url"], "omschrijvingGeneriek": "belanghebbende"},
    )
    role = {
        "zaak": zgw.url_of(key),
        "roltype": role_type["url"],
        "betrokkeneType": "natuurlijk_persoon",
        "roltoelichting": "Buur",
        "betrokkeneIdentificatie": {"inpBsn": OTHER_BSN},
    }
    zgw.cases.make(MADE, "rollen", role)
    return key


@pytest.fixture
def seen_by(portal_settings):
    """The case system under this rule, as it is for pages."""

    def connect(rule):
        return reading.connect(portal_settings, case_rules=CaseRules(rule))

    return connect


def test_by_default_the_neighbour_finds_it_nowhere(seen_by, key, new):
    cases = seen_by(CaseRule())

    assert key not in {case.key for case in cases.cases_of(NEIGHBOUR).value.cases}
    assert cases.cases_with_keys(NEIGHBOUR, [key]).value == []
    assert cases.cases_with_number(NEIGHBOUR, new.number).value == []
    for read in (cases.case_file, cases.case_without_documents, cases.inbox):
        with pytest.raises(NotFound):
            read(NEIGHBOUR, key)


def test_where_it_is_shown_the_neighbour_sees_those_parts_by_every_way(seen_by, recorded, key, new):
    cases = seen_by(CaseRule(case_of_others=STEPS))

    [listed] = [case for case in cases.cases_of(NEIGHBOUR).value.cases if case.key == key]
    [by_number] = cases.cases_with_number(NEIGHBOUR, new.number).value
    file = cases.case_file(NEIGHBOUR, key)

    assert listed == by_number
    assert (listed.role, listed.description, listed.due) == (CaseRole.INTERESTED, "", None)
    assert file.steps
    assert file.documents == ()
    assert cases.inbox(NEIGHBOUR, key).kinds == ()
    own = cases.case_file(recorded, key)
    assert own.case.role is CaseRole.APPLICANT
    assert own.documents
    for document in own.documents:
        with pytest.raises(NotFound):
            cases.download(NEIGHBOUR, key, document.id)


def test_news_stays_for_who_started_it(seen_by, recorded, key):
    cases = seen_by(CaseRule(case_of_others=STEPS, case_of_employee=STEPS))

    assert cases.subject_of(key) == recorded.subject.bsn
