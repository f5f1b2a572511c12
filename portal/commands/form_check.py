"""`portal forms check`: what an author has to mend in the file of a form, and what to look at."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from forms import (
    CATALOGUE,
    BadForm,
    BadForms,
    Form,
    OutsideNames,
    SourceRegister,
    load_form,
    load_sources,
)
from forms.writing import read_form_file
from portal.configuration import activities, purposes, remedies
from portal.configuration.form_files import EVENTS
from portal.configuration.operator_files import BadFile
from portal.domain.remedies import RemedyRegister
from portal.resources import resource
from portal.services.catalogue_checks import checked
from portal.services.consultations.activities import check_sources
from portal.services.form_remarks import remarks_on
from portal.settings import Settings
from portal.wiring import connect


@dataclass(frozen=True, slots=True, order=True)
class FormRemark:
    """One thing that is said about the file of a form."""

    path: str
    line: int
    weight: Literal["error", "warning"]
    words: str

    def __str__(self) -> str:
        """As editors read it: `file:line: error: …`."""
        return f"{self.path}:{self.line}: {self.weight}: {self.words}"


def _register(
    _context: click.Context, _option: click.Parameter, file: Path | None
) -> RemedyRegister:
    """What is in this file, or in the example; raises `BadFile`."""
    return remedies.load(file or resource("remedies.toml"))


remedies_option = click.option(
    "--remedies",
    "register",
    envvar="PORTAL_REMEDIES_FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_register,
    help="What one can do against decisions; else the example of the portal.",
)


@click.command("check")
@click.argument(
    "files",
    nargs=-1,
    metavar="[FILE]…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--strict", "is_strict", is_flag=True, help="End with 1 for warnings too.")
@click.option(
    "--case-system", "asks_cases", is_flag=True, help="Ask the case system of the settings too."
)
@remedies_option
@click.option(
    "--activities",
    "activities_file",
    envvar="PORTAL_ACTIVITIES_FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The register of processing activities; else the example of the portal.",
)
def check_forms(
    files: tuple[Path, ...],
    *,
    is_strict: bool,
    asks_cases: bool,
    register: RemedyRegister,
    activities_file: Path | None,
) -> None:
    """Say what is wrong in the files of forms, or in these, all at once; needs no database.

    Errors: it can't be published. Warnings: residents would stumble over it. Ends with 1 for
    errors.
    """
    outside = OutsideNames(
        events=EVENTS,
        remedies=register.remedies,
        purposes=purposes.load(),
    )
    sources = load_sources()
    said = [*_on_sources(activities_file or resource("activities.toml"), sources)]
    files = files or tuple(sorted(CATALOGUE.glob("*.yaml")))
    forms = _judge(files, sources, outside, said)
    if asks_cases:
        said += _lacking(forms)
    errors = sum(each.weight == "error" for each in said)
    print("".join(f"{each}\n" for each in sorted(said)), end="")
    print(f"{len(files)} files, {errors} errors, {len(said) - errors} warnings.")
    sys.exit(1 if errors or (said and is_strict) else 0)


def _judge(
    files: Iterable[Path], register: SourceRegister, outside: OutsideNames, said: list[FormRemark]
) -> dict[Path, Form]:
    """The forms of those files that have no error; adds what there is to say of all."""
    forms = dict[Path, Form]()
    for file in files:
        try:
            forms[file] = load_form(file, register, outside)
        except BadForms as error:
            said += [error_on(file, each) for each in error.mistakes]
        else:
            said += warnings_on(file, forms[file])
    return forms


def _on_sources(register_file: Path, register: SourceRegister) -> Iterator[FormRemark]:
    """Whether what sources are asked for stands in the register of processing activities."""
    try:
        check_sources(activities.load(register_file), register)
    except BadFile as error:
        yield FormRemark("forms/sources.yaml", 1, "error", str(error))


def error_on(file: Path, mistake: BadForm) -> FormRemark:
    """A mistake in this file, or in a fragment that it uses."""
    words = f"{mistake.problem} {mistake.remedy}"
    return FormRemark(_shown(file.parent / mistake.file), mistake.line, "error", words)


def warnings_on(file: Path, form: Form) -> Iterator[FormRemark]:
    """What residents would stumble over in this form, which is right."""
    source = read_form_file(file)
    for each in remarks_on(form):
        place, words = source.place(each.loc), f"{each.problem} {each.remedy}"
        yield FormRemark(_shown(file.parent / place.file), place.line, "warning", words)


def _lacking(forms: dict[Path, Form]) -> list[FormRemark]:
    """What the catalogue of the case system lacks for these forms."""
    intake = connect(Settings()).intake
    said = []
    for file, form in forms.items():
        check = checked(intake, form)
        sentences = [*check.findings]
        if check.fault:
            sentences.append(f"The case system could not be asked: {check.fault}")
        line = read_form_file(file).line(("case", "type"))
        said += [FormRemark(_shown(file), line, "error", sentence) for sentence in sentences]
    return said


def _shown(file: Path) -> str:
    """From where the author stands, as far as it lies there."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
