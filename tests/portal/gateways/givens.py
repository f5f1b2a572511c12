"""Settings for a server that stands for every outside system."""

import json
from collections.abc import Callable
from typing import Any, NoReturn
from uuid import uuid4

from pydantic import TypeAdapter

from portal.embedded.mail.gateway import SERVICE_ID
from portal.embedded.objects.records import TASK_TYPE
from portal.gateways.calls import Params
from portal.gateways.http import Api
from portal.gateways.pages import list_of, read_pages
from portal.settings import Settings
from tests import factories
from tests.worlds import MAIL_KEY, SECRET

JSON = TypeAdapter(Any)
SOURCES = {"uwv": "inkomsten", "belastingdienst": "tegoeden", "rdw": "voertuigen"}


LITTLE_S, ENOUGH_S = 0.4, 10.0
"""Time for a system whose answer comes too late anyway, and for one whose answer counts."""


def get(api: Api, path: str, params: Params | None = None) -> Any:
    """Whatever JSON stands at this path."""
    return api.read(JSON, path, params)


def settings_for(base: str, **changes) -> Settings:
    """Settings of which every outside system is at `base`."""
    sources = {
        name: {"url": f"{base}/{name}/api/v1/{records}", "token": SECRET}
        for name, records in SOURCES.items()
    }
    values = {
        "zaken_url": f"{base}/zaken/api/v1",
        "catalogi_url": f"{base}/catalogi/api/v1",
        "documenten_url": f"{base}/documenten/api/v1",
        "besluiten_url": f"{base}/besluiten/api/v1",
        "objecten_url": f"{base}/objecten/api/v2",
        "task_objecttype_url": f"{base}/objecttypen/api/v2/objecttypes/{uuid4()}",
        "brp_url": f"{base}/brp/haalcentraal/api/brp/personen",
        "locatieserver_url": f"{base}/locatieserver/search/v3_1",
        "vehicles_url": f"{base}/rdw-open-data/resource",
        "maps_url": f"{base}/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857",
        "sources": json.dumps(sources),
        "mail_url": f"{base}/bericht",
        "oidc_issuer": f"{base}/digid",
    }
    return factories.settings_for(**(values | changes))


BUGS = (KeyError("ours"), ValueError("ours"), TypeError("ours"), AttributeError("ours"))
"""What a mistake in our own code raises."""


def raising(error: Exception) -> Callable[..., NoReturn]:
    """Stands for a function of ours with a bug."""

    def bug(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise error

    return bug


def items(api: Api, path: str, params: Params) -> tuple[dict[str, Any], ...]:
    """Every item of a list, as JSON."""
    return read_pages(api, list_of(dict), path, params).whole(api.system)


def settings_of_the_world(base: str, **changes) -> Settings:
    """Settings with which the embedded world at `base` lets the portal in."""
    optional = {
        "contacts_url": f"{base}/klantinteracties/api/v1",
        "contacts_token": SECRET,
        "payments_url": f"{base}/betaaldienst/v2",
        "payments_key": SECRET,
    }
    return settings_for(
        base,
        case_client_secret=SECRET,
        objecten_token=SECRET,
        task_objecttype_url=f"{base}/objecttypen/api/v2/objecttypes/{TASK_TYPE}",
        brp_api_key=SECRET,
        mail_key=MAIL_KEY,
        mail_service_id=SERVICE_ID,
        consultation_log_url=f"{base}/inzage/api/v1",
        consultation_log_token=SECRET,
        register_seconds=ENOUGH_S,
        **(optional | changes),
    )
