"""Pages that are played while things grow: whole or not, as growth may take parts away."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from bench import load, scenarios
from bench.browser import Browser
from bench.growth import fill
from bench.plays import Scenario, Turn, see
from bench.records import age_answers
from bench.world import World
from portal.embedded.registers.residents import AISHA, CORNELIS

OF_MANY_CASES = AISHA.bsn
"""A resident who has no cases but those that growth gives them."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that a resident opens, and what must stand on it."""

    path: str
    text: str = "<h1"
    bsn: str = CORNELIS.bsn


def _coming_back(visit: Visit, world: World, clients: int, turns: int) -> list[Turn]:
    """A page of residents who come back a minute later."""
    path, text = visit.path, visit.text
    browsers = [Browser(world.portal, world.log_in(visit.bsn)) for _ in range(turns)]
    with ThreadPoolExecutor(load.CLIENTS) as visits:
        list(visits.map(lambda browser: see(browser, path, text), browsers))
    age_answers(world.database, scenarios.LATER)
    left = iter(browsers)
    return [lambda: see(next(left), path, text)] * clients


def _scenario(name: str, visit: Visit) -> Scenario:
    return Scenario(name=name, about=visit.path, begin=partial(_coming_back, visit))


CASE = "GROWN-00001"
"""Number of the newest of those."""
BY_NAME = {scenario.name: scenario for scenario in scenarios.SCENARIOS}
FORM_POST, FORM_STEP = BY_NAME["form-post"], BY_NAME["form-step"]
OVERVIEW = _scenario("overview", Visit(scenarios.OVERVIEW, CASE, OF_MANY_CASES))
FIRST_CASES = _scenario("case list", Visit(scenarios.LIST, CASE, OF_MANY_CASES))
LIST = _scenario("case list", Visit(scenarios.LIST))
MESSAGES = _scenario("messages", Visit("/berichten/"))
LOOKED = _scenario("who looked", Visit(scenarios.LOOKED))
BY_REFERENCE = _scenario("by reference", Visit(f"/zaken/{fill.OWN_REFERENCE}/", ""))
