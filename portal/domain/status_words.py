"""What a municipality tells residents of each status: its data, never guessed from a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.domain.cases import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """What residents read of one status."""

    words: Mapping[str, str]
    """Its name by code of the language; there is one in Dutch (`nl`)."""
    progress: Progress | None = None
    """How far a case is in it; None: as its place among the statuses says."""


@dataclass(frozen=True, slots=True)
class StatusRegister:
    """The words of all statuses. Source: `PORTAL_STATUSES_FILE`."""

    by_case_type: Mapping[str, Mapping[str, StatusWords]] = field(default_factory=dict)
    """By the case type's `identificatie`; then by the status's name or number."""

    def of(self, case_type: str, name: str, number: int | None) -> StatusWords | None:
        """The words of a status by its name, else by its number; None where there are none."""
        statuses = self.by_case_type.get(case_type, {})
        return statuses.get(name) or statuses.get(str(number))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each entry: case type, and the name or number of the status."""
        for case_type, statuses in self.by_case_type.items():
            for status in statuses:
                yield case_type, status


NO_STATUS_WORDS = StatusRegister()
"""Nothing is told in words of the municipality."""
