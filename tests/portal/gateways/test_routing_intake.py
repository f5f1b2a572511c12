"""Several case systems that take in what is sent: each case in one of them, one file for all."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Barrier
from uuid import uuid4

import pytest

from portal.domain.case_intake import CatalogueNeeds, NotInCatalogue
from portal.domain.case_keys import CaseKey
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import NotFound, SourceUnavailable
from portal.gateways.cases.memory import MemoryCases, MemoryIntake
from portal.gateways.cases.routing import RoutedIntake
from tests.portal.gateways.deliveries import a_document, a_submission

PAID_AT = datetime(2025, 11, 30, 9, 30, tzinfo=UTC)


@pytest.fixture
def intakes():
    takes = {"zgw": frozenset({"VERHUIZING"}), "vth": frozenset({"OMGEVINGSVERGUNNING"})}
    return {
        name: MemoryIntake(cases=MemoryCases(name=name), case_types=types)
        for name, types in takes.items()
    }


def test_case_type_says_where_a_submission_becomes_a_case(intakes):
    routed = RoutedIntake(intakes, {"OMGEVINGSVERGUNNING": "vth"})
    move, permit = a_submission(), a_submission(case_type="OMGEVINGSVERGUNNING")

    assert routed.deliver(move).system == "zgw"
    key = routed.deliver(permit)
    assert key.system == "vth"
    for new in (move, permit):
        assert routed.number_of(new.submission, new.documents[0].reference) == new.number
    routed.add_document(key, a_document(uuid4(), "1", "Huurcontract", b"x"))
    routed.set_payment(key, PAID_AT)
    assert [bool(each.added) for each in intakes.values()] == [False, True]
    assert [each.paid for each in intakes.values()] == [{}, {key: PAID_AT}]
    assert [len(each.made) for each in intakes.values()] == [1, 1]


def test_file_is_held_against_all_catalogues_together(intakes):
    routed = RoutedIntake(intakes, {"OMGEVINGSVERGUNNING": "vth"})
    codes = frozenset({"VERHUIZING", "OMGEVINGSVERGUNNING", "PARKEERVERGUNNING"})

    assert routed.without_kinds(DocumentRules(case_types_by_kind={"Foto": codes})) == [
        "Case type PARKEERVERGUNNING is not taken."
    ]
    for code, lacks in (("OMGEVINGSVERGUNNING", []), ("X", ["Case type X is not taken."])):
        needs = CatalogueNeeds(case_type=code, properties=(), document_types=())
        assert routed.lacks(needs) == lacks


def test_case_that_was_begun_in_a_system_is_finished_there():
    intakes = {name: MemoryIntake(cases=MemoryCases(name=name)) for name in ("zgw", "vth")}
    new = a_submission()
    key = RoutedIntake(intakes, {new.case_type: "vth"}).deliver(new)

    moved = RoutedIntake(intakes, {})

    assert moved.deliver(replace(new, key=key)) == key
    assert [len(each.made) for each in intakes.values()] == [0, 1]
    with pytest.raises(NotFound):
        moved.deliver(replace(new, key=CaseKey("gone", key.id)))


@dataclass(kw_only=True)
class Down(MemoryIntake):
    """A case system that can't be asked."""

    def number_of(self, _submission, _answers):
        raise SourceUnavailable("cases", "HTTP 503")

    def without_words(self):
        raise SourceUnavailable("cases", "HTTP 503")


def test_system_that_is_down_hides_no_number_of_another():
    working = MemoryIntake(cases=MemoryCases(name="vth"))
    routed = RoutedIntake({"zgw": Down(), "vth": working}, {})
    new = a_submission()
    working.deliver(new)

    assert routed.number_of(new.submission, new.documents[0].reference) == new.number
    with pytest.raises(SourceUnavailable):
        routed.number_of(uuid4(), "x-0")


def test_all_systems_are_asked_for_a_number_at_once():
    together = Barrier(2)

    @dataclass(kw_only=True)
    class Slow(MemoryIntake):
        def number_of(self, submission, answers):
            together.wait(timeout=5)
            return super().number_of(submission, answers)

    slow = {name: Slow(cases=MemoryCases(name=name)) for name in ("zgw", "vth")}
    new = a_submission()
    slow["zgw"].deliver(new)

    reference = new.documents[0].reference
    assert RoutedIntake(slow, {}).number_of(new.submission, reference) == new.number


def test_system_that_is_down_hides_no_difference_of_another():
    @dataclass(kw_only=True)
    class Wordless(MemoryIntake):
        def without_words(self):
            return ["Status Ontvangen has no words.", NotInCatalogue("Status X is nowhere.")]

    said = RoutedIntake({"zgw": Down(), "vth": Wordless()}, {}).without_words()

    assert said == [
        "zgw: the catalogue can't be read: cases: HTTP 503",
        "vth: Status Ontvangen has no words.",
    ]
    with pytest.raises(SourceUnavailable):
        RoutedIntake({"zgw": Down(), "vth": Down()}, {}).without_words()
