"""What the register of processing activities says about a line, and about a source."""

from collections.abc import Iterable

from forms import DataSource
from portal.configuration.operator_files import BadFile
from portal.domain.activities import ProcessingActivity, Register
from portal.domain.consultations import Consultation
from portal.domain.days import day_of, today


def check_sources(register: Register, sources: Iterable[DataSource]) -> None:
    """Hold the register of sources against it; raises `BadFile`.

    What a resident reads about a fetch must be the law that was named when they chose it.
    """
    for source in sources:
        for purpose in source.purposes:
            activity = register.by_code(purpose.activity, today())
            if activity is None or activity.law != purpose.law:
                raise BadFile(
                    f"sources.yaml: {source.id}, {purpose.id}: there is no activity"
                    f" '{purpose.activity}' today with the law \"{purpose.law}\"; add it to"
                    " the file of PORTAL_ACTIVITIES_FILE, or name another"
                )


def activity_of(register: Register, line: Consultation) -> ProcessingActivity | None:
    """What the data was used for, in the version that held then; None: the register lacks it."""
    if line.activity_id:
        return register.by_id(line.activity_id)
    return register.by_code(line.activity_code, day_of(line.at))


def may_be_shown(register: Register, line: Consultation) -> bool:
    """Whether the resident may see this line: not those of a confidential activity."""
    activity = activity_of(register, line)
    return activity is None or activity.is_shown
