"""What is played on the floor app: the pages that are like those of the portal."""

from functools import partial

from bench import floor
from bench.browser import Browser, Page, WrongAnswer
from bench.plays import Scenario, Turn, see, see_links
from bench.world import World

ANSWERS = {
    "name": "Cornelis Bakker",
    "email": "c.bakker@example.org",
    "phone": "06 12345678",
    "day": "2026-12-01",
    "postcode": "1234 AB",
    "number": "10",
    "living": "huur",
}


def _login(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(number: int) -> Page:
        return _log_in(world, number)[1]

    return [partial(turn, number) for number in range(1, clients + 1)]


def _list(world: World, clients: int, _turns: int) -> list[Turn]:
    browsers = [_log_in(world, number)[0] for number in range(1, clients + 1)]
    return [
        partial(see_links, browser, floor.LIST, "/cases/FLOOR-", floor.SHOWN)
        for browser in browsers
    ]


def _step(world: World, clients: int, _turns: int) -> list[Turn]:
    def turn(browser: Browser, fields: dict[str, str]) -> Page:
        page = browser.get(browser.post(floor.STEP, fields).location)
        if ANSWERS["name"] not in page.text:
            raise WrongAnswer("the floor app did not save its page")
        return page

    turns = list[Turn]()
    for number in range(1, clients + 1):
        browser, _page = _log_in(world, number)
        turns.append(partial(turn, browser, browser.get(floor.STEP).fields() | ANSWERS))
    return turns


def _wide(world: World, clients: int, _turns: int) -> list[Turn]:
    browsers = [_log_in(world, number)[0] for number in range(1, clients + 1)]
    return [partial(see, browser, floor.WIDE, f"q{floor.INPUTS - 1}") for browser in browsers]


def _log_in(world: World, number: int) -> tuple[Browser, Page]:
    browser = Browser(world.floor)
    fields = browser.get(floor.LOGIN).fields()
    page = browser.post(floor.LOGIN, fields | {"name": f"user-{number}"})
    if not page.location:
        raise WrongAnswer("the floor app did not let its user in")
    return browser, page


FLOOR_LOGIN = Scenario(
    name="floor-login",
    about="floor app: login page, and a login",
    begin=_login,
    server="floor",
    requests=2,
)
FLOOR_LIST = Scenario(
    name="floor-list",
    about="floor app: newest 20 of 50 cases in its own database",
    begin=_list,
    server="floor",
)
FLOOR_STEP = Scenario(
    name="floor-step",
    about="floor app: a page of seven questions sent and saved, and the next page",
    begin=_step,
    server="floor",
    requests=2,
)
FLOOR_WIDE = Scenario(
    name="floor-wide",
    about=f"floor app: a page of {floor.INPUTS} texts, as it is opened",
    begin=_wide,
    server="floor",
    share=0.25,
)
