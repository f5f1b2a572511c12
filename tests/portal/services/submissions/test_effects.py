"""The one table of what questions bring about."""

from forms.kinds import KINDS
from portal.services.submissions.effects import EFFECTS


def test_every_effect_that_a_kind_names_stands_in_the_table_and_no_other():
    assert {kind.effect for kind in KINDS.values() if kind.effect} == EFFECTS.keys()
