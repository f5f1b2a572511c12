"""One page in one state: which template, with what, for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One page in one state."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    is_logged_in: bool = True

    @property
    def area(self) -> str:
        """The folder of its template: the feature it belongs to."""
        return self.template.split("/")[0]
