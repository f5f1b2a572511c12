"""Pages that are played while things grow: whole or not, as growth may take parts away."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bench import load, scenarios
from bench.browser import Browser
from bench.growth import fill
from bench.plays import Scenario, Turn, see
from bench.records import age_answers
from bench.world import World
from portal.embedded.registers.residents import CORNELIS


def _coming_back(path: str, text: str, world: World, clients: int, turns: int) -> list[Turn]:
    """A page of residents who come back a minute later."""
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(turns)]
    with ThreadPoolExecutor(load.CLIENTS) as visits:
        list(visits.map(lambda browser: see(browser, path, text), browsers))
    age_answers(world.database, scenarios.LATER)
    left = iter(browsers)
    return [lambda: see(next(left), path, text)] * clients


def _scenario(name: str, path: str, text: str = "<h1") -> Scenario:
    return Scenario(name=name, about=path, begin=partial(_coming_back, path, text))


BY_NAME = {scenario.name: scenario for scenario in scenarios.SCENARIOS}
FORM_POST, FORM_STEP = BY_NAME["form-post"], BY_NAME["form-step"]
OVERVIEW = _scenario("overview", scenarios.OVERVIEW)
LIST = _scenario("case list", scenarios.LIST)
MESSAGES = _scenario("messages", "/berichten/")
LOOKED = _scenario("who looked", scenarios.LOOKED)
BY_REFERENCE = _scenario("by reference", f"/zaken/{fill.OWN_REFERENCE}/", "")
