"""`portal forms case-type`: what a form needs of the case system of `make run`, as its file."""

from pathlib import Path

import click

from forms import OutsideNames, load_form, load_sources
from portal.commands.form_check import remedies_option
from portal.configuration import remedies, statuses
from portal.configuration.operator_files import BadFile
from portal.domain.catalogue_design import CaseTypeDesign
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
@remedies_option
@click.option(
    "--statuses",
    "statuses_file",
    envvar="PORTAL_STATUSES_FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What residents read of each status; else the example of the portal.",
)
def write_case_types(
    file: Path, *, folder: Path | None, remedies_file: Path | None, statuses_file: Path | None
) -> None:
    """Write the file of the case type that a form needs, for the case system of `make run`.

    Of a form with several, one after the other; with --into each is a file by itself.
    """
    register = remedies.load(remedies_file or resource("remedies.toml"))
    words = statuses.load(statuses_file or resource("statuses.toml"))
    form = load_form(file, load_sources(), OutsideNames(remedies=register.remedies))
    designs = list(designs_of(form, words, register))
    if folder is None:
        print("---\n".join(map(case_type_text, designs)), end="")
        return
    paths = [_free_path(folder, design) for design in designs]
    for path, design in zip(paths, designs, strict=True):
        path.write_text(case_type_text(design), "utf-8")
        print(path)


def _free_path(folder: Path, design: CaseTypeDesign) -> Path:
    """Raises `BadFile` where no new file can stand."""
    path = folder / f"{design.code}.yaml"
    if path.parent != folder:
        raise BadFile(f"{design.code} can't be the name of a file: choose another case type")
    if path.exists():
        raise BadFile(f"{path} is there already: remove it first, or add to it what it lacks")
    return path
