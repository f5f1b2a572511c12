"""With scripts and without: each journey works both ways.

What a page does without scripts, tests over HTTP try in each run; a browser shows that it is so
for a whole journey of each kind, and in `make stress` for the others.
"""

import pytest

WITH, WITHOUT = "with JavaScript", "without JavaScript"
BOTH = pytest.mark.parametrize("javascript", [WITH, WITHOUT], indirect=True, scope="class")
"""Both in each run."""
BOTH_IN_STRESS = pytest.mark.parametrize(
    "javascript",
    [WITH, pytest.param(WITHOUT, marks=pytest.mark.stress)],
    indirect=True,
    scope="class",
)
"""Without scripts in `make stress` only."""
