"""What every case system gives a resident: their own cases, whole, and nothing of others."""

from datetime import UTC
from uuid import UUID, uuid4

import pytest

from portal.domain.case_keys import CaseKey, CaseNumber, DecisionKey
from portal.domain.cases import DocumentSender, StepState
from portal.domain.days import today
from portal.domain.failures import NotFound, OfSomebodyElse, SourceUnavailable


def test_list_has_the_residents_case_and_a_stranger_has_it_not(system):
    given = system.a_case()

    answer = system.cases.cases_of(system.resident)
    places = [(case.started, case.number) for case in answer.value.cases]
    assert given.key in {case.key for case in answer.value.cases}
    assert places == sorted(places, reverse=True)
    assert answer.missing == ()
    assert answer.value.number == 1


def test_case_stands_the_same_in_the_list_on_its_page_and_by_its_marks(system):
    given = system.a_case()
    [case] = system.cases.cases_with_keys(system.resident, [given.key]).value

    assert case.number == given.number
    assert case in system.cases.cases_of(system.resident).value.cases
    assert system.cases.cases_with_number(system.resident, given.number).value == [case]
    assert system.cases.case_file(system.resident, given.key, given.own).case == case
    assert system.cases.inbox(system.resident, given.key).case == case


def test_file_has_steps_in_order_and_documents_that_can_be_opened(system):
    given = system.a_case()
    file = system.cases.case_file(system.resident, given.key, given.own)

    assert file.unread_parts == ()
    states = [step.state for step in file.steps]
    assert states == sorted(states, key=[*StepState].index)
    assert states.count(StepState.NOW) == (0 if file.case.is_closed else 1)
    moments = [step.at for step in file.steps if step.at]
    assert moments == sorted(moments)
    assert all(moment.tzinfo == UTC for moment in moments)
    assert given.document in {document.id for document in file.documents}


def test_without_documents_nothing_of_them_is_read(system):
    given = system.a_case()
    whole = system.cases.case_file(system.resident, given.key, given.own)
    file = system.cases.case_without_documents(system.resident, given.key)

    assert (file.case, file.steps) == (whole.case, whole.steps)
    assert file.documents == ()
    assert all(decision.documents == () for decision in file.decisions)


def test_file_and_inbox_together_are_what_they_are_by_themselves(system):
    key = system.a_case().key
    system.decide(key)

    assert system.cases.file_and_inbox(system.resident, key) == (
        system.cases.case_without_documents(system.resident, key),
        system.cases.inbox(system.resident, key),
    )


def test_decision_that_was_sent_stands_in_the_file(system):
    key = system.a_case().key
    assert system.cases.case_file(system.resident, key).decisions == ()

    system.decide(key)

    file = system.cases.case_file(system.resident, key)
    [decision] = file.decisions
    assert file.unread_parts == ()
    assert decision.title
    assert decision.sent == today()
    assert decision.id is not None


def test_what_is_anothers_is_not_there_for_a_stranger(system):
    key = system.a_case().key
    cases, stranger = system.cases, system.stranger

    for look in (
        lambda: cases.case_file(stranger, key),
        lambda: cases.case_without_documents(stranger, key),
        lambda: cases.inbox(stranger, key),
        lambda: cases.file_and_inbox(stranger, key),
        lambda: cases.download(stranger, key, uuid4()),
    ):
        with pytest.raises(OfSomebodyElse):
            look()
    with pytest.raises(OfSomebodyElse):
        cases.steps_of_report(key)


def test_nobody_has_what_is_not_there(system):
    given = system.a_case()
    cases, resident = system.cases, system.resident

    for key in (CaseKey(given.key.system, uuid4()), CaseKey("another-system", given.key.id)):
        for look in (cases.case_file, cases.case_without_documents, cases.inbox):
            with pytest.raises(NotFound):
                look(resident, key)
        with pytest.raises(NotFound):
            cases.download(resident, key, given.document)
    with pytest.raises(NotFound):
        cases.download(resident, given.key, uuid4(), given.own)
    assert cases.cases_with_keys(resident, [CaseKey("another-system", given.key.id)]).value == []
    assert cases.cases_with_keys(resident, []).value == []


@pytest.mark.parametrize("number", ["", " ", "x" * 60, "NIET-VAN-MIJ-1"])
def test_what_is_the_number_of_no_case_finds_none(system, number):
    system.a_case()

    assert system.cases.cases_with_number(system.resident, CaseNumber(number)).value == []


def test_who_it_is_of_is_told_for_notifications(system):
    key = system.a_case().key

    assert system.cases.subject_of(key) == system.resident.subject.bsn
    with pytest.raises(NotFound):
        system.cases.subject_of(CaseKey("another-system", key.id))


def test_url_of_a_notification_becomes_a_key_only_of_its_own_system(system):
    key = system.a_case().key
    other = f"https://elsewhere.example/zaken/api/v1/zaken/{key.id}"

    assert system.cases.key_of(f"{system.address}/zaken/{key.id}") == key
    for url in (other, f"{system.address}/zaken/", f"{system.address}/zaken/x", ""):
        assert system.cases.key_of(url) is None
    assert system.cases.case_of(DecisionKey("another-system", uuid4())) is None


def test_system_that_cannot_be_reached_is_no_system_without_cases(remote_system):
    system, down = remote_system, remote_system.unreachable
    key = system.a_case().key

    for look in (
        lambda: down.cases_of(system.resident),
        lambda: down.cases_with_keys(system.resident, [key]),
        lambda: down.cases_with_number(system.resident, CaseNumber("Z-1")),
        lambda: down.case_file(system.resident, key),
        lambda: down.inbox(system.resident, key),
        lambda: down.download(system.resident, key, uuid4()),
        lambda: down.subject_of(key),
    ):
        with pytest.raises(SourceUnavailable):
            look()


def test_stranger_has_an_empty_list_and_that_is_an_answer(open_system):
    key = open_system.a_case().key
    cases, stranger = open_system.cases, open_system.stranger

    assert key not in {case.key for case in cases.cases_of(stranger).value.cases}
    assert cases.cases_with_keys(stranger, [key]).value == []
    with pytest.raises(NotFound):
        cases.cases_of(stranger, 400)


def test_what_came_from_others_is_not_the_residents(open_system):
    given, document = open_system.a_case(), open_system.document()
    open_system.intake.add_document(given.key, document)
    sent_in = UUID(document.reference.partition("-")[0])
    cases, resident = open_system.cases, open_system.resident

    without = {each.id for each in cases.case_file(resident, given.key, given.own).documents}
    own = cases.case_file(resident, given.key, {*given.own, sent_in}).documents
    [added] = [each for each in own if each.id not in without]
    assert (added.title, added.kind) == (document.title, document.kind)
    assert added.sender is DocumentSender.RESIDENT
    with pytest.raises(NotFound):
        cases.download(resident, given.key, added.id, given.own)
    download = cases.download(resident, given.key, added.id, {sent_in})
    assert b"".join(download.chunks) == document.content().read()
    assert (download.file_name, download.media_type) == (document.file_name, "application/pdf")
