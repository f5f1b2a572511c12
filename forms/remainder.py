"""What else is wrong with a form of which a part can't be read: the other parts are judged.

One mistake hides no other. A page that has not its shape is left out whole, and what would follow
from that is not told: names that it would have given, and tables that look at them.
"""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from forms.checking import check
from forms.definition import Form
from forms.mistakes import Mistake
from forms.model_parts import part_at
from forms.sources import SourceRegister
from forms.writing.places import items_of, keys_of, plain, with_items, with_parts
from forms.yaml_file import BadForm, YamlFile
from forms.yaml_reading import PlacedValue

Loc = tuple[str | int, ...]
_MOST_TRIES = 3
_NAMED = frozenset({"conditions", "decisions"})
_WAYS = {"phone": "-", "counter": "-", "paper": "-"}
_START = {
    "for_whom": ["-"],
    "have_at_hand": ["-"],
    "cost": "-",
    "minutes": 1,
    "at_once": "-",
    "then": ["-"],
    "data": [{"what": "-", "why": "-", "law": "-", "source": "-"}],
    "other_ways": _WAYS,
}
_CASE = {"type": "-", "description": "-", "documents": {"answers": "-"}, "term": None}
_INSTEAD = {
    "title": "-",
    "summary": "-",
    "send": "-",
    "slug": "x",
    "event": "x",
    "synonyms": [],
    "login": "required",
    "level": "hoog",
    "start": _START,
    "case": _CASE | {"properties": {}, "first_status": "-", "service_days": 1},
}
"""What stands in for what every form has, where that can't be read."""


def mistakes_of_rest(
    source: YamlFile, error: ValidationError, register: SourceRegister
) -> Iterator[BadForm]:
    """Every mistake of what is left without the parts in which this error is."""
    rest = _Rest(source.root)
    for _try in range(_MOST_TRIES):
        for loc in sorted({_part_of(part_at(Form, each["loc"]).loc) for each in error.errors()}):
            rest.cut.add(loc)
        root = rest.root
        if root is None:
            return
        try:
            form = Form.model_validate(root.value, context={"is_written": True})
        except ValidationError as again:
            error, rest = again, _Rest(root, rest.hidden, is_case_cut=rest.is_case_cut)
            continue
        left = YamlFile(source.file, root, ())
        for each in check(form, register):
            if not rest.explains(each):
                yield left.mistake(each.loc, each.problem, each.remedy, each.name)
        return


def may_be_elsewhere(mistake: Mistake) -> bool:
    """Whether it is about something that pages which can't be read may have.

    Not where a name is nearly one that there is: that is the one that was meant.
    """
    is_nameless = bool(mistake.name) and not mistake.remedy.startswith("Did you mean")
    return mistake.is_lack or is_nameless


class _Rest:
    """A form without some of its parts."""

    def __init__(
        self, root: PlacedValue, hidden: Iterable[str] = (), *, is_case_cut: bool = False
    ) -> None:
        self._root = root
        self.cut: set[Loc] = set()
        self.hidden = set(hidden)
        """Names that the parts which were left out would have given."""
        self.is_case_cut = is_case_cut

    @property
    def root(self) -> PlacedValue | None:
        """What is left; None where there is nothing to judge."""
        parts = keys_of(self._root)
        for loc in self.cut:
            self._note(loc)
            if len(loc) == 1 and loc[0] in _INSTEAD:
                parts[str(loc[0])] = _placed(self._root, _INSTEAD[str(loc[0])])
            elif len(loc) == 1:
                parts.pop(str(loc[0]), None)
        for key in (key for key in _NAMED if key in parts):
            named = {
                name: p for name, p in keys_of(parts[key]).items() if (key, name) not in self.cut
            }
            parts[key] = with_parts(parts[key], named)
        if "sections" in parts:
            parts["sections"] = with_items(parts["sections"], self._sections(parts["sections"]))
        return with_parts(self._root, parts) if items_of(parts.get("sections")) else None

    def explains(self, mistake: Mistake) -> bool:
        """Whether it may follow from what was left out."""
        if mistake.loc[:1] == ("task_list",) or (mistake.loc[:1] == ("case",) and self.is_case_cut):
            return True
        if may_be_elsewhere(mistake) or self.hidden & set(mistake.name.split(".")):
            return True
        return any(
            f"'{name}'" in mistake.problem or f"'{name}." in mistake.problem for name in self.hidden
        )

    def _sections(self, sections: PlacedValue) -> Iterator[PlacedValue]:
        for number, section in enumerate(items_of(sections)):
            parts = keys_of(section)
            if ("sections", number) in self.cut or "pages" not in parts:
                continue
            pages = [
                page
                for index, page in enumerate(items_of(parts["pages"]))
                if ("sections", number, "pages", index) not in self.cut
            ]
            if pages:
                yield with_parts(section, {**parts, "pages": with_items(parts["pages"], pages)})

    def _note(self, loc: Loc) -> None:
        self.is_case_cut |= loc[:1] == ("case",)
        place: PlacedValue | None = self._root
        for step in loc:
            place = place.parts.get(step) if place else None
        if len(loc) > 1 and loc[0] in _NAMED:
            self.hidden.add(str(loc[1]))
        elif place:
            self.hidden |= set(_names_in(place.value))


def _part_of(loc: Loc) -> Loc:
    """The page in which it is, or the section, condition, table or key of the form."""
    if loc[:1] == ("sections",):
        return loc[:4] if loc[2:3] == ("pages",) and len(loc) > len(loc[:3]) else loc[:2]
    return loc[:2] if loc[0] in _NAMED else loc[:1]


def _names_in(value: object) -> Iterator[str]:
    """What conditions could read of it: ids, and names of what is worked out."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        if isinstance(value.get("compute"), dict):
            yield from map(str, value["compute"])
        for each in value.values():
            yield from _names_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _names_in(each)


def _placed(place: PlacedValue, value: object) -> PlacedValue:
    """These values, all at this place."""
    if isinstance(value, dict):
        return with_parts(place, {key: _placed(place, each) for key, each in value.items()})
    if isinstance(value, list):
        return with_items(place, (_placed(place, each) for each in value))
    return plain(place, value)
