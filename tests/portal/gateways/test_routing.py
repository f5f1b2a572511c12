"""Several case systems as one: one list in the right order, each that fails is named."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import log2
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from portal.domain.case_keys import CaseKey, CaseNumber, DecisionKey
from portal.domain.case_rows import RowSelection
from portal.domain.cases import CASES_ON_PAGE
from portal.domain.failures import (
    MissingPart,
    MissingSystem,
    NotFound,
    SourceAnswer,
    SourceUnavailable,
)
from portal.gateways.cases.memory import MemoryCases
from portal.gateways.cases.routing import NamedCases, RoutedCases
from tests.factories import BSN, a_case, a_case_file
from tests.portal.gateways.contract.systems import proof_of

NEWEST = date(2026, 6, 1)
WORDS = {"zgw": "burgerzaken", "vth": "vergunningen en toezicht", "tax": "belastingen"}


@dataclass(kw_only=True)
class Counted(MemoryCases):
    """One of the systems: counts what it is asked, and fails when told to."""

    asked: list[int] = field(default_factory=list)
    is_down: bool = False
    odd: tuple[MissingPart, ...] = ()
    tells_count: bool = True

    def cases_of(self, proof, number=1):
        self.asked.append(number)
        self._fail()
        page = super().cases_of(proof, number).value
        count = page.count if self.tells_count else None
        return SourceAnswer(replace(page, count=count), self.odd if number == 1 else ())

    def cases_with_number(self, proof, number):
        self._fail()
        return super().cases_with_number(proof, number)

    def rows_of(self, proof, selection):
        self._fail()
        return super().rows_of(proof, selection)

    def cases_with_keys(self, proof, keys):
        self._fail()
        return super().cases_with_keys(proof, keys)

    def _fail(self):
        if self.is_down:
            raise SourceUnavailable("cases", "HTTP 503")


def given(**days: list[int]) -> dict[str, Counted]:
    """Systems by name, with a case of so many days ago each."""
    systems = {}
    for name, ages in days.items():
        systems[name] = Counted(name=name, address=f"https://{name}.example")
        for place, age in enumerate(ages):
            number = CaseNumber(f"{name}-{place:05}")
            case = a_case(
                number,
                key=CaseKey(name, uuid4()),
                started=NEWEST - timedelta(days=age),
            )
            systems[name].files[BSN].append(a_case_file(case))
    return systems


def as_one(systems: dict[str, Counted]) -> RoutedCases:
    return RoutedCases({name: NamedCases(each, WORDS[name], 5.0) for name, each in systems.items()})


def in_order(systems: dict[str, Counted]) -> list:
    cases = [file.case for each in systems.values() for file in each.files[BSN]]
    return sorted(cases, key=lambda case: (case.started, case.number), reverse=True)


SPREAD = {
    "few of each": {"zgw": [0, 2, 4], "vth": [1, 3]},
    "none in one": {"zgw": [*range(25)], "vth": []},
    "none at all": {"zgw": [], "vth": []},
    "all older": {"zgw": [*range(45)], "vth": [*range(100, 150)]},
    "by turns": {"zgw": [*range(0, 200, 2)], "vth": [*range(1, 200, 2)]},
    "of one day": {"zgw": [3] * 45, "vth": [3] * 50},
    "of three": {"zgw": [*range(70)], "vth": [*range(10, 40)], "tax": [*range(0, 300, 5)]},
    "exact pages": {"zgw": [*range(40)], "vth": [*range(20)]},
}


@pytest.mark.parametrize("ages", SPREAD.values(), ids=SPREAD.keys())
def test_pages_have_every_case_once_newest_first_over_all(ages):
    systems = given(**ages)
    wanted, cases = in_order(systems), as_one(systems)

    count = len(wanted)
    pages = max(1, -(-count // CASES_ON_PAGE))
    for number in range(1, pages + 1):
        page = cases.cases_of(proof_of(BSN), number).value
        begin = (number - 1) * CASES_ON_PAGE
        assert list(page.cases) == wanted[begin : begin + CASES_ON_PAGE], number
        assert (page.number, page.count) == (number, count)
        assert page.has_older is (number < pages)
    with pytest.raises(NotFound):
        cases.cases_of(proof_of(BSN), pages + 1)


def test_pages_are_right_however_the_cases_are_spread():
    chance = random.Random(20261129)
    for _ in range(30):
        names = chance.sample([*WORDS], chance.randint(2, 3))
        ages = {
            name: sorted(chance.randrange(400) for _ in range(chance.choice([0, 3, 20, 90, 400])))
            for name in names
        }
        systems = given(**ages)
        wanted, cases = in_order(systems), as_one(systems)
        for number in range(1, -(-len(wanted) // CASES_ON_PAGE) + 1):
            begin = (number - 1) * CASES_ON_PAGE
            page = cases.cases_of(proof_of(BSN), number).value
            assert list(page.cases) == wanted[begin : begin + CASES_ON_PAGE], (ages, number)


def test_first_page_is_one_call_for_each_system_and_a_late_one_costs_few_more():
    systems = given(zgw=[*range(0, 4000, 2)], vth=[*range(1, 4000, 2)])
    cases = as_one(systems)

    cases.cases_of(proof_of(BSN))
    assert [each.asked for each in systems.values()] == [[1], [1]]
    for number in (2, 50, 200):
        for each in systems.values():
            each.asked.clear()
        cases.cases_of(proof_of(BSN), number)
        calls = sum(len(each.asked) for each in systems.values())
        assert calls <= 4 + 2 * log2(number) + 2, number


def test_system_that_fails_is_named_and_the_others_are_shown():
    systems = given(zgw=[0, 2], vth=[1, 3])
    systems["vth"].is_down = True
    with capture_logs() as logs:
        answer = as_one(systems).cases_of(proof_of(BSN))

    assert list(answer.value.cases) == in_order({"zgw": systems["zgw"]})
    assert answer.missing == (MissingSystem("vth", "HTTP 503", "vergunningen en toezicht"),)
    assert answer.value.count is None
    [line] = [line for line in logs if line["event"] == "case_system_failed"]
    assert line["case_system"] == "vth"


def test_when_no_system_answers_that_is_a_failure():
    systems = given(zgw=[0], vth=[1])
    for each in systems.values():
        each.is_down = True
    cases, proof = as_one(systems), proof_of(BSN)

    for look in (
        lambda: cases.cases_of(proof),
        lambda: cases.cases_with_number(proof, CaseNumber("zgw-00000")),
        lambda: cases.rows_of(proof, RowSelection()),
    ):
        with pytest.raises(SourceUnavailable):
            look()


def test_page_past_what_the_others_have_is_unknown_while_one_fails():
    systems = given(zgw=[*range(60)], vth=[1])
    systems["zgw"].is_down = True

    with pytest.raises(SourceUnavailable):
        as_one(systems).cases_of(proof_of(BSN), 2)


def test_case_that_cannot_be_read_takes_its_place_and_hides_no_other():
    systems = given(zgw=[*range(0, 50, 2)], vth=[1, 3])
    systems["zgw"].odd = (MissingPart("case", "odd"),)
    answer = as_one(systems).cases_of(proof_of(BSN))

    assert answer.value.cases[:4] == tuple(in_order(systems)[:4])
    assert all(part.name == "case" for part in answer.missing)


def test_how_many_there_are_is_unknown_where_one_does_not_tell():
    systems = given(zgw=[*range(30)], vth=[1])
    systems["zgw"].tells_count = False
    page = as_one(systems).cases_of(proof_of(BSN)).value

    assert (page.count, page.has_older) == (None, True)


def test_cases_by_name_come_from_the_systems_of_their_keys():
    systems = given(zgw=[0, 2], vth=[1, 3], tax=[4])
    cases, proof = as_one(systems), proof_of(BSN)
    [first, second, *_] = in_order(systems)
    systems["tax"].is_down = True  # none of its cases is asked for

    keys = [second.key, first.key, CaseKey("gone", uuid4())]
    assert cases.cases_with_keys(proof, keys) == SourceAnswer([first, second])
    found = cases.cases_with_number(proof, first.number)
    assert found.value == [first]
    assert [part.name for part in found.missing] == ["tax"]
    rows = cases.rows_of(proof, RowSelection(is_oldest_first=True))
    assert [row.key for row in rows.value.rows] == [case.key for case in in_order(systems)[3::-1]]
    assert (rows.value.count, [part.name for part in rows.missing]) == (4, ["tax"])


def test_what_a_notification_is_about_is_of_the_system_at_its_address():
    systems = given(zgw=[0], vth=[1])
    cases, id_ = as_one(systems), uuid4()
    key, decision = CaseKey("zgw", uuid4()), DecisionKey("vth", id_)
    systems["vth"].decisions[id_] = key

    assert cases.key_of(f"https://vth.example/zaken/api/v1/zaken/{id_}") == CaseKey("vth", id_)
    assert cases.key_of(f"https://vth.example/besluiten/api/v1/besluiten/{id_}") == decision
    assert cases.key_of(f"https://elsewhere.example/zaken/api/v1/zaken/{id_}") is None
    assert cases.case_of(decision) == key
    assert cases.case_of(DecisionKey("gone", id_)) is None
    with pytest.raises(NotFound):
        cases.subject_of(CaseKey("gone", id_))
