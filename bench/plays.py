"""What a scenario is, and how its clients look at what they get."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.browser import Browser, Page, WrongAnswer
from bench.world import World

Turn = Callable[[], Page]
"""What a client does; gives the last page of it."""


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


def see(browser: Browser, path: str, text: str) -> Page:
    """The page; raises `WrongAnswer` where it doesn't say this."""
    page = browser.get(path)
    if text not in page.text:
        raise WrongAnswer(f"{path} does not say {text}")
    return page


def see_links(browser: Browser, path: str, start: str, count: int) -> Page:
    """The page; raises `WrongAnswer` where it has fewer links that start so."""
    page = browser.get(path)
    links = page.text.count(f'href="{start}')
    if links < count:
        raise WrongAnswer(f"{path} shows {links} of {count} links to {start}")
    return page
