"""Rule 7, completeness: whatever a gateway gives that is about a person, it asks a line for.

By type: each value that a gateway can give is either about a person or not, and is sorted here; a
new one fails until somebody has. By reading the code: one function makes the proof of a line. At
run time: the witness sees each call of each page, and the pages together make every call there is.
"""

import ast
import dataclasses
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from portal.domain.addresses import Address
from portal.domain.case_keys import CaseKey, DecisionKey
from portal.domain.case_marks import CaseMark
from portal.domain.case_rows import CaseRows
from portal.domain.cases import CASES_ON_PAGE, Case, CaseFile, CaseInbox, CaseList, Download, Step
from portal.domain.consultations import Consultation, ConsultationProof
from portal.domain.contacts import ContactMoment
from portal.domain.identity import Identity
from portal.domain.payments import ProviderPayment
from portal.domain.people import Level
from portal.domain.persons import Person
from portal.domain.sources import Fetched
from portal.domain.tasks import Task
from portal.domain.vehicles import Vehicle
from portal.storage.consultations import ConsultationLine
from tests import remission
from tests.case_keys import url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case, a_case_file, a_line, a_task
from tests.fake_contacts import URL
from tests.protocols import PROTOCOLS

ROOT = Path(__file__).parents[2]
PERSONAL = {
    Case,
    CaseFile,
    CaseInbox,
    CaseList,
    CaseRows,
    Download,
    Fetched,
    Consultation,
    ContactMoment,
    Person,
    Task,
}
NOT_PERSONAL = {
    Address: "the public register of addresses",
    Vehicle: "the open data of the RDW, which doesn't say whose a vehicle is",
    ProviderPayment: "an amount and what became of it; whose it is, it doesn't say",
    CaseKey: "which case it is, and nothing of it",
    CaseMark: "a digest and a last day, shown to nobody; the round that asks writes the line",
    DecisionKey: "which decision it is, and nothing of it",
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
        if PERSONAL & set(values_in(hints.get("return")))
        and ConsultationProof not in hints.values()
    ]


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
    def with_line(self, proof: ConsultationProof) -> list[Case]: ...
    def harmless(self) -> list[str]: ...


def test_rule_07_a_leak_that_is_planted_is_found():
    assert leaks_of(_Leaking) == ["of_everybody", "perhaps"]


PROOF = "ConsultationProof"


def makers_in(code: str) -> set[str]:
    """The functions that make a proof of a line."""
    return {
        getattr(block, "name", "the module")
        for block in ast.walk(ast.parse(code))
        if isinstance(block, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef)
        for node in own_nodes(block)
        if is_making(node)
    }


def own_nodes(block: ast.AST) -> Iterator[ast.AST]:
    """What stands in this block, but not in functions within it."""
    for node in ast.iter_child_nodes(block):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from own_nodes(node)


def is_making(node: ast.AST) -> bool:
    """Whether this makes the proof, or renames it at import so that it could unseen."""
    if isinstance(node, ast.alias):
        return node.name == PROOF and node.asname is not None
    if not isinstance(node, ast.Call):
        return False
    return PROOF in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}


def test_rule_07_only_the_function_that_writes_a_line_gives_proof_of_one():
    makers = {
        (path.relative_to(ROOT).as_posix(), function)
        for path in ROOT.glob("portal/**/*.py")
        for function in makers_in(path.read_text("utf-8"))
    }

    assert makers == {("portal/storage/consultations.py", "begin_all")}


@pytest.mark.parametrize(
    ("code", "maker"),
    [
        ("def page(): return read(ConsultationProof(uuid4(), resident()))", "page"),
        ("def page(): return read(consultations.ConsultationProof(uuid4(), resident()))", "page"),
        ("class Page:\n    def get(self): return ConsultationProof(line, subject)", "get"),
        ("PROOF = ConsultationProof(line, subject)", "the module"),
        ("from portal.domain.consultations import ConsultationProof as Proof", "the module"),
    ],
)
def test_rule_07_a_proof_that_is_made_elsewhere_is_found(code, maker):
    assert makers_in(code) == {maker}


