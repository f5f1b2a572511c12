"""What is played: each scenario says what its clients do in one turn, and checks what they get."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from bench.bare import HELLO
from bench.browser import Browser, Page, WrongAnswer
from bench.floor_scenarios import FLOOR_LIST, FLOOR_LOGIN, FLOOR_STEP
from bench.plays import Scenario, Turn, see, see_links
from bench.records import age_answers, replace_lines
from bench.world import CLOSED, World
from portal.domain.cases import CASES_ON_PAGE
from portal.embedded.registers.residents import CORNELIS, NOOR, RESIDENTS

PAPER = "/gegevensgebruik/wie-keek.pdf"
OVERVIEW, LIST, LOOKED = "/overzicht/", "/zaken/", "/gegevensgebruik/"
LOOK = '<li class="look">'
FORM = "/formulieren/verhuizing-doorgeven"
STEP = f"{FORM}/adres/"
ANSWER = {"postcode": CORNELIS.address.postcode, "number": "10", "letter": "A", "addition": "2"}
KNOWN_NOWHERE = ("999997853", "999999990")
"""Numbers of nobody in the embedded register: it says that it doesn't know them."""
DRAFTERS = (*(resident.bsn for resident in RESIDENTS), *KNOWN_NOWHERE)
"""One for each client: two on one draft would wait for each other."""
SLOW_MS = 200
LATER = timedelta(minutes=1)
"""After which the portal asks its sources again: what it got less than 30 s ago is fresh."""
LINES, LOOKS = 3000, 25
"""Lines about one resident, and how many looks of others stand on a page at least; how many of the
folded ones do depends on the hour."""
FEW_LINES = 60
"""As many as make a paper of some pages."""


def _hello(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(see, Browser(world.bare), "/", HELLO) for _ in range(clients)]


def _home(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(see, Browser(world.portal), "/", "<h1") for _ in range(clients)]


def _cold(world: World, clients: int, turns: int) -> list[Turn]:
    cookies = deque(world.log_in(CORNELIS.bsn) for _ in range(turns))

    def turn() -> Page:
        return _see_all(Browser(world.portal, cookies.popleft()), OVERVIEW, world)

    return [turn] * clients


def _fresh(path: str, world: World, clients: int, _turns: int) -> list[Turn]:
    """The same residents come back to the same page at once."""
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(clients)]
    for browser in browsers:
        _see_all(browser, path, world)
    return [partial(_see_all, browser, path, world) for browser in browsers]


def _again(path: str, world: World, clients: int, turns: int) -> list[Turn]:
    """Each turn another resident, who was on the page before and comes back to it later."""
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(turns)]
    with ThreadPoolExecutor(clients) as visits:
        list(visits.map(lambda browser: _see_all(browser, path, world), browsers))
    age_answers(world.database, LATER)
    waiting = deque(browsers)

    def turn() -> Page:
        return _see_all(waiting.popleft(), path, world)

    return [turn] * clients


def _form_post(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(post, *at_the_step(world, bsn)) for bsn in DRAFTERS[:clients]]


def _form_step(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(browser: Browser, fields: dict[str, str]) -> Page:
        return browser.get(post(browser, fields).location)

    return [partial(turn, *at_the_step(world, bsn)) for bsn in DRAFTERS[:clients]]


def _looked(world: World, clients: int, _turns: int) -> list[Turn]:
    """Who looks at these pages adds lines: before each slice there are as many as ever."""
    replace_lines(world.database, CORNELIS.bsn, LINES)
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(clients)]
    return [partial(_see_looks, browser) for browser in browsers]


def papers(world: World, clients: int, _turns: int) -> list[Turn]:
    """Print who looked; no scenario, as printing is the work of another process."""
    replace_lines(world.database, CORNELIS.bsn, FEW_LINES)
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(clients)]
    return [partial(see, browser, PAPER, "%PDF-") for browser in browsers]


def _login(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(_log_in, world)] * clients


