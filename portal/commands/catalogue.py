"""`portal catalogue`: what the forms ask of the case system."""

import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from forms import load_sources
from portal.configuration.form_files import load_candidates
from portal.domain.case_intake import CaseIntake
from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.catalogue_design import CaseTypeDesign
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways.cases.zgw.design_text import design_lines, rights_lines
from portal.gateways.cases.zgw.import_file import CatalogueOwner, import_file
from portal.services.catalogue_checks import checked
from portal.services.catalogue_design import designs_of
from portal.services.switching import UnknownName
from portal.settings import Settings
from portal.wiring import (
    case_checks,
    case_rules_of,
    connect,
    document_rules_of,
    municipality_of,
    remedies_of,
    status_words_of,
)

DOMAIN = re.compile("[A-Z]{1,5}")


@click.group()
def catalogue() -> None:
    """What the forms ask of the case system."""


@catalogue.command("check")
def check_catalogue() -> None:
    """Say what the catalogue lacks, what the portal may not do, and which files differ from it.

    Nothing is made in the case system. Ends with 1 where forms lack something.
    """
    settings = Settings()
    intake = connect(settings).intake
    lacking = [*_lacking(intake), *_unfiltered(settings)]
    print("\n".join(lacking) or "The catalogue has all that the forms need.")
    faults = dict.fromkeys(_differences_from_files(settings, intake))
    for fault in faults:
        print(f"The catalogue can't be read: {fault}", file=sys.stderr)
    sys.exit(1 if lacking or faults else 0)


def _differences_from_files(settings: Settings, intake: CaseIntake) -> Iterator[str]:
    """Print where files of the municipality and the catalogue differ; gives why some is unknown."""
    for differences in (
        intake.without_words,
        partial(intake.without_remedies, remedies_of(settings)),
        partial(intake.without_kinds, document_rules_of(settings)),
        partial(intake.without_cases, case_rules_of(settings)),
    ):
        try:
            print("".join(f"{sentence}\n" for sentence in differences()), end="")
        except SourceError as error:
            yield str(error)


def _lacking(intake: CaseIntake) -> Iterator[str]:
    """What the forms need, and the catalogue or the portal's rights lack.

    A form that can't be checked hides no other: it says why.
    """
    for form in load_candidates(load_sources()).forms:
        check = checked(intake, form)
        for sentence in check.findings:
            yield f"{form.slug}: {sentence}"
        if check.fault:
            yield f"{form.slug}: it could not be checked: {check.fault}"


def _unfiltered(settings: Settings) -> Iterator[str]:
    """Case systems that give cases of others, or don't say whether they do."""
    for name, ask in case_checks(settings).items():
        try:
            if name.startswith("zaken"):
                ask()
        except InvalidSourceAnswer as error:
            yield f"{name}: {error.reason}"
        except SourceError as error:
            yield f"{name}: whether it gives cases of others is not known: {error}"


@catalogue.command("needs")
@click.argument("slugs", nargs=-1, metavar="[FORM]…")
@click.option(
    "--import-file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a ZIP that Open Zaak imports, besides.",
)
@click.option(
    "--domain",
    default="MIJNG",
    callback=lambda _context, _option, domain: _checked_domain(domain),
    help="Of the catalogue in it; at most five capitals.",
)
@click.option("--system", default=ONLY_SYSTEM, help="Of PORTAL_CASE_SYSTEMS; usually the first.")
def show_needs(slugs: tuple[str, ...], path: Path | None, domain: str, system: str) -> None:
    """Say what must be in the catalogue for these forms, or for all; in Dutch, to hand over.

    Nothing is asked of the case system. What the import makes is a concept.
    """
    settings = Settings()
    if system not in settings.every_case_system:
        raise UnknownName(system, settings.every_case_system)
    designs = list(_designs(settings, slugs, system))
    for design in designs:
        print("\n".join([*design_lines(design), ""]))
    print("\n".join(rights_lines()))
    if path:
        owner = CatalogueOwner(
            base_url=str(settings.every_case_system[system].catalogi_url).rstrip("/"),
            rsin=settings.every_case_system[system].rsin or settings.organisation_rsin,
            domain=domain,
            name=f"Catalogus {municipality_of(settings).name}",
            begins=today(),
        )
        path.write_bytes(import_file(owner, designs))


def _checked_domain(domain: str) -> str:
    if not DOMAIN.fullmatch(domain):
        raise click.BadParameter("one to five capitals")
    return domain


def _designs(settings: Settings, slugs: tuple[str, ...], system: str) -> Iterator[CaseTypeDesign]:
    """What these forms need of this case system; raises `UnknownName`, `UsageError`."""
    forms = {str(form.slug): form for form in load_candidates(load_sources()).forms}
    statuses, remedies = status_words_of(settings), remedies_of(settings)
    system_of = {
        code: name for name, each in settings.every_case_system.items() for code in each.case_types
    }
    for slug in slugs or forms:
        if slug not in forms:
            raise UnknownName(slug, forms)
        is_off = slug in settings.forms_off and not slugs
        for design in designs_of(forms[slug], statuses, remedies):
            its_system = system_of.get(design.code, ONLY_SYSTEM)
            if slugs and its_system != system:
                raise click.UsageError(f"{slug} goes to another case system: --system {its_system}")
            if its_system == system and not is_off:
                yield design
