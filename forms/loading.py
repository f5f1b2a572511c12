"""Forms from YAML files, checked before they are published; and the catalogue of all of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from forms.checking import check
from forms.definition import Form
from forms.keys import FormSlug
from forms.mistakes import Mistake
from forms.outside_names import NOTHING_KNOWN, OutsideNames, check_outside_names
from forms.remainder import may_be_elsewhere, mistakes_of_rest
from forms.shape_mistakes import shape_mistakes
from forms.sources import SourceRegister
from forms.stored import publish
from forms.unseen import check_characters
from forms.writing import read_form_file
from forms.yaml_file import BadForm, BadForms, YamlFile

CATALOGUE = Path(__file__).parent / "catalogue"


class UnknownForm(KeyError):
    """The catalogue has no form of this name."""


class Catalogue:
    """All forms that can be filled in now."""

    def __init__(self, forms: dict[str, Form]) -> None:
        self._forms = dict(sorted(forms.items()))

    @classmethod
    def load(
        cls,
        register: SourceRegister,
        folder: Path = CATALOGUE,
        outside: OutsideNames = NOTHING_KNOWN,
    ) -> Self:
        """The forms of all YAML files in a folder, with these sources.

        Raises `BadForms`, with what is wrong in all files.
        """
        forms, mistakes = load_forms(sorted(folder.glob("*.yaml")), register, outside)
        if mistakes:
            raise BadForms(mistakes)
        return cls({form.slug: form for form in forms.values()})

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


def load_forms(
    files: Iterable[Path], register: SourceRegister, outside: OutsideNames = NOTHING_KNOWN
) -> tuple[dict[Path, Form], list[BadForm]]:
    """The forms of those of these files that are right, and what is wrong with the others."""
    forms, mistakes = dict[Path, Form](), list[BadForm]()
    for file in files:
        try:
            forms[file] = load_form(file, register, outside)
        except BadForms as error:
            mistakes += error.mistakes
    return forms, mistakes


def load_form(file: Path, register: SourceRegister, outside: OutsideNames = NOTHING_KNOWN) -> Form:
    """The form in a YAML file, ready to be published; raises `BadForms`.

    `outside`: what its surroundings know; what they don't know is not judged.
    """
    source = read_form_file(file)
    form, mistakes, of_rest = _judged_file(source, register, outside)
    if isinstance(slug := source.data.get("slug"), str) and slug != file.stem:
        problem = f"The slug '{slug}' is not the name of the file."
        remedy = f"Write `slug: {file.stem}`, or rename the file."
        mistakes.append(Mistake(("slug",), problem, remedy))
    top = source.root.line
    lines = {(each.file, each.line) for each in source.mistakes if each.line != top}
    placed = [source.mistake(m.loc, m.problem, m.remedy, m.name) for m in mistakes]
    placed += of_rest
    # What can't be read as it was meant makes more mistakes on its own line.
    told = [mistake for mistake in placed if (mistake.file, mistake.line) not in lines]
    if form is None or told or source.mistakes:
        raise BadForms([*source.mistakes, *told])
    publish(form, register)
    return form


def form_from_values(
    values: object, register: SourceRegister, outside: OutsideNames = NOTHING_KNOWN
) -> Form:
    """The form in plain values, ready to be published; raises `BadForms`."""
    form, mistakes = _judged(values, register, outside)
    if form is None or mistakes:
        raise BadForms(BadForm("form", 1, m.problem, m.remedy, m.name) for m in mistakes)
    publish(form, register)
    return form


def _judged_file(
    source: YamlFile, register: SourceRegister, outside: OutsideNames
) -> tuple[Form | None, list[Mistake], list[BadForm]]:
    """The form of a file, None where it has not its shape; every mistake; those of its other parts.

    Of a form that lacks pages, as they can't be read, a name that there isn't may be one of theirs.
    """
    outside_it = list(check_outside_names(source.data, outside))
    try:
        form = Form.model_validate(source.data, context={"is_written": True})
    except ValidationError as error:
        shape = shape_mistakes(error, Form)
        return None, [*outside_it, *shape], list(mistakes_of_rest(source, error, register))
    mistakes = check(form, register)
    of_form = (each for each in mistakes if source.is_whole or not may_be_elsewhere(each))
    return form, [*outside_it, *of_form], []


def _judged(
    data: object, register: SourceRegister, outside: OutsideNames
) -> tuple[Form | None, list[Mistake]]:
    """The form in plain values, None where they have not its shape; and every mistake.

    What the parts of a form are to each other is judged when each has its shape. A form that was
    published before is not judged again: `forms.stored` loads that.
    """
    if unseen := list(check_characters(data)):
        return None, unseen  # messages can't tell of other mistakes in such a text
    mistakes = list(check_outside_names(data, outside))
    try:
        form = Form.model_validate(data, context={"is_written": False})
    except ValidationError as error:
        return None, [*mistakes, *shape_mistakes(error, Form)]
    return form, [*mistakes, *check(form, register)]
