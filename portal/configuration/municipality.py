"""The file about the municipality (`PORTAL_MUNICIPALITY_FILE`)."""

from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from forms.maps import MapArea
from forms.phones import phone_href
from portal.configuration.operator_files import Day, FilePart, Number, Text, read_toml
from portal.domain.accessibility import REQUIREMENTS, Research
from portal.domain.municipality import HelpPoint, Hours, Municipality

Weekday = Annotated[int, Field(ge=1, le=7)]
"""ISO: 1 is Monday."""


def _for_a_link(text: str) -> str:
    href = phone_href(text)
    if not href:
        raise ValueError(f"'{text}' is no telephone number: write it as +31201234567")
    return href.removeprefix("tel:")


InternationalNumber = Annotated[Text, AfterValidator(_for_a_link)]
"""A number as it stands in a link, however it is written: `+31 (0)20 123 4567` as well."""


class HelpPointPart(FilePart):
    """A place where somebody helps; see `HelpPoint`."""

    name: Text
    address: Text
    hours: Text


class ResearchPart(FilePart):
    """Research by people into the accessibility; see `Research`."""

    planned: Day | None = None
    done: Day | None = None
    by: Annotated[str, Field(strict=True)] = ""
    report: Annotated[str, Field(strict=True)] = ""
    criteria_met: Annotated[Number, Field(ge=0, le=REQUIREMENTS)] = 0


def _area(degrees: tuple[float, float, float, float]) -> MapArea:
    area = MapArea(*degrees)
    if not (area.south < area.north and area.west < area.east):
        raise ValueError("write it as [south, west, north, east], in degrees")
    return area


Latitude = Annotated[float, Field(ge=50, le=54)]
Longitude = Annotated[float, Field(ge=3, le=8)]
Area = Annotated[tuple[Latitude, Longitude, Latitude, Longitude], AfterValidator(_area)]
"""In degrees (WGS 84), within the Netherlands."""


class MunicipalityFile(FilePart):
    """The whole file; see `Municipality`."""

    name: Text
    portal_name: Text
    theme: Text
    phone: Text
    phone_international: InternationalNumber
    email: Text
    website: Text
    privacy_officer: Text
    security_contact: Text
    security_policy: Text
    security_checked: Day
    counter_address: tuple[Text, ...]
    counter_hours: dict[Weekday, tuple[time, time]]
    """Weekday → opens and closes, local time; a day that is not there is closed."""
    help_points: tuple[HelpPointPart, ...] = ()
    organisations: dict[Text, Text] = Field(default_factory=dict)
    map_area: Area | None = None
    accessibility: ResearchPart = ResearchPart()


def load(path: Path) -> Municipality:
    """The municipality in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, MunicipalityFile, setting="PORTAL_MUNICIPALITY_FILE")
    values = dict(file)
    hours = values.pop("counter_hours")
    research = values.pop("accessibility")
    return Municipality(
        **values | {"help_points": tuple(HelpPoint(**dict(point)) for point in file.help_points)},
        hours={weekday: Hours(*span) for weekday, span in hours.items()},
        research=Research(**dict(research)),
    )
