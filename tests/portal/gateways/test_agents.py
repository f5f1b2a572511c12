"""Who acts for somebody else has a role of their own in the case (rule 9)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from portal.domain.case_intake import Agent
from portal.domain.consultations import ConsultationProof
from portal.domain.people import Ground, Level, Party
from portal.gateways.cases.zgw import intake, reading
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.deliveries import (
    WARM_CALLS,
    a_submission,
    assert_complete,
    deliver_until_it_works,
)
from tests.portal.gateways.givens import items
from tests.portal.gateways.meddler import Fault

AGENT = Agent(
    bsn=OTHER_BSN,
    name="Sam Yilmaz",
    email="sam@example.nl",
    level=Level.SUBSTANTIEEL,
    mandate="5628edbd-333e-460d-8a69-8f083b8cf1b8",
)
ROLES = "/zaken/api/v1/rollen"


def by_agent(**changes):
    """Something that Sam sends for Noor."""
    new = a_submission(documents=(), agent=AGENT, **changes)
    return replace(new, initiator=replace(new.initiator, ground=Ground.REPRESENTATIVE))


def roles_of(case_intake, key):
    """The roles of the case, by what they are."""
    rows = items(case_intake.zgw.cases, "rollen", {"zaak": case_intake.zgw.url_of(key)})
    return {row["omschrijvingGeneriek"]: row for row in rows}


def test_rule_9_who_is_represented_asks_and_who_acts_is_told_beside_them(case_intake, meddler):
    new = by_agent()

    key = case_intake.deliver(new)

    roles = roles_of(case_intake, key)
    asks, acts = roles["initiator"], roles["belanghebbende"]
    assert asks["betrokkeneIdentificatie"]["inpBsn"] == BSN
    assert (asks["indicatieMachtiging"], asks["authenticatieContext"]) == ("machtiginggever", None)
    assert "vertegenwoordiger" in asks["roltoelichting"]
    assert acts["betrokkeneIdentificatie"]["inpBsn"] == OTHER_BSN
    assert acts["indicatieMachtiging"] == "gemachtigde"
    assert acts["contactpersoonRol"]["emailadres"] == AGENT.email
    assert acts["authenticatieContext"] == {
        "source": "digid",
        "levelOfAssurance": "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard",
        "representee": {"identifierType": "bsn", "identifier": BSN},
        "mandate": {"services": [{"id": AGENT.mandate}]},
    }
    assert_complete(case_intake, new, key)


def test_who_is_represented_sees_it_and_by_whom(case_intake, portal_settings, meddler):
    key = case_intake.deliver(by_agent())
    cases = reading.connect(portal_settings)

    file = cases.case_file(ConsultationProof(uuid4(), Party.resident(BSN, uuid4())), key)

    assert file.representation is not None
    assert (file.representation.name, file.representation.is_by_resident) == (AGENT.name, False)


@pytest.mark.parametrize("agent", [None, AGENT])
def test_a_case_system_without_logins_is_told_none(portal_settings, case_intake, meddler, agent):
    settings = portal_settings.model_copy(update={"case_system_takes_logins": False})

    key = intake.connect(settings).deliver(replace(by_agent(), agent=agent))

    roles = roles_of(case_intake, key).values()
    assert len(roles) == 1 + bool(agent)
    assert [role["authenticatieContext"] for role in roles] == [None] * len(roles)


def test_a_mandate_that_nobody_named_is_not_told(case_intake, meddler):
    key = case_intake.deliver(replace(by_agent(), agent=replace(AGENT, mandate="")))

    told = roles_of(case_intake, key)["belanghebbende"]["authenticatieContext"]
    assert told.keys() == {"source", "levelOfAssurance"}


def test_rule_2_each_step_of_both_roles_may_fail(portal_settings, case_intake, meddler):
    worker = intake.connect(portal_settings)
    worker.deliver(by_agent())
    meddler.begin({})
    worker.deliver(by_agent())
    steps = [step for step, call in enumerate(meddler.calls) if call.endswith(ROLES)]
    assert len(steps) == 4
    for step in steps:
        for fault in (Fault.LOST_AFTER, Fault.ERROR_BEFORE):
            new = by_agent()
            meddler.begin({step: fault})

            key = deliver_until_it_works(worker, new, meddler)

            meddler.begin({})
            assert_complete(case_intake, new, key)


def test_who_acts_alone_costs_no_call_more(portal_settings, meddler):
    worker = intake.connect(portal_settings)
    worker.deliver(a_submission(agent=AGENT))
    for agent, calls in ((None, WARM_CALLS), (AGENT, WARM_CALLS + 2)):
        meddler.begin({})
        worker.deliver(a_submission(agent=agent))
        assert len(meddler.calls) == calls
