"""The Notificaties API 1.0.1, as Open Notificaties 1.16 answers it: channels and subscriptions.

A subscription is taken only from who answers as a subscriber should: 401 or 403 to a notification
without the secret, 2xx to one with it. This world calls nobody but programs on this machine.
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4, uuid5

import urllib3
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy import Row, delete, insert, select, update
from urllib3.exceptions import HTTPError

from portal.embedded.current import world
from portal.embedded.storage import ABONNEMENT
from portal.embedded.zgw.access import check_token
from portal.embedded.zgw.addresses import NOTIFICATIES, address
from portal.embedded.zgw.api import Route, api, created
from portal.embedded.zgw.bodies import Body, checked, json_object
from portal.embedded.zgw.catalogue import catalogue_id
from portal.embedded.zgw.problems import invalid, not_found
from portal.embedded.zgw.queries import query
from portal.embedded.zgw.subscriptions import CHANNELS

TIMEOUT_S = 2.0
OWN_HOSTS = frozenset({"127.0.0.1", "localhost"})
REFUSALS, SUCCESS = frozenset({401, 403}), range(200, 300)
_http = urllib3.PoolManager(timeout=TIMEOUT_S, retries=False)


class KanaalBody(Body):
    """A channel with the values that its notifications must have."""

    naam: str = Field(min_length=1)
    filters: dict[str, str] = Field(default={})


class AbonnementBody(Body):
    """A subscription."""

    callback_url: str = Field(min_length=1, max_length=1000)
    auth: str = Field(min_length=1, max_length=1000)
    kanalen: list[KanaalBody]


def _list_channels() -> ResponseReturnValue:
    name = query({"naam"}).get("naam")
    return jsonify([_channel(each) for each in CHANNELS if name in (None, each)])


def _read_channel(channel_id: UUID) -> ResponseReturnValue:
    query(())
    for name in CHANNELS:
        if _channel_id(name) == channel_id:
            return _channel(name)
    raise not_found()


def _list_subscriptions() -> ResponseReturnValue:
    query({"callbackUrl"})
    with world().engine.connect() as connection:
        rows = connection.execute(select(ABONNEMENT).order_by(ABONNEMENT.c.seq)).all()
    return jsonify([_resource(row) for row in rows])


def _read_subscription(subscription_id: UUID) -> ResponseReturnValue:
    query(())
    return _resource(_row(subscription_id))


def _make_subscription() -> ResponseReturnValue:
    """The same twice makes two, as seen of Open Notificaties: each is told everything."""
    body = _taken(json_object())
    subscription_id = uuid4()
    with world().engine.begin() as connection:
        connection.execute(insert(ABONNEMENT).values(id=subscription_id, **_values(body)))
    return created(_resource(_row(subscription_id)))


def _replace_subscription(subscription_id: UUID) -> ResponseReturnValue:
    _row(subscription_id)
    return _changed(subscription_id, _taken(json_object()))


def _change_subscription(subscription_id: UUID) -> ResponseReturnValue:
    row = _row(subscription_id)
    before = {"callbackUrl": row.callback_url, "auth": row.auth, "kanalen": row.kanalen}
    return _changed(subscription_id, _taken({**before, **json_object()}))


def _remove_subscription(subscription_id: UUID) -> ResponseReturnValue:
    _row(subscription_id)
    with world().engine.begin() as connection:
        connection.execute(delete(ABONNEMENT).where(ABONNEMENT.c.id == subscription_id))
    return "", 204


def _changed(subscription_id: UUID, body: AbonnementBody) -> ResponseReturnValue:
    change = update(ABONNEMENT).where(ABONNEMENT.c.id == subscription_id)
    with world().engine.begin() as connection:
        connection.execute(change.values(**_values(body)))
    return _resource(_row(subscription_id))


def _taken(value: dict[str, Any]) -> AbonnementBody:
    """The subscription that was sent; raises the 400 of one that can't work."""
    query(())
    body = checked(AbonnementBody, value)
    for kanaal in body.kanalen:
        if kanaal.naam not in CHANNELS:
            raise invalid("kanalen", "kanaal_naam", "De kanaal naam bestaat niet.")
        if unknown := set(kanaal.filters) - set(CHANNELS[kanaal.naam]):
            raise invalid("filters", "filters", f"Onbekende filters: {', '.join(sorted(unknown))}")
    _check_callback(body)
    return body


def _check_callback(body: AbonnementBody) -> None:
    if urlsplit(body.callback_url).hostname not in OWN_HOSTS:
        raise _no_callback()
    unproven = _told(body.callback_url, None)
    if not unproven:
        raise _no_callback()
    if unproven not in REFUSALS:
        reason = "De callback URL controleert de autorisatie niet."
        raise invalid("nonFieldErrors", "no-auth-on-callback-url", reason)
    if _told(body.callback_url, body.auth) not in SUCCESS:
        raise _no_callback()


def _told(url: str, auth: str | None) -> int:
    """What a test notification is answered with; 0: nothing."""
    message = {
        "kanaal": "test",
        "hoofdObject": "https://ref.tst.vng.cloud/nrc/api/v1",
        "resource": "test",
        "resourceUrl": "https://ref.tst.vng.cloud/nrc/api/v1",
        "actie": "test",
        "aanmaakdatum": datetime.now(UTC).isoformat(),
        "kenmerken": {},
    }
    headers = {"Authorization": auth} if auth else {}
    try:
        return _http.request("POST", url, json=message, headers=headers, redirect=False).status
    except (HTTPError, ValueError):
        return 0


def _no_callback() -> Exception:
    reason = "De opgegeven callback URL kan geen notificaties ontvangen."
    return invalid("nonFieldErrors", "invalid-callback-url", reason)


def _values(body: AbonnementBody) -> dict[str, Any]:
    kanalen = [each.as_json() for each in body.kanalen]
    return {"callback_url": body.callback_url, "auth": body.auth, "kanalen": kanalen}


def _row(subscription_id: UUID) -> Row[Any]:
    with world().engine.connect() as connection:
        query_ = select(ABONNEMENT).where(ABONNEMENT.c.id == subscription_id)
        row = connection.execute(query_).one_or_none()
    if row is None:
        raise not_found()
    return row


def _resource(row: Row[Any]) -> dict[str, Any]:
    """An `abonnement`, without its secret."""
    return {
        "url": address(world(), "abonnement", row.id),
        "callbackUrl": row.callback_url,
        "kanalen": row.kanalen,
        "sendCloudevents": False,
        "cloudeventFilters": [],
    }


def _channel_id(name: str) -> UUID:
    return uuid5(catalogue_id("kanaal"), name)


def _channel(name: str) -> dict[str, Any]:
    """A `kanaal`."""
    return {
        "url": address(world(), "kanaal", _channel_id(name)),
        "naam": name,
        "documentatieLink": f"{world().base_url}/ref/kanalen/#{name}",
        "filters": list(CHANNELS[name]),
    }


_ONE = "/abonnement/<uuid:subscription_id>"
_ROUTES = (
    Route("GET", "/kanaal", _list_channels),
    Route("GET", "/kanaal/<uuid:channel_id>", _read_channel),
    Route("GET", "/abonnement", _list_subscriptions),
    Route("POST", "/abonnement", _make_subscription),
    Route("GET", _ONE, _read_subscription),
    Route("PUT", _ONE, _replace_subscription),
    Route("PATCH", _ONE, _change_subscription),
    Route("DELETE", _ONE, _remove_subscription),
)


def blueprint() -> Blueprint:
    """The Notificaties API."""
    return api("notificaties", NOTIFICATIES, "1.0.0", _ROUTES, check_token)
