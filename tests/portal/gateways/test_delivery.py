"""Rule 2: a submission becomes exactly one complete case, whatever goes wrong on the way.

Against the embedded case API over real HTTP, with somebody in between who breaks calls.
"""

import re
import threading
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import HttpUrl

from forms.case_objects import CasePoint
from portal.domain.case_keys import CaseKey
from portal.domain.cases import DocumentSender
from portal.domain.consultations import ConsultationProof
from portal.domain.deliveries import FailureKind
from portal.domain.failures import SourceError
from portal.domain.people import Party
from portal.embedded.zgw import quirks
from portal.gateways.breaker import breaker_of
from portal.gateways.cases.zgw import delivery, intake, reading
from portal.services.deliveries.tries import fault_of
from tests.examples import costly
from tests.factories import BSN
from tests.portal.gateways.deliveries import (
    COLD_CALLS,
    CONTRACT,
    MOST_FAULTS,
    WARM_CALLS,
    a_submission,
    assert_complete,
    deliver_until_it_works,
)
from tests.portal.gateways.givens import get
from tests.portal.gateways.meddler import Fault


def test_a_submission_becomes_a_case(case_intake, meddler):
    new = a_submission()

    key = case_intake.deliver(new)

    assert_complete(case_intake, new, key)


@pytest.mark.parametrize(("costs_money", "indication"), [(False, "nvt"), (True, "nog_niet")])
def test_a_case_says_by_which_way_it_came_what_it_is_about_and_what_was_paid(
    case_intake, meddler, costs_money, indication
):
    new = a_submission(costs_money=costs_money, documents=())

    key = case_intake.deliver(new)

    zaak = get(case_intake.zgw.cases, case_intake.zgw.path_of(key))
    assert zaak["communicatiekanaalNaam"] == "E-formulier"
    assert zaak["communicatiekanaal"] == ""
    assert zaak["omschrijving"] == new.description
    assert zaak["einddatumGepland"] == new.planned.isoformat()
    assert zaak["betalingsindicatie"] == indication


def test_a_case_says_where_it_is_longitude_first(case_intake, meddler):
    where = CasePoint(latitude=Decimal("52.370216"), longitude=Decimal("4.895168"))

    key = case_intake.deliver(a_submission(point=where, documents=()))

    zaak = get(case_intake.zgw.cases, case_intake.zgw.path_of(key))
    assert zaak["zaakgeometrie"] == {"type": "Point", "coordinates": [4.895168, 52.370216]}


def test_a_channel_of_a_list_is_told_by_its_url(case_intake, meddler, portal_settings):
    url = "https://lijsten.example/kanalen/1"
    named = portal_settings.model_copy(update={"case_channel_url": HttpUrl(url)})
    new = a_submission(documents=())

    key = intake.connect(named).deliver(new)

    zaak = get(case_intake.zgw.cases, case_intake.zgw.path_of(key))
    assert (zaak["communicatiekanaal"], zaak["communicatiekanaalNaam"]) == (url, "")


def test_the_role_comes_first_and_the_status_last(case_intake, meddler):
    case_intake.deliver(a_submission())

    writes = [call for call in meddler.calls if not call.startswith("GET")]
    assert writes[0] == "POST /zaken/api/v1/zaken"
    assert writes[1] == "POST /zaken/api/v1/rollen"
    assert writes[-1] == "POST /zaken/api/v1/statussen"
    links = [step for step, call in enumerate(writes) if call.endswith("zaakinformatieobjecten")]
    small, large = (writes[link - 1] for link in links)
    assert small == "POST /documenten/api/v1/enkelvoudiginformatieobjecten"
    assert large.endswith("/unlock"), "linked only when it is whole"


def test_how_many_calls_a_delivery_takes(portal_settings, meddler):
    worker = intake.connect(portal_settings)
    for calls in (COLD_CALLS, WARM_CALLS):
        meddler.begin({})
        worker.deliver(a_submission())
        assert len(meddler.calls) == calls


def test_delivering_again_changes_nothing_and_asks_little(case_intake, meddler):
    new = a_submission()
    key = case_intake.deliver(new)
    meddler.begin({})

    assert case_intake.deliver(new) == key

    assert meddler.calls == ["GET /zaken/api/v1/zaken", "GET /zaken/api/v1/statussen"]
    assert_complete(case_intake, new, key)


def test_the_resident_sees_it(case_intake, portal_settings, meddler):
    new = a_submission()
    key = case_intake.deliver(new)
    cases = reading.connect(portal_settings)
    line = ConsultationProof(uuid4(), Party.resident(BSN, uuid4()))

    file = cases.case_file(line, key)

    assert key in {case.key for case in cases.cases_of(line).value.cases}
    assert [(document.title, document.sender) for document in file.documents] == [
        ("Uw aanvraag", DocumentSender.RESIDENT),
        ("Uw huurcontract", DocumentSender.RESIDENT),
    ]
    download = cases.download(line, key, file.documents[1].id)
    assert b"".join(download.chunks) == CONTRACT
    assert cases.subject_of(key) == BSN


