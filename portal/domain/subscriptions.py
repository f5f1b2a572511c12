"""Being told of changes: what the portal asks of the Notificaties API, and what differs from it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

FILTERS = {"zaken": "bronorganisatie", "besluiten": "verantwoordelijke_organisatie"}
"""The channels of case systems; what names the municipality in their notifications."""
CONTACT_CHANNELS = ("klantcontacten", "internetaken")
"""Channels of a contact register (Klantinteracties API), where there is one; without filters."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel (kanaal) of a subscription, with the values that its notifications must have."""

    name: str
    filters: Mapping[str, str]

    @property
    def facts(self) -> tuple[str, frozenset[tuple[str, str]]]:
        """What two that ask for the same have in common, however they write the names."""
        plain = {(name.replace("_", "").casefold(), value) for name, value in self.filters.items()}
        return self.name, frozenset(plain)

    def __str__(self) -> str:
        """For operators."""
        filters = ", ".join(f"{name} {value}" for name, value in sorted(self.filters.items()))
        return f"{self.name} ({filters or 'all'})"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription (abonnement); its secret is told by nobody."""

    url: str
    callback_url: str
    channels: tuple[Channel, ...]


class NotificationSystem(Protocol):
    """What the portal needs of a Notificaties API; every method raises `SourceError`."""

    @property
    def callback_url(self) -> str:
        """Where the portal takes notifications."""
        ...

    @property
    def needed(self) -> Collection[str]:
        """Names of channels of `FILTERS` that the portal can't do without."""
        ...

    def wanted(self) -> tuple[Channel, ...]:
        """The channels to be told of, of those that there are, with the filters they offer."""
        ...

    def own(self) -> list[Subscription]:
        """The subscriptions that lead to this portal; usually one."""
        ...

    def put(self, channels: Sequence[Channel], there: Subscription | None) -> None:
        """Make the subscription, or let the one that is there be so, with the token of now."""
        ...

    def remove(self, subscription: Subscription) -> None:
        """Take a subscription away."""
        ...


def subscribe(system: NotificationSystem) -> list[str]:
    """Let the portal be told of what it needs, by one subscription; gives what was done.

    Twice is once: one that is there gets the filters and the token of now, others to the same
    address go. Nothing is done where there is no channel to be told of. Raises `SourceError`.
    """
    channels, own = system.wanted(), system.own()
    if not channels:
        return []
    first = own[0] if own else None
    differing = list(_differing(channels, own[:1]))
    system.put(channels, first)
    done = [] if first else [f"Subscribed: {system.callback_url} is told of {_names(channels)}."]
    if first:
        done.append(f"It was subscribed already: {system.callback_url}. The token is that of now.")
        done += [f"Mended: {sentence}" for sentence in differing]
    for double in own[1:]:
        system.remove(double)
        done.append(f"Removed a second subscription to it: {double.url}.")
    return done


def faults_of(system: NotificationSystem) -> list[str]:
    """What differs from what the portal needs, in plain sentences; empty: nothing.

    Whether the token is right nobody tells. Raises `SourceError`.
    """
    channels, own = system.wanted(), system.own()
    names = {channel.name for channel in channels}
    faults = [
        f"The Notificaties API has no channel {name}."
        for name in system.needed
        if name not in names
    ]
    if not own:
        return [*faults, f"No subscription leads to {system.callback_url}."]
    faults += _differing(channels, own[:1])
    faults += [f"There is a second subscription to it: {double.url}." for double in own[1:]]
    return faults


def _differing(channels: Sequence[Channel], own: Sequence[Subscription]) -> Iterator[str]:
    """Where a subscription asks for something else than is wanted."""
    by_facts = {channel.facts: channel for channel in channels}
    for subscription in own:
        theirs = {channel.facts: channel for channel in subscription.channels}
        for facts in by_facts.keys() - theirs.keys():
            yield f"The subscription lacks {by_facts[facts]}."
        for facts in theirs.keys() - by_facts.keys():
            yield f"The subscription has {theirs[facts]}, which is not needed."


def _names(channels: Sequence[Channel]) -> str:
    return " and ".join(map(str, channels))
