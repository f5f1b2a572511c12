"""Forms from YAML files, checked before they are published; and the catalogue of all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from forms.checking import check
from forms.definition import Form
from forms.keys import FormSlug
from forms.sources import SourceRegister
from forms.stored import publish
from forms.yaml_file import BadForm, Loc, YamlFile

CATALOGUE = Path(__file__).parent / "catalogue"

_REMEDIES = {
    "missing": "Add it.",
    "extra_forbidden": "Remove it, or check how it is spelled.",
    "string_type": "Write text; put yes, no, dates and numbers between quotes.",
    "string_too_short": "Write a text, or leave the key out.",
    "string_pattern_mismatch": "Use small letters and digits; `-` in slugs, `_` in ids.",
    "too_short": "Add one.",
    "tuple_type": "Write a list: each item on its own line after `- `.",
    "model_type": "Write `key: value` lines, indented under it.",
    "model_attributes_type": "Write `key: value` lines, indented under it.",
    "dict_type": "Write `key: value` lines, indented under it.",
    "union_tag_not_found": "Add `kind: …`.",
}
_ELSE = "Write one of the values that the message names."


class UnknownForm(KeyError):
    """The catalogue has no form of this name."""


class Catalogue:
    """All forms that can be filled in now."""

    def __init__(self, forms: dict[str, Form]) -> None:
        self._forms = dict(sorted(forms.items()))

    @classmethod
    def load(cls, register: SourceRegister, folder: Path = CATALOGUE) -> Self:
        """The forms of all YAML files in a folder, with these sources; raises `BadForm`."""
        forms = [load_form(file, register) for file in sorted(folder.glob("*.yaml"))]
        return cls({form.slug: form for form in forms})

    def form(self, slug: FormSlug) -> Form:
        """The form of this name; raises `UnknownForm`."""
        try:
            return self._forms[slug]
        except KeyError:
            raise UnknownForm(slug) from None

    def __iter__(self) -> Iterator[Form]:
        """The forms, in the order of their slugs."""
        return iter(self._forms.values())

    def __len__(self) -> int:
        return len(self._forms)


def load_form(file: Path, register: SourceRegister) -> Form:
    """The form in a YAML file, ready to be published; raises `BadForm`."""
    source = YamlFile.read(file.name, file.read_bytes())
    form = _form(source.data, register, source.file, source.line)
    if form.slug != file.stem:
        raise BadForm(
            file.name,
            source.line(("slug",)),
            f"The slug '{form.slug}' is not the name of the file.",
            f"Write `slug: {file.stem}`, or rename the file.",
        )
    return form


def form_from_values(values: object, register: SourceRegister) -> Form:
    """The form in plain values, ready to be published; raises `BadForm`."""
    return _form(values, register, "form", lambda _loc: 1)


def _form(data: object, register: SourceRegister, file: str, line: Callable[[Loc], int]) -> Form:
    """The form in plain values, checked against all rules; raises `BadForm` for the first mistake.

    A form that was published before is not judged again: `forms.stored` loads that.
    """
    try:
        form = Form.model_validate(data)
    except ValidationError as error:
        first = min(_causes(error), key=lambda d: (d["type"] == "missing", line(d["loc"])))
        raise BadForm(file, line(first["loc"]), _problem(first), _remedy(first)) from error
    mistakes = [BadForm(file, line(m.loc), m.problem, m.remedy) for m in check(form, register)]
    if mistakes:
        raise min(mistakes, key=lambda mistake: mistake.line)
    publish(form, register)
    return form


def _causes(error: ValidationError) -> list[ErrorDetails]:
    """The errors, without those that follow from another.

    A list is "too short" for pydantic as soon as one of its items is wrong. (What is missing
    may well be misspelled: then the word that is not known is told first.)
    """
    details = error.errors(include_url=False, include_input=False)
    around = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if detail["loc"] not in around]


def _problem(detail: ErrorDetails) -> str:
    if detail["type"] == "bad_form":
        return detail["msg"]
    path = ".".join(str(step) for step in detail["loc"])
    return f"{path}: {detail['msg']}."


def _remedy(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    if "remedy" in context:
        return str(context["remedy"])
    return _REMEDIES.get(detail["type"], _ELSE)
