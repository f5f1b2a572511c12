"""`portal outage`: when residents can't reach the municipality through the portal."""

from datetime import datetime

import click
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.commands.live import by_option
from portal.domain.days import AMSTERDAM, utc_now
from portal.domain.outages import Outage
from portal.services.switching import UnknownName
from portal.settings import Settings
from portal.storage import outages, published_forms
from portal.storage.base import single_session
from portal.storage.outages import OutageNote, OutageRevision

MINUTE = "%Y-%m-%d %H:%M"
local_time = click.DateTime([MINUTE, "%Y-%m-%dT%H:%M"])
note_option = click.option("--note", default="", help="What happened; for operators only.")


@click.group()
def outage() -> None:
    """Outages: a banner, more time for residents, and proof. Times are Dutch ones.

    Counts in every process within five seconds.
    """


@outage.command()
@click.option("--form", "forms", multiple=True, metavar="FORM", help="Only these; else all.")
@click.option("--from", "begins", type=local_time, help="When it began, or will; else now.")
@click.option("--until", "ends", type=local_time, help="When it ended, or will, if that is known.")
@note_option
@by_option
def begin(
    forms: tuple[str, ...], begins: datetime | None, ends: datetime | None, note: str, by: str
) -> None:
    """Write down an outage, while it lasts or afterwards; says its number."""
    begins_at = _moment(begins) if begins else utc_now()
    ends_at = _moment(ends) if ends else None
    _check_order(begins_at, ends_at)
    with single_session(Settings()) as database:
        slugs = _checked(database, forms)
        number = outages.next_number(database)
        made = Outage(number=number, begins_at=begins_at, ends_at=ends_at, forms=slugs)
        outages.begin(database, made, OutageNote(by, note))
        database.commit()
    print(f"outage {number}: begun")


@outage.command()
@click.argument("number", type=int)
@click.option("--at", "ends", type=local_time, help="When it ended, or will; else now.")
@click.option("--mistake", "is_mistake", is_flag=True, help="There was none; it moves nothing.")
@note_option
@by_option
def end(number: int, ends: datetime | None, note: str, by: str, *, is_mistake: bool) -> None:
    """Write down when it ended; again, where that was wrong."""
    ends_at = None if is_mistake else _moment(ends) if ends else utc_now()
    with single_session(Settings()) as database:
        before = outages.end(database, number, ends_at, OutageNote(by, note))
        if before is None:
            names = {str(row.number) for row in outages.revisions(database)}
            raise UnknownName(str(number), names)
        _check_order(before.begins_at, ends_at)
        database.commit()
    print(f"outage {number}: {f'ends {_told(ends_at)}' if ends_at else 'was a mistake'}")


@outage.command("list")
def list_outages() -> None:
    """Say all that was written down, with who and when: nothing is ever removed."""
    with single_session(Settings()) as database:
        for row in outages.revisions(database):
            print(_line(row))


def _line(row: OutageRevision) -> str:
    ends = _told(row.ends_at) if row.ends_at else "?"
    of = ",".join(row.forms) or "all"
    written = f"written {_told(row.written_at)} by {row.written_by}"
    parts = f"{row.number}.{row.revision}", _told(row.begins_at), ends, of, written, row.note
    return " | ".join(part for part in parts if part)


def _moment(local: datetime) -> datetime:
    return local.replace(tzinfo=AMSTERDAM)


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):{MINUTE}}"


def _check_order(begins_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= begins_at:
        raise click.UsageError("It must end after it began.")


def _checked(database: Session, forms: tuple[str, ...]) -> tuple[FormSlug, ...]:
    """These forms; raises `UnknownName`."""
    published = published_forms.published_forms(database)
    for slug in forms:
        if slug not in published:
            raise UnknownName(slug, published)
    return tuple(map(FormSlug, forms))
