"""What forms have in common, each in a file of its own beside them: pages, laws and defaults.

forms/catalogue/fragments/contact.yaml    pages that forms `use`
forms/catalogue/fragments/laws.yaml       names of laws
forms/catalogue/fragments/defaults.yaml   what a form has where it says nothing itself
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

from forms.scope import suggestion
from forms.writing.places import items_of, keys_of
from forms.yaml_file import BadForm, BadForms, YamlFile
from forms.yaml_reading import PlacedValue

FOLDER = "fragments"
SHIPPED = Path(__file__).parent.parent / "catalogue" / FOLDER
LAWS, DEFAULTS = "laws", "defaults"
_KEYS = ("fragment", "title", "laws", "data", "pages")


@dataclass(frozen=True)
class Fragment:
    """Pages that several forms ask in the same words."""

    title: PlacedValue | None
    """The name of the step, where it is used as a section; None: it is used among pages only."""
    laws: dict[str, PlacedValue]
    data: list[PlacedValue]
    """Lines of the start page that say what is asked here and why."""
    pages: list[PlacedValue]


@dataclass(frozen=True)
class Fragments:
    """The fragments of a folder, each read when a form uses it."""

    folder: Path
    _read: dict[str, Fragment] = field(default_factory=dict)

    @classmethod
    def beside(cls, file: Path) -> Self:
        """Those of the folder in which a form stands; where it has none, the ones shipped."""
        own = file.parent / FOLDER
        return cls(own if own.is_dir() else SHIPPED)

    @property
    def names(self) -> dict[str, Path]:
        """Name → file of each that has pages."""
        files = sorted(self.folder.glob("*.yaml"))
        return {file.stem: file for file in files if file.stem not in (LAWS, DEFAULTS)}

    @cached_property
    def laws(self) -> dict[str, PlacedValue]:
        """Name → law that each form can name; raises `BadForms`."""
        file = self._file(LAWS)
        return keys_of(keys_of(file.root).get(LAWS)) if file else {}

    @cached_property
    def defaults(self) -> PlacedValue | None:
        """What a form has where it says nothing itself; None: nothing; raises `BadForms`."""
        file = self._file(DEFAULTS)
        return keys_of(file.root).get(DEFAULTS) if file else None

    def find(self, place: PlacedValue) -> Fragment:
        """The fragment that is named here; raises `BadForms`."""
        name = place.value
        if not isinstance(name, str) or name not in self.names:
            remedy = suggestion(str(name), self.names)
            raise BadForms([BadForm(place.file, place.line, f"No fragment '{name}'.", remedy)])
        if name not in self._read:
            self._read[name] = self._fragment(name)
        return self._read[name]

    def _fragment(self, name: str) -> Fragment:
        file = self._file(name)
        assert file is not None
        parts, mistakes = keys_of(file.root), list(file.mistakes)
        for key in parts.keys() - set(_KEYS):
            remedy = suggestion(key, dict.fromkeys(_KEYS))
            mistakes.append(file.mistake((key,), f"There is no key `{key}` here.", remedy))
        if (place := parts.get("fragment")) is None or place.value != name:
            problem = "`fragment` is not the name of the file."
            mistakes.append(file.mistake(("fragment",), problem, f"Write `fragment: {name}`."))
        if not items_of(parts.get("pages")):
            mistakes.append(file.mistake(("pages",), "There are no pages.", "Write `pages:`."))
        if mistakes:
            raise BadForms(mistakes)
        return Fragment(
            title=parts.get("title"),
            laws=keys_of(parts.get("laws")),
            data=items_of(parts.get("data")),
            pages=items_of(parts["pages"]),
        )

    def _file(self, name: str) -> YamlFile | None:
        file = self.folder / f"{name}.yaml"
        if not file.is_file():
            return None
        return YamlFile.inspect(f"{FOLDER}/{file.name}", file.read_bytes(), name)
