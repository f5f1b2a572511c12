"""What a page of a form costs where the form is large, or the page itself.

.venv/bin/python -m bench.large_pages    # some five minutes on two cores
"""

import sys
from functools import partial

import click

from bench import floor, report
from bench.browser import Browser, WrongAnswer
from bench.floor_scenarios import FLOOR_STEP, FLOOR_WIDE
from bench.large_forms import Part, one_page, text_question
from bench.made_steps import STEP, at_made_step, publish_pages, send_step
from bench.plays import Scenario, Turn, see
from bench.run import Plan, run
from bench.scenarios import DRAFTERS
from bench.world import World
from portal.local.processes import StartFailed

ON_A_PAGE, ON_THE_STEP = 10, 5
FEW, MANY = 10, 500
"""Answers on other pages than the one that is sent."""


def _others(count: int) -> list[Part]:
    names = [f"q{number}" for number in range(count)]
    pages = [names[start : start + ON_A_PAGE] for start in range(0, count, ON_A_PAGE)]
    return [
        one_page([text_question(name) for name in each], f"p{number}")
        for number, each in enumerate(pages)
    ]


def _step(count: int, world: World, clients: int, _turns: int) -> list[Turn]:
    """Residents who filled in all other pages send one of five questions, and see the next."""
    slug = f"form-of-{count}"
    step = one_page([text_question(f"own{number}") for number in range(ON_THE_STEP)], STEP)
    publish_pages(world, slug, [*_others(count), step])
    return [partial(send_step, *at_made_step(world, slug, bsn)) for bsn in DRAFTERS[:clients]]


def _wide(world: World, clients: int, _turns: int) -> list[Turn]:
    """Residents open a page of as many texts as the floor's."""
    slug = "form-wide"
    names = [f"q{number}" for number in range(floor.INPUTS)]
    publish_pages(world, slug, [one_page([text_question(name) for name in names], STEP)])
    browsers = [Browser(world.portal, world.log_in(bsn)) for bsn in DRAFTERS[:clients]]
    for browser in browsers:
        browser.follow(browser.get(f"/formulieren/{slug}/verder/"))
    return [
        partial(see, browser, f"/formulieren/{slug}/{STEP}/", names[-1]) for browser in browsers
    ]


SCENARIOS = (
    *(
        Scenario(
            name=f"form-of-{count}",
            about=f"five questions sent, and their page; {count} answers on other pages",
            begin=partial(_step, count),
            requests=2,
            floor=FLOOR_STEP,
        )
        for count in (FEW, MANY)
    ),
    Scenario(
        name="form-wide",
        about=f"a page of {floor.INPUTS} texts, as it is opened",
        begin=_wide,
        share=0.25,
        floor=FLOOR_WIDE,
    ),
)


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often each has its turn.")
@click.option("--turns", default=96, show_default=True, help="What clients do in one of those.")
def main(rounds: int, turns: int) -> None:
    """What a page of a large form costs, held against the floor app in the same minutes."""
    try:
        figures = run(Plan(rounds, turns, SCENARIOS), lambda text: click.echo(text, err=True))
    except (StartFailed, WrongAnswer) as error:
        click.echo(f"The run is void: {error}", err=True)
        sys.exit(1)
    click.echo(report.table(figures))


if __name__ == "__main__":
    main()
