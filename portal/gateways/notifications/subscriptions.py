"""The portal's subscription at a Notificaties API; as seen of Open Notificaties 1.16.

The API calls the portal while a subscription is made: without the token it wants a 401, with it a
204. So `portal web` has to answer, with the token of now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from pydantic import Field, SecretStr, TypeAdapter

from portal.case_system_settings import NO_API
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.domain.subscriptions import CONTACT_CHANNELS, FILTERS, Channel, Subscription
from portal.gateways.answers import Resource
from portal.gateways.calls import Body, Call
from portal.gateways.http import Api
from portal.gateways.pages import list_of, read_pages
from portal.gateways.zgw_access import ZgwAccess
from portal.settings import Settings

CALLBACK = "/api/notificaties"
DECISIONS = "besluiten"
"""The channel of a Besluiten API."""
CALLED_BACK = frozenset({"invalid-callback-url", "no-auth-on-callback-url"})
"""Why a subscription is refused: the answer of the portal was not what it should be."""


class OfferedChannel(Resource):
    """A channel, and what one can filter on."""

    naam: str
    filters: tuple[str, ...] = ()


class SubscribedChannel(Resource):
    """A channel in a subscription."""

    naam: str
    filters: dict[str, str] = Field(default={})


class KnownSubscription(Resource):
    """A subscription; its secret is not answered."""

    url: str
    callback_url: str
    kanalen: tuple[SubscribedChannel, ...]


CHANNELS = list_of(OfferedChannel)
SUBSCRIPTIONS = list_of(KnownSubscription)
MADE = TypeAdapter(KnownSubscription)


@dataclass(frozen=True, slots=True)
class ZgwNotifications:
    """A `NotificationSystem`."""

    api: Api
    callback_url: str
    token: SecretStr = field(repr=False)
    rsin: str
    """RSIN of the municipality: notifications of others are of no use."""
    needed: tuple[str, ...] = tuple(FILTERS)
    """Names of channels of `FILTERS` that the portal can't do without."""
    has_contacts: bool = False
    """Whether the portal knows a contact register, of whose answers it wants to hear."""

    def wanted(self) -> tuple[Channel, ...]:
        """The channels to be told of, of those that there are, with the filters they offer."""
        offered = read_pages(self.api, CHANNELS, "kanaal", {}).whole(self.api.system)
        by_name = {channel.naam: channel for channel in offered}
        of_cases = [
            Channel(name, {key: self.rsin} if key in by_name[name].filters else {})
            for name, key in FILTERS.items()
            if name in by_name and name in self.needed
        ]
        names = CONTACT_CHANNELS if self.has_contacts else ()
        return (*of_cases, *(Channel(name, {}) for name in names if name in by_name))

    def own(self) -> list[Subscription]:
        """The subscriptions that lead to this portal."""
        everybodys = read_pages(self.api, SUBSCRIPTIONS, "abonnement", {})
        readable = everybodys.readable(self.api.system)  # an odd one of others is none of ours
        return [_subscription(each) for each in readable if each.callback_url == self.callback_url]

    def put(self, channels: Sequence[Channel], there: Subscription | None) -> None:
        """Make the subscription, or let the one that is there be so, with the token of now."""
        body = {
            "callbackUrl": self.callback_url,
            "auth": f"Bearer {self.token.get_secret_value()}",
            "kanalen": [{"naam": each.name, "filters": dict(each.filters)} for each in channels],
        }
        method, path = ("PUT", self.api.path_of(there.url)) if there else ("POST", "abonnement")
        call = Call(method=method, path=path, body=Body.of_json(body))
        try:
            made = self.api.send(call).as_(MADE)
        except SourceRefused as error:
            raise _told(error) from None
        if made.callback_url != self.callback_url:
            raise InvalidSourceAnswer(self.api.system, "a subscription to another address")

    def remove(self, subscription: Subscription) -> None:
        """Take a subscription away."""
        self.api.send(Call(method="DELETE", path=self.api.path_of(subscription.url)))


def _told(error: SourceRefused) -> SourceRefused:
    """The refusal, with what to mend where the portal's own answer was the reason."""
    if error.status != HTTPStatus.BAD_REQUEST or error.code not in CALLED_BACK:
        return error
    return error.naming(
        "it asked the portal at PORTAL_PUBLIC_URL and wanted 401 without the token, 204 with it: is"
        " `portal web` running there with this PORTAL_NOTIFICATION_TOKEN, and can it be reached"
    )


def _subscription(each: KnownSubscription) -> Subscription:
    channels = tuple(Channel(kanaal.naam, kanaal.filters) for kanaal in each.kanalen)
    return Subscription(each.url, each.callback_url, channels)


def connect(settings: Settings) -> list[ZgwNotifications]:
    """The Notificaties APIs of these settings, each once; none where they name none.

    Case systems may share one; each uses the application of the first that names it.
    """
    named: dict[str, str] = {}
    for name, system in settings.every_case_system.items():
        if system.notificaties_url:
            named.setdefault(str(system.notificaties_url), name)
    return [_connect(settings, name) for name in named.values()]


def _connect(settings: Settings, name: str) -> ZgwNotifications:
    system = settings.every_case_system[name]
    access = ZgwAccess(settings, system.worker_seconds or settings.case_timeout_seconds, name)
    assert system.notificaties_url is not None
    has_decisions = any(
        each.besluiten_url != NO_API
        for each in settings.every_case_system.values()
        if each.notificaties_url in (None, system.notificaties_url)
    )
    return ZgwNotifications(
        api=access.api("notifications", system.notificaties_url),
        callback_url=f"{str(settings.public_url).rstrip('/')}{CALLBACK}",
        token=settings.notification_token,
        rsin=system.rsin or settings.organisation_rsin,
        needed=tuple(name for name in FILTERS if has_decisions or name != DECISIONS),
        has_contacts=settings.contacts_url is not None,
    )
