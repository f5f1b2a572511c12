"""The file with the register of processing activities (`PORTAL_ACTIVITIES_FILE`)."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import Field

from portal.configuration.operator_files import BadFile, Day, FilePart, Number, Text, read_toml
from portal.domain.activities import (
    Confidentiality,
    LegalBasis,
    ProcessingActivity,
    Register,
)
from portal.domain.retention import KeptPart

TEXTS = ("name", "purpose", "law", "in_portal", "retention")
LISTS = ("data", "sources", "recipients")
"""What residents read, so what translators translate; the rest are names and numbers."""
Count = Annotated[Number, Field(ge=1)]


class ActivityPart(FilePart):
    """One version of one activity; see `ProcessingActivity`."""

    id: UUID
    code: Text
    version: Count
    name: Text
    purpose: Text
    basis: LegalBasis
    law: Text
    data: tuple[Text, ...]
    sources: tuple[Text, ...]
    recipients: tuple[Text, ...]
    kept: tuple[KeptPart, ...] = ()
    in_portal: str = ""
    retention: str = ""
    line_months: Count
    confidentiality: Confidentiality
    department: Text
    contact: Text
    valid_from: Day
    valid_to: Day | None = None


class ActivitiesFile(FilePart):
    """The whole file."""

    activity: tuple[ActivityPart, ...] = ()


def load(path: Path) -> Register:
    """The register in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, ActivitiesFile, setting="PORTAL_ACTIVITIES_FILE")
    if not file.activity:
        raise BadFile(f"{path}: has no [[activity]]; write at least one")
    register = Register(tuple(ProcessingActivity(**dict(part)) for part in file.activity))
    _check(path, register)
    return register


def _check(path: Path, register: Register) -> None:
    """Every id is one version's, and of one activity never two versions hold at once."""
    for activity in register:
        if not (activity.kept or activity.in_portal or activity.retention):
            raise BadFile(
                f"{path}: {activity.code} says nowhere how long it is kept; give kept, in_portal"
                " or retention"
            )
    versions: defaultdict[str, list[ProcessingActivity]] = defaultdict(list)
    for activity in register:
        if register.by_id(activity.id) is not activity:
            raise BadFile(f"{path}: the id {activity.id} stands twice; make a new one")
        versions[activity.code].append(activity)
    for code, activities in versions.items():
        activities.sort(key=lambda activity: activity.valid_from)
        for earlier, later in pairwise(activities):
            if earlier.holds_on(later.valid_from) or earlier.version >= later.version:
                raise BadFile(
                    f"{path}: versions {earlier.version} and {later.version} of {code} overlap;"
                    " end the earlier one with valid_to, and let version count up"
                )
