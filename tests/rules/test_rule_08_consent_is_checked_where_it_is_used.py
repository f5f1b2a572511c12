"""Rule 8: consent is checked where it is used, in one function, at that moment; unknown is no."""

import ast
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.domain.consents import ConsentState
from portal.domain.consultations import Action
from portal.domain.days import months_later
from portal.domain.people import Ground, Level
from portal.storage import consents
from portal.storage.consents import ConsentEvent, Deed, events_of, is_whole, may_use
from portal.storage.consultations import ConsultationLine
from portal.storage.submissions import Submission
from portal.web import purposes
from tests.consents_given import PURPOSE, ask_to_use, consent_of, send

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def purpose():
    """The purpose that there is."""
    return purposes.load()[PURPOSE]


@pytest.fixture
def do(sessions, resident, purpose):
    """Let this happen to the consent of the resident."""

    def do_(state: ConsentState, asked=purpose) -> None:
        deed = Deed(state=state, ground=Ground.SELF, level=Level.MIDDEN)
        with sessions() as session:
            if state is ConsentState.WITHDRAWN:
                [found] = consents.consents_of(session, resident.key)
                consents.withdraw(session, found, deed)
            else:
                consents.answer(session, resident.key, asked, asked.texts["nl"], deed)
            session.commit()

    return do_


@pytest.fixture
def may(sessions, resident, purpose):
    """Whether it may be used, at this moment or another."""

    def may_(asked=purpose, subject=resident, **when) -> bool:
        with sessions() as session:
            return may_use(session, subject, asked, **when) is not None

    return may_


def test_rule_08_unknown_is_no(may):
    assert not may()


def test_rule_08_a_yes_is_yes_for_its_owner_only(may, do, other_resident):
    do(ConsentState.GIVEN)

    assert may()
    assert not may(subject=other_resident)


@pytest.mark.parametrize(
    "states",
    [
        (ConsentState.REFUSED,),
        (ConsentState.GIVEN, ConsentState.WITHDRAWN),
        (ConsentState.GIVEN, ConsentState.REFUSED),
        (ConsentState.REFUSED, ConsentState.GIVEN, ConsentState.WITHDRAWN),
    ],
)
def test_rule_08_the_last_word_counts(may, do, states):
    for state in states:
        do(state)

    assert not may()


def test_rule_08_a_yes_after_a_withdrawal_is_a_yes(may, do):
    for state in (ConsentState.GIVEN, ConsentState.WITHDRAWN, ConsentState.GIVEN):
        do(state)

    assert may()


def test_rule_08_what_is_over_is_no_without_any_job(may, do, purpose):
    do(ConsentState.GIVEN)
    end = months_later(datetime.now(UTC), purpose.valid_months)

    assert may(now=end - timedelta(minutes=1))
    assert not may(now=end + timedelta(minutes=1))


def test_rule_08_a_purpose_that_is_not_asked_any_more_is_no(may, do):
    do(ConsentState.GIVEN)

    assert not may(asked=None)


@pytest.mark.parametrize("what", ["version", "recipient", "shares"])
def test_rule_08_a_yes_to_another_question_is_no(may, do, purpose, what):
    do(ConsentState.GIVEN)
    fields = {name: getattr(purpose, name) for name in purpose.__dataclass_fields__}
    fields |= {"version": purpose.version + 1} if what == "version" else {}
    fields |= {"shares": purpose.shares[:1]} if what == "shares" else {}
    if what == "recipient":
        known = purpose.recipient
        other = {name: getattr(known, name) for name in known.__slots__} | {"name": "Een ander"}
        fields["recipient"] = type(known)(**other)

    assert not may(asked=type(purpose)(**fields))


def test_rule_08_a_text_with_a_better_word_asks_nothing_anew(may, do, purpose):
    do(ConsentState.GIVEN)
    fields = {name: getattr(purpose, name) for name in purpose.__dataclass_fields__}
    dutch = fields["texts"]["nl"]
    words = {name: getattr(dutch, name) for name in dutch.__slots__} | {"why": "Daarom."}
    fields["texts"] = {**fields["texts"], "nl": type(dutch)(**words)}

    assert may(asked=type(purpose)(**fields))


def test_rule_08_only_one_function_gives_permission():
    makers = set()
    for path in ROOT.glob("portal/**/*.py"):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                makers |= {
                    (path.relative_to(ROOT).as_posix(), function.name)
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Permission"
                }

    assert makers == {("portal/storage/consents.py", "may_use")}


def test_rule_08_a_withdrawal_waits_for_a_use_and_a_use_after_it_finds_nothing(
    sessions, resident, purpose, do, may
):
    do(ConsentState.GIVEN)
    with ThreadPoolExecutor(1) as pool, sessions() as using:
        assert may_use(using, resident, purpose)
        withdrawal = pool.submit(do, ConsentState.WITHDRAWN)
        with pytest.raises(TimeoutError):
            withdrawal.result(timeout=0.5)
        using.commit()
        withdrawal.result(timeout=10)

    assert not may()


def test_rule_08_where_no_line_can_be_written_nothing_is_shared(
    app, browser, do_jobs, rows, sessions
):
    send(browser, "yes")
    do_jobs()
    [submission] = rows(Submission)
    with sessions() as session:
        session.execute(text(REFUSE))
        session.commit()
    try:
        answer = ask_to_use(app, submission.number)
    finally:
        with sessions() as session:
            session.execute(text(ALLOW))
            session.commit()

    assert answer.status_code == 500
    assert "612345678" not in answer.text
    shared = [line for line in rows(ConsultationLine) if line.recipient]
    assert [line for line in shared if line.action == Action.SHARED] == []


REFUSE = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'no line can be written'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON consultation FOR EACH ROW EXECUTE FUNCTION refuse();
"""
ALLOW = "DROP TRIGGER refuse ON consultation; DROP FUNCTION refuse();"


@pytest.mark.parametrize("table", ["consent_event", "consent_text"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = '0'"])
def test_rule_08_what_happened_can_not_be_rewritten(sessions, do, table, change):
    do(ConsentState.GIVEN)
    column = "hash" if table == "consent_event" else "sha256"

    with sessions() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change.format(table, column)))


def test_rule_08_a_gap_in_what_happened_shows(sessions, resident, do):
    for state in (ConsentState.GIVEN, ConsentState.WITHDRAWN, ConsentState.GIVEN):
        do(state)
    with sessions() as session:
        [consent] = consents.consents_of(session, resident.key)
        last, middle, first = events_of(session, consent)

        assert is_whole([last, middle, first])
        assert not is_whole([last, first])
        assert not is_whole([middle, last, first])
        middle.state = "given"
        assert not is_whole([last, middle, first])
        session.rollback()


def test_rule_08_the_chain_of_a_real_journey_is_whole(browser, rows, sessions):
    send(browser, "yes")
    consent = consent_of(rows, browser.owner_key)
    browser.submit(browser.get(f"/toestemmingen/{consent.id}/intrekken/"))

    with sessions() as session:
        assert is_whole(events_of(session, consent))
    assert [event.number for event in rows(ConsentEvent)] == [1, 2]


def test_rule_08_that_time_is_over_is_noted_for_the_record(sessions, do, rows):
    do(ConsentState.GIVEN)
    with sessions() as session:
        session.execute(text("UPDATE consent SET valid_until = now() - interval '1 second'"))
        session.commit()
        assert consents.note_expired(session) == 1
        assert consents.note_expired(session) == 0
        session.commit()

    assert [(e.state, e.ground) for e in rows(ConsentEvent)] == [
        ("given", "self"),
        ("expired", "system"),
    ]
