"""What is played: each scenario says what its clients do in one turn, and checks what they get."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bench import floor
from bench.bare import HELLO
from bench.browser import Browser, Page, WrongAnswer
from bench.lines import replace_lines
from bench.world import CLOSED, World
from portal.embedded.registers.residents import CORNELIS, NOOR, RESIDENTS

Turn = Callable[[], None]

OVERVIEW, LIST, LOOKED = "/overzicht/", "/zaken/", "/gegevensgebruik/"
CASE_LINK, FLOOR_LINK = 'href="/zaken/', 'href="/cases/FLOOR-'
LOOK = '<li class="look">'
FORM = "/formulieren/verhuizing-doorgeven"
STEP = f"{FORM}/adres/"
ANSWER = {"postcode": CORNELIS.address.postcode, "number": "10", "letter": "A", "addition": "2"}
KNOWN_NOWHERE = ("999997853", "999999990")
"""Numbers of nobody in the embedded register: it says that it doesn't know them."""
DRAFTERS = (*(resident.bsn for resident in RESIDENTS), *KNOWN_NOWHERE)
"""One for each client: two on one draft would wait for each other."""
FLOOR_ANSWERS = {
    "name": "Cornelis Bakker",
    "email": "c.bakker@example.org",
    "phone": "06 12345678",
    "day": "2026-12-01",
    "postcode": "1234 AB",
    "number": "10",
    "living": "huur",
}
SLOW_MS = 200
LINES, LOOKS = 3000, 25 + 50
"""Lines about one resident, and how many of them stand on a page: of others, and own ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Something that clients do again and again."""

    name: str
    about: str
    begin: Callable[[World, int, int], list[Turn]]
    """For so many clients, who take so many turns together: what each does in a turn."""
    delay_ms: int = 0
    requests: int = 1
    """Requests to the portal in a turn; figures are per turn."""
    share: float = 1.0
    """Of the usual number of turns: less for what takes long, more for what takes no time."""
    server: str = "web"
    """Whose CPU is counted: of `web`, `bare` or `floor`."""
    floor: "Scenario | None" = None
    """What is like it in the floor app."""

    @property
    def is_bare(self) -> bool:
        """Whether it is the unit itself."""
        return self.server == "bare"


def _hello(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(_see, Browser(world.bare), "/", HELLO) for _ in range(clients)]


def _home(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(_see, Browser(world.portal), "/", "<h1") for _ in range(clients)]


def _cold(world: World, clients: int, turns: int) -> list[Turn]:
    cookies = deque(world.log_in(CORNELIS.bsn) for _ in range(turns))

    def turn() -> None:
        _see_cases(Browser(world.portal, cookies.popleft()), OVERVIEW, world.cases - CLOSED)

    return [turn] * clients


def _again(path: str, world: World, clients: int, _turns: int) -> list[Turn]:
    """The same residents come back to the same page."""
    cases = world.cases - CLOSED if path == OVERVIEW else world.cases
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(clients)]
    for browser in browsers:
        _see_cases(browser, path, cases)
    return [partial(_see_cases, browser, path, cases) for browser in browsers]


