"""All gateways together, as the settings wire them, with the embedded world over real HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.configuration import remedies
from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.cases import Progress, StepState
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound
from portal.domain.messages import Mail
from portal.domain.people import Party
from portal.domain.persons import Relation
from portal.embedded import records, storage
from portal.embedded.desk import actions
from portal.embedded.mail.mailbox import TEMPLATES
from portal.embedded.seed import consultation_lines, first_cases
from portal.resources import resource
from portal.wiring import connect
from tests.factories import BSN
from tests.portal.gateways.deliveries import a_document, a_submission
from tests.portal.gateways.givens import settings_of_the_world


@pytest.fixture(scope="module")
def outside(world):
    base, meddler = world
    embedded = meddler.app.extensions["world"]
    storage.forget(embedded.engine)
    records.forget(embedded.engine)
    first_cases.plant(embedded)
    consultation_lines.plant(embedded)
    template = str(next(iter(TEMPLATES)))
    return connect(settings_of_the_world(base, mail_template_id=template))


@pytest.fixture
def embedded(meddler):
    return meddler.app.extensions["world"]


def line_about(bsn):
    return ConsultationProof(uuid4(), Party.resident(bsn, uuid4()))


def test_every_case_of_a_resident_with_many(outside):
    line = line_about("999995571")

    cases = outside.cases.cases_of(line).value.cases

    assert len(cases) == 12
    assert {case.progress for case in cases} == set(Progress)
    for case in cases:
        file = outside.cases.case_file(line, case.key)
        assert file.unread_parts == ()
        assert file.case == case
        assert bool(case.closed) == (case.progress is Progress.CLOSED)
        assert (StepState.NOW in {step.state for step in file.steps}) == (case.closed is None)
        for document in file.documents:
            download = outside.cases.download(line, case.key, document.id)
            assert len(b"".join(download.chunks)) == download.size
    assert outside.cases.cases_of(line_about("999994669")).value.cases == ()


def test_what_is_for_employees_or_from_others_is_shown_to_nobody(outside, embedded):
    """An internal note is no more secret than its case: its kind says whom it is for."""
    line, shown = line_about("999995571"), set()
    kept = {
        document.title: (case.id, document.id)
        for case in actions.cases(embedded, bsn="999995571")
        for document in actions.case_file(embedded, case.id).documents
    }

    for case in outside.cases.cases_of(line).value.cases:
        file = outside.cases.case_file(line, case.key)
        shown |= {document.title for document in file.documents}

    hidden = {"Notitie over vermogen", "Melding over het huishouden", "Uitkomst van het onderzoek"}
    assert kept.keys() - shown == hidden
    for title in hidden:
        case_id, document_id = kept[title]
        with pytest.raises(NotFound):
            outside.cases.download(line, CaseKey(ONLY_SYSTEM, case_id), document_id)


CASE_CALLS = ["besluiten", "statussen", "zaken"]
"""What a look at a case takes at the case API, where the catalogue is known."""


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("Kwijtschelding rioolheffing", ["_zoek"]),
        ("Kwijtschelding gemeentelijke belastingen", ["_zoek", "besluitinformatieobjecten"]),
        ("Losse stoeptegels bij Marktplein 3", []),
    ],
)
def test_how_many_calls_a_case_takes(outside, meddler, subject, more):
    line = line_about("999995571")
    cases = outside.cases.cases_of(line).value.cases
    key = next(case.key for case in cases if case.description == subject)
    outside.cases.case_file(line, key)
    for read, calls in (
        (outside.cases.case_file, [*CASE_CALLS, *more]),
        (outside.cases.case_without_documents, CASE_CALLS),
    ):
        meddler.begin({})
        read(line, key)
        names = [call.removesuffix(f"/{key.id}").rpartition("/")[2] for call in meddler.calls]
        assert sorted(names) == sorted(calls)


def test_who_looked_at_a_full_life(outside):
    """Forty lines in six cases; the two of the inquiry never leave the gateway."""
    line, today = line_about("999995571"), datetime.now(UTC).date()

    found = outside.consultations.lines_of(line, today - timedelta(days=365), today).value

    assert len(found) == 40
    assert {known.organisation for known in found} == {""}
    assert [known.at for known in found] == sorted((k.at for k in found), reverse=True)
    cases = {case.key.id: case.key for case in outside.cases.cases_of(line).value.cases}
    assert len({cases[known.process_id] for known in found}) == 6
    opened = next(known for known in found if known.document)
    file = outside.cases.case_file(line, cases[opened.process_id])
    assert opened.document in {document.id for document in file.documents}
    assert outside.consultations.line(line, opened.id) == opened
    for stranger in ("999993653", "999994669"):
        with pytest.raises(NotFound):
            outside.consultations.line(line_about(stranger), opened.id)
    nobody = line_about("999994669")
    assert outside.consultations.lines_of(nobody, today - timedelta(days=365), today).value == []


def test_from_the_request_for_a_document_to_the_decision(outside, embedded, recorded):
    new = a_submission()
    new = replace(new, due=new.planned)
    key = outside.intake.deliver(new)
    case_id = key.id
    promised = outside.cases.case_file(recorded, key).case
    assert (promised.expected, promised.due) == (new.planned, new.due)
    contract = next(
        choice.id
        for choice in actions.case_file(embedded, case_id).possible_documents
        if choice.name == "Huurcontract"
    )
    due = new.started + timedelta(days=14)
    actions.ask_for_document(
        embedded, case_id, document_type=contract, explanation="Alle bladzijden.", due=due
    )

    [task] = outside.tasks.tasks_of(recorded).value
    assert task.title == "Stuur uw huurcontract"
    assert (task.document_kind, task.explanation) == ("Huurcontract", "Alle bladzijden.")
    assert (task.case_key, task.case_number, task.last_day) == (key, new.number, due)
    assert outside.tasks.task(recorded, task.id) == task
    with pytest.raises(NotFound):
        outside.tasks.task(line_about("999990019"), task.id)
    assert outside.cases.case_file(recorded, key).case.progress is Progress.WAITING_FOR_YOU

    outside.intake.add_document(key, a_document(new.submission, "3", task.document_kind, b"%PDF"))
    outside.tasks.complete(task.id)
    outside.tasks.complete(task.id)
    assert outside.tasks.tasks_of(recorded).value == []

    results = actions.case_file(embedded, case_id).possible_results
    actions.decide(embedded, case_id, result_type=results[0].id, explanation="U bent verhuisd.")
    file = outside.cases.case_file(recorded, key)
    [decision] = file.decisions
    assert file.case.result == results[0].name
    assert file.case.progress is Progress.CLOSED
    assert decision.sent is not None
    assert decision.last_day_to_object is not None
    assert decision.last_day_to_object > decision.sent
    letter = outside.cases.download(recorded, key, decision.documents[0])
    assert b"".join(letter.chunks).startswith(b"%PDF")


def test_a_family(outside, recorded):
    person = outside.persons.person(recorded).value

    assert person.name == "Noor de Wit"
    assert person.address is not None
    assert person.address.lines == ("Lindelaan 12", "1234 AB Demodam")
    assert [(one.name, one.relation) for one in person.relatives] == [
        ("Sam Yilmaz", Relation.PARTNER),
        ("Lila Yilmaz", Relation.CHILD),
        ("Milan Yilmaz", Relation.CHILD),
    ]
    with pytest.raises(NotFound):
        outside.persons.person(line_about("111222333"))


def test_addresses(outside):
    assert [address.lines[0] for address in outside.addresses.find("1235ef", 10).value] == [
        "Havenstraat 10",
        "Havenstraat 10 A",
        "Havenstraat 10 A-1",
        "Havenstraat 10 A-2",
    ]
    assert outside.addresses.find("1234 AB", 999).value == ()


def test_a_mail_is_sent_once(outside, embedded, meddler):
    mail = Mail(to="noor@example.nl", subject="Bericht", text="Log in.", reference=str(uuid4()))
    outside.mailer.send(mail)
    outside.mailer.send(mail)

    sent = meddler.app.test_client().get("/postbus/").text
    assert sent.count("noor@example.nl") == 1
    assert BSN not in sent


def test_every_status_of_the_catalogue_has_words_for_residents(outside):
    assert outside.intake.without_words() == []


def test_the_catalogue_has_the_terms_that_the_example_of_remedies_has(outside):
    register = remedies.load(resource("remedies.toml"))

    assert register.remedies["beroep-kwijtschelding"].days == 10
    assert outside.intake.without_remedies(register) == []
