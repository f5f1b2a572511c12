"""`portal catalogue`: what the forms ask of the case system."""

import sys
from collections.abc import Iterator

import click

from forms import Catalogue, load_sources
from portal.domain.case_intake import CaseIntake
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.services.catalogue_checks import findings_of
from portal.settings import Settings
from portal.wiring import case_checks, case_rules_of, connect, document_rules_of, remedies_of


@click.group()
def catalogue() -> None:
    """What the forms ask of the case system."""


@catalogue.command("check")
def check_catalogue() -> None:
    """Say what the catalogue lacks, what the portal may not do, and which files differ from it.

    Nothing is made in the case system. Ends with 1 where forms lack something.
    """
    settings = Settings()
    intake, remedies = connect(settings).intake, remedies_of(settings)
    try:
        lacking = [*_lacking(intake), *_unfiltered(settings)]
        print("\n".join(lacking) or "The catalogue has all that the forms need.")
        for differing in (
            intake.without_words(),
            intake.without_remedies(remedies),
            intake.without_kinds(document_rules_of(settings)),
            intake.without_cases(case_rules_of(settings)),
        ):
            for sentence in differing:
                print(sentence)
    except SourceError as error:
        print(f"The catalogue can't be read: {error}", file=sys.stderr)
        sys.exit(1)
    sys.exit(1 if lacking else 0)


def _lacking(intake: CaseIntake) -> Iterator[str]:
    """What the forms need, and the catalogue or the portal's rights lack; raises `SourceError`."""
    for form in Catalogue.load(load_sources()):
        for sentence in findings_of(intake, form):
            yield f"{form.slug}: {sentence}"


def _unfiltered(settings: Settings) -> Iterator[str]:
    """Case systems that give cases of others; raises any other `SourceError`."""
    for name, ask in case_checks(settings).items():
        try:
            if name.startswith("zaken"):
                ask()
        except InvalidSourceAnswer as error:
            yield f"{name}: {error.reason}"
