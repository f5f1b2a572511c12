"""The outcome of looking at every page: runs after all journeys, which meet the states.

Rule 11 of the design: every state of every page has no axe violation, a way for the keyboard,
reflow at 320 px, and a title of its own.
"""

import pytest

from accessibility.states import STATES

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("name", [state.name for state in STATES])
def test_rule_11_this_state_was_met_and_has_no_fault(inspection, name):
    if name not in inspection.met:
        pytest.fail("no journey came by this state (all journeys must run)")
    if inspection.faults[name]:
        pytest.fail("\n".join(inspection.faults[name]))


def test_rule_11_there_are_no_states_but_those(inspection):
    assert not inspection.faults["unknown"]
