"""`portal deliveries`: what can't be brought where it belongs, and what to do with it."""

import sys
from pathlib import Path

import click

from portal.commands.live import by_option
from portal.logs import configure as configure_logs
from portal.services.deliveries.handling import (
    Delivery,
    UnknownDelivery,
    deliveries_that_failed,
    delivery_of,
    let_go,
    try_again,
)
from portal.services.deliveries.paper import HandOver, hand_over
from portal.settings import Settings
from portal.storage.base import single_session
from portal.wiring import connect_database, municipality_of

reference_argument = click.argument("reference")


@click.group()
def deliveries() -> None:
    """What was sent and is no case yet, and mails that can't be sent."""
    configure_logs(Settings().log_level)


@deliveries.command("list")
@click.option("--stuck", is_flag=True, help="Only what needs you.")
def list_deliveries(*, stuck: bool) -> None:
    """Say what failed and isn't done yet, the longest first: reference, kind, state and cause."""
    with single_session(Settings()) as database:
        for delivery in deliveries_that_failed(database, only_stuck=stuck):
            print(_line(delivery))


@deliveries.command()
@reference_argument
def show(reference: str) -> None:
    """Say where this stands, by the reference that its sender has."""
    with single_session(Settings()) as database:
        delivery = delivery_of(database, reference)
    print(_line(delivery))
    waiting = delivery.waiting
    if waiting:
        print(f"failed first: {waiting.since:%Y-%m-%d %H:%M} UTC, last: {waiting.tried_at:%H:%M}")
        print(f"tries with this cause: {waiting.tries}")
        print(f"next try: {waiting.next_try_at:%Y-%m-%d %H:%M} UTC")


@deliveries.command()
@click.argument("references", nargs=-1, metavar="[REFERENCE]…")
@click.option("--all", "is_all", is_flag=True, help="All that failed and isn't done yet.")
def retry(references: tuple[str, ...], *, is_all: bool) -> None:
    """Let a worker try these at once, or all; ends with 1 where one isn't known."""
    if is_all == bool(references):
        raise click.UsageError("Name references, or --all.")
    unknown: list[str] = []
    with single_session(Settings()) as database:
        chosen = deliveries_that_failed(database) if is_all else []
        for reference in references:
            try:
                chosen.append(delivery_of(database, reference))
            except UnknownDelivery as error:
                unknown.append(str(error))
        print(f"{try_again(database, chosen)} will be tried now.")
    for reason in unknown:
        print(reason, file=sys.stderr)
    sys.exit(1 if unknown else 0)


@deliveries.command("hand-over")
@reference_argument
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--without-unreadable", is_flag=True, help="Also if some of its files can't be read.")
@by_option
def hand_over_one(reference: str, folder: Path, by: str, *, without_unreadable: bool) -> None:
    """Write this to FOLDER for the department: answers, data and files; then it is theirs."""
    settings = Settings()
    ours = municipality_of(settings)
    sessions = connect_database(settings)
    try:
        with sessions() as database:
            delivery = delivery_of(database, reference)
        place = hand_over(sessions, ours, delivery, HandOver(folder, by, without_unreadable))
    finally:
        sessions.kw["bind"].dispose()
    print(f"{delivery.reference} was handed over: {place}")


@deliveries.command("let-go")
@reference_argument
@by_option
def let_go_one(reference: str, by: str) -> None:
    """Do without this mail, look at a case or end of a task; not for what a resident sent."""
    with single_session(Settings()) as database:
        delivery = delivery_of(database, reference)
        let_go(database, delivery, by)
    print(f"{delivery.reference} was let go.")


def _line(delivery: Delivery) -> str:
    waiting = delivery.waiting
    cause = f"{waiting.fault} {waiting.system}: {waiting.cause}" if waiting else ""
    return f"{delivery.reference} {delivery.kind}, {delivery.state} {cause}".rstrip()