@pytest.mark.no_cover
def test_each_read_that_can_not_be_read_is_waited_for_and_not_our_own_fault(
    portal_settings, meddler
):
    intake.connect(portal_settings).deliver(a_submission())
    shapes = [re.sub(r"/[0-9a-f-]{36}", "", call) for call in meddler.calls]
    reads = {shape: step for step, shape in enumerate(shapes) if shape.startswith("GET ")}
    faults = dict[str, FailureKind]()
    for shape, step in reads.items():
        meddler.begin({step: Fault.NONSENSE})
        try:
            intake.connect(portal_settings).deliver(a_submission())
        except SourceError as error:
            faults[shape] = fault_of(error)

    assert {*faults.values()} == {FailureKind.UNREADABLE}
    needless = "GET /catalogi/api/v1/informatieobjecttypen"  # the last is of a kind for employees
    assert reads.keys() - faults.keys() <= {needless}
    assert len(faults) > 8


TELLING = (Fault.REFUSED_BEFORE, Fault.LOST_AFTER, Fault.DONE_LATER)
"""Nothing was done, all was done, or it is done while the worker tries again."""
WAITED_FOR = (Fault.LATE, Fault.DONE_LATER)
EVERY = 4
"""So many steps from one that fails to the next, where not each can be tried: all in stress."""
STEPS = [
    pytest.param(fault, 0, 1, id=f"{fault}, each", marks=pytest.mark.stress) for fault in Fault
]
STEPS += [pytest.param(fault, first, EVERY, id=fault) for first, fault in enumerate(TELLING)]
faults = st.dictionaries(
    st.integers(0, COLD_CALLS), st.sampled_from(Fault), min_size=1, max_size=MOST_FAULTS
)


@pytest.mark.slow
@pytest.mark.no_cover
@costly(10)
@given(faults=faults)
def test_rule_2_whatever_goes_wrong_it_becomes_exactly_one_complete_case(
    faults, world, impatient, case_intake
):
    meddler = world[1]
    meddler.wait_until_idle()
    breaker_of.cache_clear()
    new = a_submission()
    meddler.begin(faults)

    key = deliver_until_it_works(intake.connect(impatient), new, meddler, case_intake)

    meddler.wait_until_idle()
    meddler.begin({})
    breaker_of.cache_clear()
    assert_complete(case_intake, new, key)
    assert case_intake.deliver(new) == key


def test_rule_2_the_answer_to_any_write_may_be_lost(portal_settings, case_intake, meddler):
    worker = intake.connect(portal_settings)
    worker.deliver(a_submission())
    warm = [call for call in meddler.calls if "/catalogi/" not in call]
    writes = [step for step, call in enumerate(warm) if not call.startswith("GET")]
    for step in writes:
        new = a_submission()
        meddler.begin({step: Fault.LOST_AFTER})

        key = deliver_until_it_works(worker, new, meddler)

        meddler.begin({})
        assert_complete(case_intake, new, key)


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize(("fault", "first", "every"), STEPS)
def test_rule_2_every_step_may_fail(
    fault, first, every, portal_settings, impatient, case_intake, meddler
):
    worker = intake.connect(impatient if fault in WAITED_FOR else portal_settings)
    deliver_until_it_works(worker, a_submission(), meddler, case_intake)
    for step in range(first, WARM_CALLS, every):
        new = a_submission()
        meddler.begin({step: fault})

        key = deliver_until_it_works(worker, new, meddler, case_intake)

        meddler.wait_until_idle()
        meddler.begin({})
        breaker_of.cache_clear()
        assert_complete(case_intake, new, key)


def test_rule_2_two_workers_at_once_make_one_case(portal_settings, case_intake, meddler):
    new = a_submission()
    intakes = [intake.connect(portal_settings) for _ in range(3)]
    keys: list[CaseKey] = []
    threads = [
        threading.Thread(target=lambda one=one: keys.append(one.deliver(new))) for one in intakes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(keys)) == 1
    assert len(keys) == 3
    assert_complete(case_intake, new, keys[0])


@pytest.mark.parametrize("fails", [False, True], ids=["400 to duplicates", "500 to duplicates"])
def test_rule_2_another_host_delivers_the_same_at_the_same_moment(
    portal_settings, case_intake, meddler, fails
):
    new = a_submission()
    other_host = intake.connect(portal_settings)
    worker = intake.connect(portal_settings)
    worker.deliver(a_submission())
    quirks.switch(meddler.app.extensions["world"], quirks.Quirk.DUPLICATES_FAIL, on=fails)
    keys = []
    # The lock of one process does not hold back another: so around it, just before our POST.
    meddler.begin({})
    meddler.meanwhile = {2: lambda: keys.append(delivery.deliver(other_host.zgw, new))}

    keys.append(worker.deliver(new))

    assert meddler.calls[2] == "POST /zaken/api/v1/zaken"
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert_complete(case_intake, new, keys[0])
