"""The outcome of looking at every page: runs after all journeys, which meet the states.

Rule 11 of the design: every state of every page has no axe violation, a way for the keyboard,
reflow at 320 px, and a title of its own.
"""

import pytest

from accessibility.states import STATES

pytestmark = pytest.mark.journey


def test_rule_11_no_page_that_was_met_has_a_fault(inspection):
    if not inspection.met:
        pytest.skip("no journey ran before this: there is nothing to judge")

    faults = {name: faults for name, faults in inspection.faults.items() if faults}
    assert faults == {}


def test_rule_11_every_state_was_met(inspection, all_journeys_run):
    if not all_journeys_run:
        pytest.skip("not all journeys run: those that are left out may meet the states that lack")

    assert [state.name for state in STATES if state.name not in inspection.met] == []
