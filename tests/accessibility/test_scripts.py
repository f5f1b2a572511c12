"""The testers' scripts: each is told, walked by a file of its own, and its steps are noted."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from accessibility import scripts

WALKS = Path(scripts.__file__).parent.parent / "tests" / "journeys" / "scripts"


def test_each_script_that_is_told_is_walked_and_the_other_way_round():
    walked = {path.name.split("_")[1].upper() for path in WALKS.glob("test_t[0-9]*_*.py")}

    assert walked == {script.number for script in scripts.load()}
    for script in scripts.load():
        assert set(script.title) == set(script.left) == {"nl", "en"}


@pytest.mark.parametrize(
    ("node", "when", "failed", "step"),
    [
        ("scripts/test_t2_keyboard.py::test_moving_house[x]", "call", False, "moving house"),
        ("scripts/test_t2_keyboard.py::TestX::test_moving_house", "setup", True, "moving house"),
        ("scripts/test_t2_keyboard.py::test_moving_house", "setup", False, None),
        ("test_moving.py::TestMoving::test_1_looking", "call", False, None),
    ],
)
def test_a_step_is_noted_when_it_is_over_or_broke_off(node, when, failed, step):
    properties = [("evidence", "14 stops"), ("other", "x")]
    report = SimpleNamespace(
        nodeid=f"tests/journeys/{node}",
        when=when,
        failed=failed,
        passed=not failed,
        user_properties=properties,
    )
    noted = scripts.step_of(report)

    assert (noted and noted.name) == step
    if noted:
        assert (noted.number, noted.passed, noted.evidence) == ("T2", not failed, ("14 stops",))
