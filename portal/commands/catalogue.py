"""`portal catalogue`: what the forms ask of the case system."""

import sys
from collections.abc import Iterator

import click

from forms import Catalogue, load_sources
from portal.domain.cases import CaseIntake, CatalogueNeeds
from portal.domain.failures import SourceError
from portal.settings import Settings
from portal.wiring import connect


@click.group()
def catalogue() -> None:
    """What the forms ask of the case system."""


@catalogue.command("check")
def check_catalogue() -> None:
    """Say what the catalogue lacks, and which statuses have no words for residents."""
    intake = connect(Settings()).intake
    try:
        lacking = list(_lacking(intake))
        wordless = intake.without_words()
    except SourceError as error:
        print(f"The catalogue can't be read: {error}", file=sys.stderr)
        sys.exit(1)
    print("\n".join(lacking) or "The catalogue has all that the forms need.")
    if wordless:
        print("\n".join(wordless))
    sys.exit(1 if lacking else 0)


def _lacking(intake: CaseIntake) -> Iterator[str]:
    """What the forms need and the catalogue lacks; raises `SourceError`."""
    for form in Catalogue.load(load_sources()):
        needs = CatalogueNeeds(
            case_type=form.case.type,
            properties=tuple(form.case.properties),
            document_types=tuple(form.case.documents.values()),
            first_status=form.case.first_status,
        )
        for sentence in intake.lacks(needs):
            yield f"{form.slug}: {sentence}"
