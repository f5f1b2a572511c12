"""Laws by their names: `law: pw35`, or `law: [gemeentewet_255, iw_26]` for several."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.scope import suggestion
from forms.writing.places import each_part, plain
from forms.yaml_file import BadForm
from forms.yaml_reading import PlacedValue

_NAME = re.compile(r"[a-z][a-z0-9_]*")
"""What no law is called: those have a capital letter and a space."""


@dataclass(frozen=True, slots=True)
class LawNames:
    """What each name stands for; adds to `mistakes` what can't be read."""

    laws: Mapping[str, PlacedValue]
    mistakes: list[BadForm]

    def written_out(self, place: PlacedValue) -> PlacedValue:
        """The same values, with each `law` as it is called in full."""
        return each_part(place, self._part)

    def _part(self, key: str | int, place: PlacedValue) -> PlacedValue:
        if key != "law" or isinstance(place.value, dict):
            return self.written_out(place)
        if isinstance(place.value, list):
            names = [self._law(part) for part in place.parts.values()]
            if not all(isinstance(name, str) and name for name in names):
                return place
            return plain(place, ", en ".join(filter(None, (", ".join(names[:-1]), names[-1]))))
        return plain(place, self._law(place))

    def _law(self, place: PlacedValue) -> Any:
        name = place.value
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            return name
        if name in self.laws:
            return self.laws[name].value
        remedy = f"{suggestion(name, self.laws)} Or write the law out."
        problem = f"No law '{name}'."
        self.mistakes.append(BadForm(place.file, place.line, problem, remedy, f"law {name}"))
        return name
