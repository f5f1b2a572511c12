"""What pages of cases a case system gives: the fake one of the tests, and the embedded one."""

import time
from uuid import UUID, uuid4

import pytest

from bench.growth.embedded_cases import give_cases
from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
from portal.domain.cases import CASES_ON_PAGE
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound
from portal.domain.people import Party
from portal.embedded import records, storage
from portal.embedded.seed import first_cases
from portal.gateways.cases.zgw import reading
from tests.factories import OTHER_BSN, THIRD_BSN, a_case, a_case_file
from tests.fake_cases import FakeCases
from tests.portal.gateways.givens import settings_of_the_world

FEW, MANY = 45, 10_000
QUICK_S = 2.0
"""For a page of many cases on a busy machine; a look at each of them would take a minute."""


class Unwatched:
    """A witness that lets everything pass: rule 7 is not what is tried here."""

    def check(self, call, proof) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def embedded(world, postgres):
    base, meddler = world
    engine = meddler.app.extensions["world"].engine
    storage.forget(engine)
    records.forget(engine)
    first_cases.plant(meddler.app.extensions["world"])

    def having(count):
        give_cases(postgres.url("world of gateways"), THIRD_BSN, count)
        return reading.connect(settings_of_the_world(base))

    return having


@pytest.fixture(scope="module")
def memory():
    def having(count):
        system = FakeCases(Unwatched())
        others = system.files[OTHER_BSN]
        others.append(a_case_file(a_case("ZAAK-OTHER")))
        numbers = [f"GROWN-{index + 1:05}" for index in range(count)]
        system.files[THIRD_BSN] = [a_case_file(a_case(number)) for number in numbers]
        return system

    return having


@pytest.fixture(params=["memory", "embedded"])
def having(request):
    """Gives a case system in which our resident has so many cases."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def proof():
    return ConsultationProof(uuid4(), Party.resident(THIRD_BSN, uuid4()))


def test_pages_have_each_case_once_newest_first(having, proof):
    system = having(FEW)
    pages = [system.cases_of(proof, number).value for number in (1, 2, 3)]

    cases = [case for page in pages for case in page.cases]
    assert [len(page.cases) for page in pages] == [CASES_ON_PAGE, CASES_ON_PAGE, 5]
    assert {case.number for case in cases} == {f"GROWN-{n + 1:05}" for n in range(FEW)}
    assert cases == sorted(cases, key=lambda case: (case.started, case.number), reverse=True)
    assert [(page.number, page.count, page.has_older) for page in pages] == [
        (1, FEW, True),
        (2, FEW, True),
        (3, FEW, False),
    ]
    with pytest.raises(NotFound):
        system.cases_of(proof, 4)


def test_cases_by_key_and_by_number_are_the_residents_own(having, proof):
    system = having(FEW)
    newest, *_others, oldest = system.cases_of(proof, 1).value.cases
    stranger = ConsultationProof(uuid4(), Party.resident(OTHER_BSN, uuid4()))
    nobody = CaseKey(ONLY_SYSTEM, UUID(int=1))

    keys = [newest.key, oldest.key, nobody]
    assert system.cases_with_keys(proof, keys).value == [newest, oldest]
    assert system.cases_with_keys(stranger, keys).value == []
    assert system.cases_with_number(proof, oldest.number).value == [oldest]
    assert system.cases_with_number(stranger, oldest.number).value == []
    assert system.cases_with_number(proof, CaseNumber("GROWN-99999")).value == []


def test_embedded_case_api_has_pages_of_very_many_cases_at_once(embedded, proof):
    system = embedded(MANY)
    system.cases_of(proof)
    last = MANY // CASES_ON_PAGE

    for number in (1, last):
        began = time.monotonic()
        page = system.cases_of(proof, number).value
        assert time.monotonic() - began < QUICK_S
        assert (len(page.cases), page.count) == (CASES_ON_PAGE, MANY)
