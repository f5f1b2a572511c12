"""`portal outage`: when residents can't reach the municipality through the portal."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import click
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.commands.live import by_option
from portal.domain.days import AMSTERDAM, utc_now
from portal.domain.outages import Outage
from portal.domain.terms import extended
from portal.services.switching import UnknownName
from portal.settings import Settings
from portal.storage import outage_proof, outages, published_forms
from portal.storage.base import single_session
from portal.storage.outages import OutageNote, OutageRevision

MOST_NUMBER = 2**31 - 1
FARTHEST = timedelta(days=2 * 366)
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
@click.argument("number", type=click.IntRange(1, MOST_NUMBER))
@click.option("--at", "ends", type=local_time, help="When it ended, or will; else now.")
@click.option("--mistake", "is_mistake", is_flag=True, help="There was none; it moves nothing.")
@note_option
@by_option
def end(number: int, ends: datetime | None, note: str, by: str, *, is_mistake: bool) -> None:
    """Write down when it ended; again, where that was wrong."""
    with single_session(Settings()) as database:
        before = _row(database, number)
        ends_at = _end(before, ends, is_mistake=is_mistake)
        if not is_mistake:
            _check_order(before.begins_at, ends_at)
        outages.end(database, before, ends_at, OutageNote(by, note))
        database.commit()
    print(f"outage {number}: {'was a mistake' if is_mistake else f'ends {_told(ends_at)}'}")


@outage.command()
@click.argument("number", type=click.IntRange(1, MOST_NUMBER))
def touched(number: int) -> None:
    """Say who may have been held up: what was sent meanwhile and soon after, and drafts by form.

    Soon after is until the end of the first working day on which everybody could send again.
    """
    with single_session(Settings()) as database:
        row = _row(database, number)
        chosen = row.as_outage()
        end = min(chosen.ends_at or utc_now(), utc_now())
        last_day = extended(chosen.last_day, (replace(chosen, forms=()),))
        until = datetime.combine(last_day + timedelta(days=1), time(), AMSTERDAM)
        print(_line(row))
        for slug, count in outage_proof.drafts_of(database, chosen, end):
            print(f"draft | {slug} | {count} begun before its end and not sent")
        for sent in outage_proof.sent_between(database, chosen, until):
            when = "meanwhile" if sent.sent_at < end else f"until {last_day}"
            of = sent.form or "answer to a task"
            print(f"sent | {sent.reference} | {of} | {_told(sent.sent_at)} | {when}")


def _row(database: Session, number: int) -> OutageRevision:
    """What counts of this outage; raises `UnknownName`."""
    row = outages.last_revision(database, number)
    if row is None:
        names = {str(each.number) for each in outages.revisions(database)}
        raise UnknownName(str(number), names)
    return row


def _end(before: OutageRevision, ends: datetime | None, *, is_mistake: bool) -> datetime:
    """When it ended: as before, where somebody else just said so and nothing else is given."""
    if is_mistake:
        return before.begins_at
    if ends:
        return _moment(ends)
    now = utc_now()
    has_ended = before.ends_at is not None and before.begins_at < before.ends_at <= now
    return before.ends_at if has_ended and before.ends_at else now


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
    """The moment; who makes a mistake in the year would move the last days of years."""
    moment = local.replace(tzinfo=AMSTERDAM)
    if abs(moment - utc_now()) > FARTHEST:
        raise click.UsageError(f"{local:{MINUTE}} is more than two years from now.")
    return moment


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):{MINUTE}}"


def _check_order(begins_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= begins_at:
        raise click.UsageError("It must end after it began.")


def _checked(database: Session, forms: tuple[str, ...]) -> tuple[FormSlug, ...]:
    """These forms; raises `UnknownName`."""
    published = published_forms.current_publications(database)
    for slug in forms:
        if slug not in published:
            raise UnknownName(slug, published)
    return tuple(map(FormSlug, forms))
