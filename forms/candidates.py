"""The forms of a folder as they might be published: a bad file hides none of the others."""

from dataclasses import dataclass
from pathlib import Path

from forms.definition import Form
from forms.keys import FormSlug
from forms.loading import CATALOGUE, Catalogue, load_form
from forms.outside_names import NOTHING_KNOWN, OutsideNames
from forms.sources import SourceRegister
from forms.yaml_file import BadForm


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the files say, and which can't be used."""

    forms: Catalogue
    faults: dict[FormSlug, ValueError]
    """By the form that it would be: where a bad file is wrong, and what to do about it."""


def load_candidates(
    register: SourceRegister, folder: Path = CATALOGUE, outside: OutsideNames = NOTHING_KNOWN
) -> Candidates:
    """The forms of all YAML files in a folder that are right, with these sources.

    `outside`: what its surroundings know; what they don't know is not judged.
    """
    forms, faults = dict[str, Form](), dict[FormSlug, ValueError]()
    for file in sorted(folder.glob("*.yaml")):
        try:
            form = load_form(file, register, outside)
        except BadForm as fault:
            faults[FormSlug(file.stem)] = fault
        else:
            forms[form.slug] = form
    return Candidates(Catalogue(forms), faults)