def _form_post(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(browser: Browser, fields: dict[str, str]) -> None:
        _post(browser, fields)

    return [partial(turn, *_at_the_step(world, bsn)) for bsn in DRAFTERS[:clients]]


def _form_step(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(browser: Browser, fields: dict[str, str]) -> None:
        browser.get(_post(browser, fields).location)

    return [partial(turn, *_at_the_step(world, bsn)) for bsn in DRAFTERS[:clients]]


def _looked(world: World, clients: int, _turns: int) -> list[Turn]:
    """Who looks at these pages adds lines: before each slice there are as many as ever."""
    replace_lines(world.database, CORNELIS.bsn, LINES)
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(clients)]
    return [partial(_see_looks, browser) for browser in browsers]


def _login(world: World, clients: int, _turns: int) -> list[Turn]:
    return [partial(_log_in, world)] * clients


def _log_in(world: World) -> None:
    """From the login page to DigiD, and back until the portal knows who it is."""
    browser = Browser(world.portal)
    browser.get(f"/inloggen/?next={OVERVIEW}")
    choice = browser.get(browser.get(f"/inloggen/digid?next={OVERVIEW}").location)
    back = browser.post(choice.url, {"acr": choice.fields()["acr"], "bsn": NOOR.bsn})
    arrived = browser.get(back.location)
    if arrived.location != f"{world.portal}{OVERVIEW}":
        raise WrongAnswer("the login did not end at the overview")


def _floor_login(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(number: int) -> None:
        _log_in_at_the_floor(world, number)

    return [partial(turn, number) for number in range(1, clients + 1)]


def _floor_list(world: World, clients: int, _turns: int) -> list[Turn]:
    browsers = [_log_in_at_the_floor(world, number) for number in range(1, clients + 1)]
    return [partial(_see_cases, browser, floor.LIST, floor.CASES) for browser in browsers]


def _floor_step(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(browser: Browser, fields: dict[str, str]) -> None:
        sent = browser.post(floor.STEP, fields)
        if not sent.location or FLOOR_ANSWERS["name"] not in browser.get(sent.location).text:
            raise WrongAnswer("the floor app did not save its page")

    turns = list[Turn]()
    for number in range(1, clients + 1):
        browser = _log_in_at_the_floor(world, number)
        turns.append(partial(turn, browser, browser.get(floor.STEP).fields() | FLOOR_ANSWERS))
    return turns


def _log_in_at_the_floor(world: World, number: int) -> Browser:
    browser = Browser(world.floor)
    fields = browser.get(floor.LOGIN).fields()
    if not browser.post(floor.LOGIN, fields | {"name": f"user-{number}"}).location:
        raise WrongAnswer("the floor app did not let its user in")
    return browser


def _see(browser: Browser, path: str, text: str) -> None:
    if text not in browser.get(path).text:
        raise WrongAnswer(f"{path} does not say {text}")


def _see_cases(browser: Browser, path: str, cases: int) -> None:
    text = browser.get(path).text
    count = text.count(CASE_LINK) + text.count(FLOOR_LINK)
    if count < cases:
        raise WrongAnswer(f"{path} shows {count} cases instead of {cases}")


def _see_looks(browser: Browser) -> None:
    count = browser.get(LOOKED).text.count(LOOK)
    if count < LOOKS:
        raise WrongAnswer(f"{LOOKED} shows {count} looks instead of {LOOKS}")


def _post(browser: Browser, fields: dict[str, str]) -> Page:
    page = browser.post(STEP, fields)
    if page.location.endswith(STEP):
        raise WrongAnswer("the page of the form was not accepted")
    return page


def _at_the_step(world: World, bsn: str) -> tuple[Browser, dict[str, str]]:
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
FLOOR_LOGIN = Scenario(
    name="floor-login",
    about="floor app: login page, and a login",
    begin=_floor_login,
    server="floor",
    requests=2,
)
FLOOR_LIST = Scenario(
    name="floor-list",
    about="floor app: list of 50 cases in its own database",
    begin=_floor_list,
    server="floor",
)
FLOOR_STEP = Scenario(
    name="floor-step",
    about="floor app: a page of seven questions sent and saved, and the next page",
    begin=_floor_step,
    server="floor",
    requests=2,
)
SCENARIOS = (
    Scenario(name="home", about="home page, nobody logged in", begin=_home),
    Scenario(
        name="overview-cold",
        about="overview of 50 cases, first page of a new login session",
        begin=_cold,
        floor=FLOOR_LIST,
    ),
    Scenario(
        name="overview-again",
        about="overview of 50 cases, same login session",
        begin=partial(_again, OVERVIEW),
        floor=FLOOR_LIST,
    ),
    Scenario(
        name="overview-cold-slow",
        about="the first, every answer from outside 200 ms late",
        begin=_cold,
        delay_ms=SLOW_MS,
    ),
    Scenario(
        name="overview-again-slow",
        about="the second, every answer from outside 200 ms late",
        begin=partial(_again, OVERVIEW),
        delay_ms=SLOW_MS,
    ),
    Scenario(
        name="case-list",
        about="list of 50 cases, same login session",
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
