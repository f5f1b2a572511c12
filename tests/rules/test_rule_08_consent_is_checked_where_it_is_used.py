"""Rule 8: consent is checked where it is used, in one function, at that moment; unknown is no."""

import ast
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.domain.consents import ConsentState
from portal.domain.consultations import Action
from portal.domain.days import AMSTERDAM, months_later
from portal.storage.consents.consents import check_permission
from portal.storage.consultations import ConsultationLine
from portal.storage.submissions import Submission
from tests.consents_given import ask_to_use, send

ROOT = Path(__file__).parent.parent.parent


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


def test_rule_08_a_yes_holds_until_its_last_day_is_over_without_any_job(may, do, purpose):
    do(ConsentState.GIVEN)
    last_day = months_later(datetime.now(AMSTERDAM), purpose.valid_months).date()
    midnight = datetime.combine(last_day + timedelta(days=1), time.min, AMSTERDAM)

    assert may(now=midnight - timedelta(minutes=1))
    assert not may(now=midnight)


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
                    if isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") == "ConsentPermission"
                }

    assert makers == {("portal/storage/consents/consents.py", "check_permission")}


def test_rule_08_a_withdrawal_waits_for_a_use_and_a_use_after_it_finds_nothing(
    sessions, resident, purpose, do, may
):
    do(ConsentState.GIVEN)
    with ThreadPoolExecutor(1) as pool, sessions() as using:
        assert check_permission(using, resident.key, purpose)
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
