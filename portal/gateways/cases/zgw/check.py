"""Whether the four APIs of a case system take our questions."""

from collections.abc import Callable
from functools import partial

from pydantic import TypeAdapter

from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import Resource, Whole
from portal.gateways.cases.zgw import api
from portal.gateways.cases.zgw.search import BSN
from portal.gateways.http import Api
from portal.gateways.pages import list_of
from portal.settings import Settings

ANY_LIST = list_of(Resource)
NOTHING = "portal-check"
"""Identifies nothing, so that nothing personal is answered."""
CODE = "identificatie"
NOBODY = "999999990"
"""A BSN as tests have them: nobody was ever given one that begins so."""


class CaseCount(Resource):
    """How many cases a search gives, and nothing of them."""

    count: Whole


COUNT = TypeAdapter(CaseCount)


def checks(settings: Settings, system: str = ONLY_SYSTEM) -> dict[str, Callable[[], None]]:
    """By name of each API that it has: ask it once for what there is not; raises `SourceError`."""
    zgw = api.connect(settings, limit_s=settings.register_seconds, system=system)
    named: dict[str, Callable[[], None]] = {
        "zaken": partial(_check_filter, zgw.cases),
        "catalogi": partial(_ask, zgw.catalogue.api, "zaaktypen", CODE),
        "documenten": partial(_ask, zgw.documents, "enkelvoudiginformatieobjecten", CODE),
    }
    if zgw.decisions:
        named["besluiten"] = partial(_ask, zgw.decisions, "besluiten", CODE)
    return named


def _check_filter(cases: Api) -> None:
    """Ask for the cases of nobody; raises `InvalidSourceAnswer` where there are some.

    Of the answer only the number of cases is read: a case system that ignores the filter sends
    cases of others.
    """
    query = {BSN: NOBODY, "rol__omschrijvingGeneriek": "initiator"}
    if cases.read_by_post(COUNT, "zaken/_zoek", query, {"page": 1}).count:
        reason = "there are cases of a BSN that nobody has: the search is not filtered"
        raise InvalidSourceAnswer(cases.system, reason)


def _ask(api: Api, path: str, parameter: str) -> None:
    api.read(ANY_LIST, path, {parameter: NOTHING})
