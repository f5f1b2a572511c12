"""The register of processing activities of this portal, and what it says about a line."""

from typing import cast

from flask import current_app

from portal.domain.activities import ProcessingActivity, Register
from portal.domain.days import day_of
from portal.domain.lines import Line


def register() -> Register:
    """The register of this app."""
    return cast("Register", current_app.extensions["activities"])


def activity_of(line: Line) -> ProcessingActivity | None:
    """What the data was used for, in the version that held then; None: the register lacks it."""
    if line.activity_id:
        return register().by_id(line.activity_id)
    return register().by_code(line.activity_code, day_of(line.at))


def may_be_shown(line: Line) -> bool:
    """Whether the resident may see this line: not those of a confidential activity."""
    activity = activity_of(line)
    return activity is None or activity.is_shown
