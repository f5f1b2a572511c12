"""Rule 7, completeness: whatever a gateway gives that is about a person, it asks a line for.

By type: each value that a gateway can give is either about a person or not, and is sorted here; a
new one fails until somebody has. At run time: the witness sees each call of each page.
"""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from portal.domain.addresses import Address
from portal.domain.cases import Case, CaseFile, Download, Step
from portal.domain.consultations import Recorded
from portal.domain.identity import Identity
from portal.domain.lines import Line
from portal.domain.outside import Gateways
from portal.domain.persons import Person
from portal.domain.sources import Fetched
from portal.domain.tasks import Task
from portal.storage.consultations import ConsultationLine
from tests.factories import BSN, a_case_file, a_line, a_task

PERSONAL = {Case, CaseFile, Download, Fetched, Line, Person, Task}
NOT_PERSONAL = {
    Address: "the public register of addresses",
    Step: "the steps of a report that nobody is the initiator of",
    Identity: "who logs in, told by themselves; the login writes its own line",
}


def values_in(hint: object) -> Iterator[type]:
    """The values of our own in a type such as `list[Case] | None`."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in typing.get_args(hint):
        yield from values_in(inner)


def methods_of(protocol: type) -> Iterator[tuple[str, dict[str, object]]]:
    """Name and type hints of every public method."""
    for name, method in vars(protocol).items():
        if not name.startswith("_") and callable(method):
            yield name, typing.get_type_hints(method)


def leaks_of(protocol: type) -> list[str]:
    """The methods that give something personal without asking for a line."""
    return [
        name
        for name, hints in methods_of(protocol)
        if PERSONAL & set(values_in(hints.get("return"))) and Recorded not in hints.values()
    ]


PROTOCOLS = {
    system.name: typing.get_type_hints(Gateways)[system.name]
    for system in dataclasses.fields(Gateways)
}


@pytest.mark.parametrize("system", PROTOCOLS)
def test_rule_07_what_is_personal_comes_only_with_a_line(system):
    assert leaks_of(PROTOCOLS[system]) == []


def test_rule_07_every_value_that_a_gateway_gives_is_sorted():
    given = {
        value
        for protocol in PROTOCOLS.values()
        for _name, hints in methods_of(protocol)
        for value in values_in(hints.get("return"))
    }

    assert given == PERSONAL | set(NOT_PERSONAL)


class _Leaking(Protocol):
    """A gateway as it may not be."""

    def of_everybody(self) -> list[Person]: ...
    def perhaps(self, bsn: str) -> Task | None: ...
    def with_line(self, recorded: Recorded) -> list[Case]: ...
    def harmless(self) -> list[str]: ...


def test_rule_07_a_leak_that_is_planted_is_found():
    assert leaks_of(_Leaking) == ["of_everybody", "perhaps"]


VISITS: dict[str, Callable[..., str]] = {
    "overview": lambda **_known: "/overzicht/",
    "case": lambda file, **_known: f"/zaken/{file.case.number}/",
    "document": lambda file, **_known: (
        f"/zaken/{file.case.number}/documenten/{file.documents[0].id}"
    ),
    "task": lambda task, **_known: f"/taken/{task.id}/",
    "form": lambda **_known: "/formulieren/verhuizing-doorgeven/verder/",
    "who looked": lambda **_known: "/gegevensgebruik/",
    "as a file": lambda **_known: "/gegevensgebruik/wie-keek.csv",
    "one line": lambda line, **_known: f"/gegevensgebruik/{line.id}/",
}


@pytest.mark.parametrize("visit", VISITS)
def test_rule_07_at_run_time_each_call_has_a_line_of_its_own(browser, world, rows, visit):
    file, line = a_case_file(), a_line()
    task = a_task(file.case)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
    world.consultations.lines[BSN] = [line]

    with browser.visit(VISITS[visit](file=file, task=task, line=line)) as page:
        assert page.status_code == 200

    asked = [known for _call, known in world.witness.seen]
    personal = {
        name
        for protocol in PROTOCOLS.values()
        for name, hints in methods_of(protocol)
        if Recorded in hints.values()
    }
    calls = [call for fake in world.fakes() for call in fake.calls if call in personal]
    assert len(calls) == len(asked) > 0
    assert len(set(asked)) == len(asked)
    assert {known.id for known in rows(ConsultationLine)} >= set(asked)
