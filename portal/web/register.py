"""The register of processing activities of this portal, and what it says about a line."""

from collections.abc import Iterable
from typing import cast

from flask import current_app

from forms import DataSource, SourceRegister
from portal.domain.activities import BadRegister, ProcessingActivity, Register
from portal.domain.days import day_of, today
from portal.domain.lines import Line


def register() -> Register:
    """The register of this app."""
    return cast("Register", current_app.extensions["activities"])


def chosen_sources() -> SourceRegister:
    """The sources of which residents can choose that we ask them."""
    return cast("SourceRegister", current_app.extensions["sources"])


def check(known: Register, sources: Iterable[DataSource]) -> None:
    """Hold the register of sources against it; raises `BadRegister`.

    What a resident reads about a fetch must be the law that was named when they chose it.
    """
    for source in sources:
        for purpose in source.purposes:
            activity = known.by_code(purpose.activity, today())
            if activity is None or activity.law != purpose.law:
                raise BadRegister(
                    f"sources.yaml: {source.id}, {purpose.id}: there is no activity"
                    f" '{purpose.activity}' today with the law \"{purpose.law}\"; add it to"
                    " the file of PORTAL_ACTIVITIES_FILE, or name another"
                )


def activity_of(line: Line) -> ProcessingActivity | None:
    """What the data was used for, in the version that held then; None: the register lacks it."""
    if line.activity_id:
        return register().by_id(line.activity_id)
    return register().by_code(line.activity_code, day_of(line.at))


def may_be_shown(line: Line) -> bool:
    """Whether the resident may see this line: not those of a confidential activity."""
    activity = activity_of(line)
    return activity is None or activity.is_shown
