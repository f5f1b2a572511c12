"""Who may use a view: the rule that it declares. Without one it is for logged-in residents.

`@public` opens it, `@level` asks for a higher level of assurance, `@webhook` is for a system that
knows a token, `@proved_in_address` for one that knows a secret address, `@client` for an
organisation with a name and a secret. What programs read without any proof is `@for_programs`; what
a page asks for itself is `@unattended`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import current_app
from pydantic import SecretStr

from portal.domain.people import Level
from portal.settings import Settings

V = TypeVar("V", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a view."""

    is_public: bool = False
    level: Callable[..., Level] | None = None
    """Called with the arguments of the view; None: any login will do. `Level.NONE`: no login."""
    tokens: Callable[[Settings], tuple[SecretStr, ...]] | None = None
    """For systems: the tokens of which the `Authorization` header must bear one."""
    is_for_programs: bool = False
    """Public, and read by programs: who asks it in a browser is no resident who is still there."""
    is_for_monitors: bool = False
    """For tools of the operator, which prove themselves where there is a token for them."""
    is_unattended: bool = False
    """Public, and asked by a page for itself: no sign that somebody is still there."""
    is_for_clients: bool = False
    """For organisations that prove themselves with a name and a secret (HTTP Basic)."""

    is_proved_in_address: bool = False
    """For systems that can bear no token: the address that they were given holds a secret, which
    the view checks."""

    @property
    def is_for_systems(self) -> bool:
        """Whether no browser comes here: there is no login and no CSRF token, but a proof."""
        by_header = self.tokens is not None or self.is_for_clients
        return by_header or self.is_for_monitors or self.is_proved_in_address


def public(view: V) -> V:
    """Let everybody see this page."""
    return _ruled(view, Rule(is_public=True))


def for_programs(view: V) -> V:
    """Let every program read this; it knows nothing of who is logged in."""
    return _ruled(view, Rule(is_public=True, is_for_programs=True))


def level(needed: Level | Callable[..., Level]) -> Callable[[V], V]:
    """Let residents see this page who proved themselves at this level, or the one that it gives."""
    find = needed if callable(needed) else lambda **_: needed
    return lambda view: _ruled(view, Rule(level=find))


def webhook(tokens: Callable[[Settings], tuple[SecretStr, ...]]) -> Callable[[V], V]:
    """Let only a system call this view, with `Authorization: Bearer <token>`; no CSRF check."""
    return lambda view: _ruled(view, Rule(tokens=tokens))


def proved_in_address(view: V) -> V:
    """Let every system call this view that was given its address; no CSRF check."""
    return _ruled(view, Rule(is_proved_in_address=True))


def monitor(view: V) -> V:
    """Let everybody call this view, or where `PORTAL_METRICS_TOKEN` is set, who bears it."""
    return _ruled(view, Rule(is_public=True, is_for_monitors=True))


def client(view: V) -> V:
    """Let only an organisation of `PORTAL_CONSENT_CLIENTS` call this view; no CSRF check."""
    return _ruled(view, Rule(is_for_clients=True))


def unattended(view: V) -> V:
    """Let a page ask this for itself: a session goes on no longer for it, and may be over."""
    return _ruled(view, Rule(is_public=True, is_unattended=True))


def rule_of(endpoint: str) -> Rule:
    """The rule of this endpoint; `Rule()`, for residents, where the view says nothing."""
    return cast("Rule", getattr(current_app.view_functions[endpoint], "access_rule", Rule()))


def _ruled(view: V, rule: Rule) -> V:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view
