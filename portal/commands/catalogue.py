"""`portal catalogue`: what the forms ask of the case system."""

import sys

import click

from forms import Catalogue, load_sources
from portal.domain.cases import CatalogueNeeds
from portal.domain.failures import SourceError
from portal.settings import Settings
from portal.wiring import connect


@click.group()
def catalogue() -> None:
    """What the forms ask of the case system."""


@catalogue.command("check")
def check_catalogue() -> None:
    """Say which case types, statuses, properties and document types the catalogue lacks."""
    intake = connect(Settings()).intake
    lacking = []
    for form in Catalogue.load(load_sources()):
        needs = CatalogueNeeds(
            case_type=form.case.type,
            properties=tuple(form.case.properties),
            document_types=tuple(form.case.documents.values()),
            first_status=form.case.first_status,
        )
        try:
            lacking += [f"{form.slug}: {sentence}" for sentence in intake.lacks(needs)]
        except SourceError as error:
            print(f"The catalogue can't be read: {error}", file=sys.stderr)
            sys.exit(1)
    print("\n".join(lacking) or "The catalogue has all that the forms need.")
    sys.exit(1 if lacking else 0)
