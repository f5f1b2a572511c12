"""Whether the four APIs of a case system take our questions."""

from collections.abc import Callable
from functools import partial

from portal.gateways.answers import Resource
from portal.gateways.cases.zgw import api
from portal.gateways.http import Api
from portal.gateways.pages import list_of
from portal.settings import Settings

ANY_LIST = list_of(Resource)
NOTHING = "portal-check"
"""Identifies nothing, so that nothing personal is answered."""
CODE = "identificatie"


def checks(settings: Settings) -> dict[str, Callable[[], None]]:
    """By name of the API: ask it once for what there is not; raises `SourceError`."""
    zgw = api.connect(settings, limit_s=settings.register_seconds)
    return {
        "zaken": partial(_ask, zgw.cases, "zaken", CODE),
        "catalogi": partial(_ask, zgw.catalogue.api, "zaaktypen", CODE),
        "documenten": partial(_ask, zgw.documents, "enkelvoudiginformatieobjecten", CODE),
        "besluiten": partial(_ask, zgw.decisions, "besluiten", CODE),
    }


def _ask(api: Api, path: str, parameter: str) -> None:
    api.read(ANY_LIST, path, {parameter: NOTHING})