def test_rule_07_who_only_passes_a_proof_on_makes_none():
    assert makers_in("def read(proof: ConsultationProof) -> Case: return ask(proof)") == set()


def after_fetching(browser, world, **_known: object) -> str:
    """The check of a form for which everything was fetched, by choice."""
    remission.know(world)
    applicant = browser.log_in(BSN, Level.SUBSTANTIEEL)
    check = remission.fill(applicant, remission.fetching("inkomen", "spaargeld", "auto"))
    return str(check.request.path)


def search_in_many(world, **_known) -> str:
    """Of more cases than stand on one page."""
    numbers = (f"ZAAK-{number:05}" for number in range(CASES_ON_PAGE + 1))
    world.cases.files[BSN] += [a_case_file(a_case(number)) for number in numbers]
    return "/zaken/?zoek=zaak"


VISITS: dict[str, Callable[..., str]] = {
    "search": search_in_many,
    "overview": lambda **_known: "/overzicht/",
    "case": lambda file, **_known: f"/zaken/{file.case.key.id}/",
    "case by number": lambda file, **_known: f"/zaken/{file.case.number}/",
    "document": lambda file, **_known: (
        f"/zaken/{file.case.key.id}/documenten/{file.documents[0].id}"
    ),
    "document to send": lambda file, **_known: f"/zaken/{file.case.key.id}/document-sturen/",
    "to withdraw": lambda file, **_known: f"/zaken/{file.case.key.id}/intrekken/",
    "task": lambda task, **_known: f"/taken/{task.id}/",
    "questions": lambda **_known: "/vragen/",
    "form": lambda **_known: "/formulieren/verhuizing-doorgeven/verder/",
    "who looked": lambda **_known: "/gegevensgebruik/",
    "as a file": lambda **_known: "/gegevensgebruik/wie-keek.csv",
    "one line": lambda line, **_known: f"/gegevensgebruik/{line.id}/",
    "what a form fetched": after_fetching,
}


@pytest.fixture
def known(world):
    """What the resident has: a case, a task in it, and a line about it."""
    file = a_case_file()
    line = a_line(case=file.case.key)
    task = a_task(file.case)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
    world.consultations.lines[BSN] = [line]
    return {"file": file, "task": task, "line": line}


PERSONAL_CALLS = {
    name
    for protocol in PROTOCOLS.values()
    for name, hints in methods_of(protocol)
    if ConsultationProof in hints.values()
}


def calls_of(world) -> list[str]:
    """The calls for personal data so far."""
    return [call for fake in world.fakes() for call in fake.calls if call in PERSONAL_CALLS]


@pytest.mark.parametrize("visit", VISITS)
def test_rule_07_at_run_time_each_call_has_a_line_of_its_own(browser, world, rows, known, visit):
    with browser.visit(VISITS[visit](browser=browser, world=world, **known)) as page:
        assert page.status_code == 200

    asked = [line for _call, line in world.witness.seen]
    assert len(calls_of(world)) == len(asked) > 0
    assert len(set(asked)) == len(asked)
    assert {line.id for line in rows(ConsultationLine)} >= set(asked)


def test_rule_07_visits_and_looks_together_make_every_call_there_is(
    browser, visitor, world, known, do_jobs
):
    for visit in VISITS.values():
        browser.visit(visit(browser=browser, world=world, **known)).close()
    body = {"kanaal": "zaken", "hoofdObject": url_of(known["file"].case.key), "resource": "status"}
    proof = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
    visitor.post("/api/notificaties", json=body, headers=proof)
    browser.submit(browser.get("/vragen/vraag/"), {"text": "Wanneer?"})
    do_jobs()
    [request_id] = world.contacts.made
    url = f"{URL}{world.contacts.answer(request_id, 'Morgen.')}"
    body = {"kanaal": "klantcontacten", "hoofdObject": url, "resource": "klantcontact"}
    visitor.post("/api/notificaties", json=body, headers=proof)
    do_jobs()

    assert set(calls_of(world)) == PERSONAL_CALLS
