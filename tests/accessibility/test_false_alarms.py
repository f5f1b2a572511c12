"""Rules that err: the lines that are explained go, and every other fault of the rule stays."""

import pytest

from accessibility import false_alarms
from accessibility.false_alarms import FalseAlarm, Sieve
from accessibility.known import BadKnownFault
from accessibility.outcomes import Verdict
from accessibility.scope import FULL, SAMPLE, USUAL
from accessibility.states import STATES
from portal.domain.accessibility import AuditOutcome

RULE = "IBM aria_content_in_landmark"
SKIP, STRAY = '/a[1] <a class="skip"> outside a landmark', "/p[1] <p> outside a landmark"
ALARM = FalseAlarm(check=RULE, about='<a class="skip">', why={"nl": "Hoort zo.", "en": "Meant."})


@pytest.mark.parametrize(
    ("check", "lines", "outcome", "left"),
    [
        (RULE, (SKIP,), AuditOutcome.PASSED, ()),
        (RULE, (SKIP, STRAY), AuditOutcome.FAILED, (STRAY,)),
        ("IBM another_rule", (SKIP,), AuditOutcome.FAILED, (SKIP,)),
    ],
    ids=["explained", "another element", "another rule"],
)
def test_only_what_is_explained_is_taken_away(check, lines, outcome, left):
    verdict = Sieve([ALARM]).sifted(Verdict(check, AuditOutcome.FAILED, lines))

    assert (verdict.outcome, verdict.evidence) == (outcome, left)


def test_an_alarm_that_never_rings_is_told():
    sieve = Sieve([ALARM])
    assert sieve.silent == [ALARM]

    sieve.sifted(Verdict(RULE, AuditOutcome.FAILED, (SKIP, SKIP)))

    assert (sieve.silent, sieve.times(ALARM)) == ([], 2)


def test_each_alarm_says_why_in_each_language(tmp_path):
    path = tmp_path / "known.toml"
    path.write_text('[[false_alarm]]\ncheck = "x"\nabout = "y"\nwhy = { nl = "z" }\n')

    with pytest.raises(BadKnownFault):
        false_alarms.load(path)
    assert all(alarm.why["nl"] and alarm.why["en"] for alarm in false_alarms.load())


def test_the_sample_holds_what_is_marked_and_pages_from_all_over():
    marked = {state.name for state in STATES if state.in_all_colours}

    assert marked < USUAL.in_all_colours
    assert len(USUAL.in_all_colours) == SAMPLE
    assert len({state.path for state in STATES if state.name in USUAL.in_all_colours}) > SAMPLE / 2
    assert len(FULL.in_all_colours) == len(STATES)
