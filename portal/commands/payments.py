"""`portal payments`: what has to be paid, what was, and giving it back."""

import click

from forms.money import as_shown
from portal.commands.live import by_option
from portal.logs import configure as configure_logs
from portal.services.payments.books import BookEntry, all_entries, entry_of, give_back
from portal.settings import Settings
from portal.storage import deliveries
from portal.storage.base import single_session
from portal.storage.deliveries import Errand
from portal.wiring import connect

reference_argument = click.argument("reference")


@click.group()
def payments() -> None:
    """What residents pay for what they send."""
    configure_logs(Settings().log_level)


@payments.command("list")
@click.option("--due", "only_due", is_flag=True, help="Only what still has to be paid.")
def list_payments(*, only_due: bool) -> None:
    """Say what has to be paid or was, newest first, and what all of it comes to."""
    with single_session(Settings()) as database:
        entries = all_entries(database, only_due=only_due)
        for entry in entries:
            print(_line(entry))
    paid = sum(entry.payment.cents for entry in entries if entry.payment.paid_at)
    due = sum(entry.payment.cents for entry in entries if entry.payment.is_due)
    print(f"{len(entries)} in all; paid {_amount(paid)}, to be paid {_amount(due)}")


@payments.command("show")
@reference_argument
def show_payment(reference: str) -> None:
    """Say how this stands, by the reference that its sender has, with each try to pay it."""
    with single_session(Settings()) as database:
        entry = entry_of(database, reference)
    print(_line(entry))
    for attempt in entry.attempts:
        back = attempt.cents_refunded + attempt.cents_charged_back
        gone = f", {_amount(back)} went back" if back else ""
        name = attempt.provider_id or "not begun at the provider"
        print(f"  {attempt.made_at:%Y-%m-%d %H:%M} {name} {attempt.status}{gone}")


@payments.command("ask")
@reference_argument
def ask_anew(reference: str) -> None:
    """Have a worker ask the provider how this stands, and tell its case."""
    with single_session(Settings()) as database:
        entry = entry_of(database, reference)
        deliveries.queue(database, Errand.payment(entry.payment.id))
        database.commit()
    print(f"{entry.reference} will be asked about now.")


@payments.command("refund")
@reference_argument
@by_option
def refund(reference: str, by: str) -> None:
    """Give back all that was paid for this; its sender and its case are told."""
    settings = Settings()
    with single_session(settings) as database:
        cents = give_back(database, connect(settings), reference, by)
    print(f"{_amount(cents)} goes back for {reference}.")


def _line(entry: BookEntry) -> str:
    return f"{entry.reference} {_amount(entry.payment.cents)} {entry.state}"


def _amount(cents: int) -> str:
    return as_shown(cents, "en")
