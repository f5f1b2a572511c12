"""`portal forms case-type`: what a form needs of the case system of `make run`, as its file."""

from dataclasses import dataclass
from pathlib import Path

import click

from forms import OutsideNames, load_form, load_sources
from portal.commands.form_check import remedies_option
from portal.configuration import statuses
from portal.configuration.operator_files import BadFile
from portal.domain.catalogue_design import CaseTypeDesign
from portal.domain.remedies import RemedyRegister
from portal.gateways.cases.zgw.case_type_addition import CannotAdd, with_additions
from portal.gateways.cases.zgw.case_type_file import case_type_text
from portal.resources import resource
from portal.services.catalogue_design import designs_of


@click.command("case-type")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Write each into this folder; none that is there is overwritten.",
)
@click.option(
    "--add", "adds", is_flag=True, help="To one that is there add what it lacks; the rest stays."
)
@remedies_option
@click.option(
    "--statuses",
    "statuses_file",
    envvar="PORTAL_STATUSES_FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What residents read of each status; else the example of the portal.",
)
def write_case_types(
    file: Path,
    *,
    folder: Path | None,
    adds: bool,
    register: RemedyRegister,
    statuses_file: Path | None,
) -> None:
    """Write the file of the case type that a form needs, for the case system of `make run`.

    Of a form with several, one after the other; with --into each is a file by itself. With --add
    what a file lacks is written into it, comments and all else stay, and what was added is said.
    """
    if adds and folder is None:
        raise click.UsageError("--add goes with --into FOLDER")
    words = statuses.load(statuses_file or resource("statuses.toml"))
    form = load_form(file, load_sources(), OutsideNames(remedies=register.remedies))
    designs = list(designs_of(form, words, register))
    if folder is None:
        print("---\n".join(map(case_type_text, designs)), end="")
        return
    files = [_written(_path(folder, design), design, adds=adds) for design in designs]
    for each in files:
        each.path.write_text(each.text, "utf-8")
        print("\n".join([str(each.path), *(f"  {line}" for line in each.lines)]))


@dataclass(frozen=True, slots=True)
class _Written:
    """A file to be written, and what is told of it."""

    path: Path
    text: str
    lines: tuple[str, ...] = ()


def _path(folder: Path, design: CaseTypeDesign) -> Path:
    """Raises `BadFile` where no file can be called so."""
    path = folder / f"{design.code}.yaml"
    if path.parent != folder:
        raise BadFile(f"{design.code} can't be the name of a file: choose another case type")
    return path


def _written(path: Path, design: CaseTypeDesign, *, adds: bool) -> _Written:
    """The new file, or the one that is there with what it lacks; raises `BadFile`."""
    if not path.exists():
        return _Written(path, case_type_text(design))
    if not adds:
        raise BadFile(f"{path} is there already: remove it first, or add what it lacks with --add")
    try:
        addition = with_additions(path.read_text("utf-8"), design)
    except (CannotAdd, UnicodeDecodeError) as error:
        raise BadFile(f"Nothing can be added to {path}: {error}") from error
    added = [f"added: {words}" for words in dict.fromkeys(addition.added)]
    return _Written(
        path,
        addition.text,
        (
            *(added or ["has all that the form needs"]),
            *(f"not changed: {words}" for words in addition.differing),
        ),
    )
