"""An audit that saw what a test says, without a browser."""

from datetime import date

from accessibility import looking, scripts, summary
from accessibility.audit import Audit
from accessibility.outcomes import Check, Look, Verdict
from accessibility.states import STATES
from portal.domain.accessibility import AuditOutcome

TODAY = date(2026, 11, 22)
LABEL = Check(
    name="axe label",
    criteria=("4.1.2",),
    says="Form elements must have labels",
    url="https://rules.example/label",
    acts=("e086e5",),
)
GOOD = (
    Verdict("title", AuditOutcome.PASSED),
    Verdict("reflow", AuditOutcome.PASSED),
    Verdict("axe label", AuditOutcome.PASSED),
)


def look(*verdicts, state="home", place="/", language="nl", width=320, elements=()):
    """One look at a page."""
    return Look(
        state=state,
        place=place,
        language=language,
        width=width,
        verdicts=verdicts or GOOD,
        elements=frozenset(elements),
    )


def audit_of(*looks, complete=True):
    """An audit with these looks, and good ones at all other states."""
    audit = Audit(lambda _line: None)
    audit.checks = (*looking.CHECKS, LABEL)
    audit.browser = "chrome 156"
    audit.looks = list(looks)
    if complete:
        seen = {one.state for one in looks}
        audit.looks += [look(state=state.name) for state in STATES if state.name not in seen]
        audit.steps = [scripts.Step(one.number, "goes well", True, ()) for one in scripts.load()]
    return audit


def result_of(*looks, known=(), complete=True):
    """What comes of it today."""
    return summary.result_of(audit_of(*looks, complete=complete), known, TODAY)
