"""How every case system takes what residents send: once, whole, and only while a case runs."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.domain.case_intake import Agent, CaseClosed
from portal.domain.case_keys import CaseKey
from portal.domain.cases import DocumentSender, Payment, Progress, Representation
from portal.domain.days import day_of, today, utc_now
from portal.domain.failures import NotFound, OfSomebodyElse, SourceRefused, SourceUnavailable
from portal.domain.people import Ground, Level
from tests.portal.gateways.contract.systems import reply_of
from tests.portal.gateways.test_case_objects import CAR, HOME


def test_delivered_twice_is_one_case_with_everything_once(open_system):
    new = open_system.submission()
    intake, resident = open_system.intake, open_system.resident

    keys = {intake.deliver(new) for _ in range(3)}

    [key] = keys
    [case] = open_system.cases.cases_with_number(resident, new.number).value
    documents = open_system.cases.case_file(resident, key).documents
    assert case.key == key
    assert sorted(each.title for each in documents) == sorted(each.title for each in new.documents)
    assert {each.sender for each in documents} == {DocumentSender.RESIDENT}


def test_case_has_what_was_sent_in_the_same_days_and_words(open_system):
    day = today()
    new = open_system.submission(
        description="Verhuizing naar Zuß-straat 3 (é)",
        planned=day + timedelta(days=9),
        due=day + timedelta(days=56),
    )
    key = open_system.intake.deliver(new)

    file = open_system.cases.case_file(open_system.resident, key)
    case = file.case
    assert (case.number, case.description, case.case_type) == (
        new.number,
        new.description,
        open_system.case_type,
    )
    assert (case.started, case.expected, case.due) == (new.started, new.planned, new.due)
    assert (case.closed, case.result, case.suspension, case.extension) == (None, "", None, None)
    assert case.progress is not Progress.CLOSED
    by_title = {each.title: each for each in file.documents}
    for sent in new.documents:
        shown = by_title[sent.title]
        assert (shown.file_name, shown.media_type) == (sent.file_name, sent.media_type)
        assert (shown.kind, shown.size) == (sent.kind, sent.content().size)
        download = open_system.cases.download(open_system.resident, key, shown.id)
        assert b"".join(download.chunks) == sent.content().read()
    now = next(step for step in file.steps if step.at)
    assert now.at == new.sent_at.replace(microsecond=0) or now.at == new.sent_at


def test_case_says_once_what_it_is_about(open_system):
    new = open_system.submission(objects=(HOME, replace(HOME, bag_id=""), CAR))
    for _ in range(2):
        key = open_system.intake.deliver(new)
    assert open_system.objects_in(key) == 3


def test_case_is_shown_only_once_its_record_is_kept(recording_system):
    system = recording_system
    numbers, is_down = [], True

    def keep(number):
        numbers.append(number)
        if is_down:
            raise SourceUnavailable("records", "HTTP 503")
        return system.keep_record(new)

    new = system.submission(objects=(CAR,), record=keep)
    with pytest.raises(SourceUnavailable):
        system.intake.deliver(new)
    assert system.cases.cases_with_number(system.resident, new.number).value == []
    is_down = False

    key = system.intake.deliver(new)

    assert system.intake.deliver(new) == key
    assert numbers == [new.number] * 2
    assert system.objects_in(key) == 2
    [case] = system.cases.cases_with_number(system.resident, new.number).value
    assert case.key == key


def test_case_of_who_is_represented_is_theirs_and_not_of_who_acts(open_system):
    stranger = open_system.stranger.subject.bsn
    agent = Agent(bsn=stranger, name="Sam Yilmaz", level=Level.MIDDEN, mandate="d1")
    usual = open_system.submission()
    acted = replace(usual.initiator, ground=Ground.REPRESENTATIVE)
    new = replace(usual, initiator=acted, agent=agent)
    for _ in range(2):
        key = open_system.intake.deliver(new)

    representation = open_system.cases.case_file(open_system.resident, key).representation
    assert representation == Representation(is_by_resident=False, name="Sam Yilmaz")
    with pytest.raises(NotFound):
        open_system.cases.case_file(open_system.stranger, key)


def test_number_of_what_was_delivered_before_is_found(open_system):
    new = open_system.submission()
    answers = new.documents[0].reference
    assert open_system.intake.number_of(new.submission, answers) is None

    open_system.intake.deliver(new)

    assert open_system.intake.number_of(new.submission, answers) == new.number
    assert open_system.intake.number_of(uuid4(), answers) is None


def test_our_number_on_another_submissions_case_is_refused_for_good(open_system):
    new = open_system.submission()
    open_system.intake.deliver(new)

    with pytest.raises(SourceRefused) as refusal:
        open_system.intake.deliver(replace(open_system.submission(), number=new.number))
    assert refusal.value.is_final


def test_document_for_a_case_is_added_once(open_system):
    given, document = open_system.a_case(), open_system.document()
    own = {*given.own, reply_of(document)}
    before = open_system.cases.case_file(open_system.resident, given.key, own).documents

    for _ in range(2):
        open_system.intake.add_document(given.key, document)

    after = open_system.cases.case_file(open_system.resident, given.key, own).documents
    assert len(after) == len(before) + 1


def test_closed_case_takes_nothing_and_says_since_when(open_system):
    given, document = open_system.a_case(), open_system.document()
    open_system.intake.add_document(given.key, document)
    assert open_system.kind in open_system.cases.inbox(open_system.resident, given.key).kinds
    open_system.close(given.key)

    case = open_system.cases.case_file(open_system.resident, given.key, given.own).case
    assert (case.progress, case.closed) == (Progress.CLOSED, today())
    assert open_system.cases.inbox(open_system.resident, given.key).kinds == ()
    open_system.intake.add_document(given.key, document)  # it was there before
    with pytest.raises(CaseClosed) as refusal:
        open_system.intake.add_document(given.key, open_system.document("8"))
    assert refusal.value.closed_on == today()


def test_document_for_the_case_of_another_system_is_refused(open_system):
    key = CaseKey("another-system", open_system.a_case().key.id)

    with pytest.raises(NotFound):
        open_system.intake.add_document(key, open_system.document())


def test_report_without_a_name_is_nobodys_and_has_steps(open_system):
    usual = open_system.submission()
    nobody = replace(usual.initiator, bsn=None, name="", email="", phone="")
    key = open_system.intake.deliver(replace(usual, initiator=nobody))

    assert open_system.cases.subject_of(key) is None
    assert open_system.cases.steps_of_report(key)
    assert key not in {
        case.key for case in open_system.cases.cases_of(open_system.resident).value.cases
    }
    with pytest.raises(NotFound):
        open_system.cases.case_file(open_system.resident, key)
    with pytest.raises(OfSomebodyElse):
        open_system.cases.steps_of_report(open_system.a_case().key)


def test_case_says_that_it_was_paid_and_that_it_is_not_any_more(open_system):
    key = open_system.intake.deliver(open_system.submission(costs_money=True))

    def paid():
        case = open_system.cases.case_file(open_system.resident, key).case
        return case.payment, case.last_paid

    assert paid() == (Payment.NOTHING_YET, None)
    yesterday = utc_now() - timedelta(days=1)
    for moment in (yesterday, yesterday, yesterday - timedelta(days=2)):
        open_system.intake.set_payment(key, moment)
        assert paid() == (Payment.ALL, day_of(moment))
    for _ in range(2):
        open_system.intake.set_payment(key, None)
        assert paid() == (Payment.NOTHING_YET, None)
    with pytest.raises(NotFound):
        open_system.intake.set_payment(CaseKey("another-system", key.id), yesterday)


def test_closed_case_says_what_it_said_of_its_payment(open_system):
    key = open_system.intake.deliver(open_system.submission(costs_money=True))
    paid_at = utc_now() - timedelta(days=1)
    open_system.intake.set_payment(key, paid_at)
    open_system.close(key)

    open_system.intake.set_payment(key, paid_at)  # it was said before

    with pytest.raises(CaseClosed) as refusal:
        open_system.intake.set_payment(key, None)
    assert refusal.value.closed_on == today()
    case = open_system.cases.case_file(open_system.resident, key).case
    assert (case.payment, case.last_paid) == (Payment.ALL, day_of(paid_at))
