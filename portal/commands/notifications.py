"""`portal notifications`: being told of what changes in cases."""

import sys
from collections.abc import Callable

import click

from portal.domain.failures import SourceError
from portal.domain.subscriptions import NotificationSystem, faults_of
from portal.domain.subscriptions import subscribe as subscribe_at
from portal.settings import Settings
from portal.wiring import connect_notifications


class NoNotificationSystem(Exception):
    """The settings name no Notificaties API."""


@click.group()
def notifications() -> None:
    """Being told of what changes in cases, by the Notificaties API."""


@notifications.command()
def subscribe() -> None:
    """Subscribe this portal, with the token of now; twice is once. `portal web` must answer.

    Ends with 1 where the portal needs more than it can be told of.
    """

    def at_each(system: NotificationSystem) -> bool:
        sentences = subscribe_at(system)
        faults = faults_of(system)
        print("\n".join([*sentences, *faults]))
        return not faults

    _run(at_each)


@notifications.command()
def check() -> None:
    """Say what differs from what the portal needs; ends with 1 where something does."""

    def at_each(system: NotificationSystem) -> bool:
        faults = faults_of(system)
        print("\n".join(faults) or f"{system.callback_url} is told of all that the portal needs.")
        return not faults

    _run(at_each)


def _run(act: Callable[[NotificationSystem], bool]) -> None:
    """Do it at each system, also where another fails; ends with 1 where it isn't all well."""
    systems = connect_notifications(Settings())
    if not systems:
        raise NoNotificationSystem(
            "PORTAL_NOTIFICATIES_URL is empty: name the Notificaties API, or subscribe by hand"
            " (docs/case-system.md)."
        )
    is_well = True
    for system in systems:
        try:
            is_well = act(system) and is_well
        except SourceError as error:
            print(f"The Notificaties API doesn't do it: {error}", file=sys.stderr)
            is_well = False
    sys.exit(0 if is_well else 1)