def _log_in(world: World) -> Page:
    """From the login page to DigiD, and back until the portal knows who it is."""
    browser = Browser(world.portal)
    browser.get(f"/inloggen/?next={OVERVIEW}")
    choice = browser.get(browser.get(f"/inloggen/digid?next={OVERVIEW}").location)
    back = browser.post(choice.url, {"acr": choice.fields()["acr"], "bsn": NOOR.bsn})
    arrival = browser.get(back.location)
    if arrival.location != f"{world.portal}{OVERVIEW}":
        raise WrongAnswer("the login did not end at the overview")
    return arrival


def _see_all(browser: Browser, path: str, world: World) -> Page:
    """A page with as many of the newest cases as belong there; those that are over are few."""
    newest = min(world.cases, CASES_ON_PAGE)
    return see_links(browser, path, LIST, newest - (CLOSED if path == OVERVIEW else 0))


def _see_looks(browser: Browser) -> Page:
    page = browser.get(LOOKED)
    count = page.text.count(LOOK)
    if count < LOOKS:
        raise WrongAnswer(f"{LOOKED} shows {count} looks instead of {LOOKS}")
    return page


def post(browser: Browser, fields: dict[str, str]) -> Page:
    """The answer to the page with the address; raises `WrongAnswer` where it isn't accepted."""
    page = browser.post(STEP, fields)
    if page.location.endswith(STEP):
        raise WrongAnswer("the page of the form was not accepted")
    return page


def at_the_step(world: World, bsn: str) -> tuple[Browser, dict[str, str]]:
    """A browser that has come to the page with the address, and what it will send there."""
    browser = Browser(world.portal, world.log_in(bsn))
    page = browser.follow(browser.get(f"{FORM}/verder/"))
    for _ in range(3):
        if page.url.endswith((STEP, "/dag/")):
            break
        page = browser.follow(browser.post(page.url, page.fields()))
    fields = browser.get(STEP).fields()
    own = {f"new_address-{part}": text for part, text in ANSWER.items()}
    if not own.keys() <= fields.keys():
        raise WrongAnswer(f"the form did not come to {STEP}, but to {page.url}")
    return browser, fields | own


BARE = Scenario(
    name="bare",
    about="a bare Flask app that says hello: the unit",
    begin=_hello,
    share=16.0,
    server="bare",
)
SCENARIOS = (
    Scenario(name="home", about="home page, nobody logged in", begin=_home),
    Scenario(
        name="overview-cold",
        about="overview of somebody with 50 cases, first page of a new login session",
        begin=_cold,
        floor=FLOOR_LIST,
    ),
    Scenario(
        name="overview-again",
        about="overview of somebody with 50 cases, same login session, answers older than 30 s",
        begin=partial(_again, OVERVIEW),
        floor=FLOOR_LIST,
    ),
    Scenario(
        name="overview-fresh",
        about="overview of somebody with 50 cases, same login session, within 30 s",
        begin=partial(_fresh, OVERVIEW),
        floor=FLOOR_LIST,
    ),
    Scenario(
        name="overview-cold-slow",
        about="overview-cold, every answer from outside 200 ms late",
        begin=_cold,
        delay_ms=SLOW_MS,
    ),
    Scenario(
        name="overview-again-slow",
        about="overview-again, every answer from outside 200 ms late",
        begin=partial(_again, OVERVIEW),
        delay_ms=SLOW_MS,
    ),
    Scenario(
        name="case-list",
        about="first page of the list of 50 cases, same login session, answers older than 30 s",
        begin=partial(_again, LIST),
        floor=FLOOR_LIST,
    ),
    Scenario(
        name="who-looked",
        about="who looked at your data: 3,000 lines in a year, one page of them shown",
        begin=_looked,
        share=0.25,
    ),
    Scenario(
        name="form-post",
        about="one page of a form sent: checked, address looked up, saved in PostgreSQL",
        begin=_form_post,
    ),
    Scenario(
        name="form-step",
        about="the same and the page that comes next",
        begin=_form_step,
        requests=2,
        floor=FLOOR_STEP,
    ),
    Scenario(
        name="login",
        about="login page, to DigiD, and back (the portal's share; DigiD's own work is not in it)",
        begin=_login,
        requests=3,
        share=0.5,
        floor=FLOOR_LOGIN,
    ),
)
