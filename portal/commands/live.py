"""What an operator puts off while the portal runs: `portal switch …`."""

import getpass

import click
from sqlalchemy.orm import Session

from forms import load_sources
from portal.domain.switches import SwitchKind, SwitchReason
from portal.services import switching
from portal.services.switching import UnknownName, names_of_sources
from portal.settings import Settings
from portal.storage import published_forms, switches
from portal.storage.base import single_session

by_option = click.option("--by", default=getpass.getuser, help="Who does it; your login name.")
kind_argument = click.argument("kind", type=click.Choice([kind.value for kind in SwitchKind]))


@click.group()
def switch() -> None:
    """Which forms and sources are off; counts in every process within five seconds."""


@switch.command()
@kind_argument
@click.argument("name")
@click.option(
    "--reason", type=click.Choice([reason.value for reason in SwitchReason]), required=True
)
@by_option
def off(kind: str, name: str, reason: str, by: str) -> None:
    """Put a form or source off: nobody begins that form, nobody is asked at that source."""
    with single_session(Settings()) as database:
        _check_name(database, SwitchKind(kind), name)
        switching.switch_off(database, SwitchKind(kind), name, SwitchReason(reason), by)
    print(f"{kind} {name}: off")


@switch.command()
@kind_argument
@click.argument("name")
def on(kind: str, name: str) -> None:
    """Put a form or source on again, unless the settings say that it is off."""
    with single_session(Settings()) as database:
        was_off = switching.switch_on(database, SwitchKind(kind), name)
        if not was_off:
            _check_name(database, SwitchKind(kind), name)
    print(f"{kind} {name}: {'on' if was_off else 'was not off'}")


@switch.command("list")
def list_switches() -> None:
    """Say what is off, since when, why and by whom."""
    settings = Settings()
    with single_session(settings) as database:
        for row in switches.switches(database):
            since = f"{row.off_since:%Y-%m-%d %H:%M}"
            print(f"{row.kind} {row.name} {since} {row.reason} {row.switched_by}")
    for kind, names in (("form", settings.forms_off), ("source", settings.sources_off)):
        for name in names:
            print(f"{kind} {name} by the settings")


def _check_name(database: Session, kind: SwitchKind, name: str) -> None:
    if kind is SwitchKind.SOURCE:
        names = names_of_sources(load_sources())
    else:
        names = frozenset(published_forms.current_publications(database))
    if name not in names:
        raise UnknownName(name, names)
