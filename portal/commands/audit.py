"""`portal audit`: whether the log of security events is whole, and its events for other systems."""

import sys

import click

from portal.domain.event_chain import FIRST, shown_root
from portal.services.audit import reading
from portal.services.audit.sealing import keys_of
from portal.settings import Settings
from portal.storage.base import single_session

NUMBER = click.IntRange(FIRST - 1, 2**31 - 2)
"""Of a batch, as the database can have it."""


class KnownRoot(click.ParamType[tuple[int, str]]):
    """A batch and its root, as the log lines of the worker and `export` name them."""

    name = "batch:root"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        """Number and root, without the dashes of the root."""
        number, _, root = value.partition(":")
        if not number.isdecimal() or not root:
            self.fail(f"{value} is not a number, a colon and a root", param, ctx)
        return int(number), root.replace("-", "").lower()


@click.group()
def audit() -> None:
    """The sealed log of security events: logins, refusals, limits, and what was tried."""


@audit.command()
@click.option(
    "--from", "first", type=NUMBER, default=FIRST, help="Look at batches from this one on."
)
@click.option("--known", type=KnownRoot(), multiple=True, help="A batch that another system knows.")
def verify(first: int, known: tuple[tuple[int, str], ...]) -> None:
    """Say which batch is missing, altered or not ours; ends with 1 where one is."""
    settings = Settings()
    with single_session(settings) as session:
        check = reading.verify(session, keys_of(settings), first=first, known=dict(known))
    for fault in check.faults:
        print(fault, file=sys.stderr)
    if check.head is None and not check.faults:
        print("Nothing was sealed yet.")
    elif check.head and not check.faults:
        newest = f"{check.head.number}:{shown_root(check.head.root)}"
        print(f"Whole from batch {first} on. The newest is {newest}")
    sys.exit(1 if check.faults else 0)


@audit.command()
@click.option("--after", type=NUMBER, default=FIRST - 1, help="Only batches after this one.")
def export(after: int) -> None:
    """Print all as JSON lines: each batch with its root, its events behind it."""
    with single_session(Settings()) as session:
        for line in reading.exported(session, after):
            print(line)
