"""The outcome of looking at every page: runs after all journeys, and only with all of them.

Rule 11 of the design: every state of every page has no axe violation, a way for the keyboard,
reflow at 320 px, and a title of its own.
"""

import pytest

from accessibility.states import STATES

pytestmark = pytest.mark.journey


def test_rule_11_no_page_that_was_met_has_a_fault(inspection):
    faults = {name: faults for name, faults in inspection.faults.items() if faults}
    assert faults == {}


def test_rule_11_every_state_was_met(inspection):
    assert [state.name for state in STATES if state.name not in inspection.met] == []
