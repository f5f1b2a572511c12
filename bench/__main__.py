"""`make bench`: play all scenarios, print a table, keep the figures in a JSON file."""

import sys
from pathlib import Path

import click

from bench import report
from bench.browser import WrongAnswer
from bench.run import Plan, run
from bench.scenarios import SCENARIOS
from portal.local.processes import StartFailed

NAMES = tuple(scenario.name for scenario in SCENARIOS)


@click.command()
@click.option(
    "--rounds", default=5, show_default=True, help="How often each scenario has its turn."
)
@click.option("--turns", default=96, show_default=True, help="What clients do in one of those.")
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Leave the others out.")
@click.option("--to", default=report.LATEST, type=Path, help="Where the figures go (JSON).")
def main(rounds: int, turns: int, only: tuple[str, ...], to: Path) -> None:
    """What pages cost, held against a bare Flask app on the same server in the same minutes."""
    chosen = tuple(scenario for scenario in SCENARIOS if not only or scenario.name in only)
    try:
        found = run(Plan(rounds, turns, chosen), tell=lambda text: click.echo(text, err=True))
    except (StartFailed, WrongAnswer) as error:
        click.echo(f"The run is void: {error}", err=True)
        sys.exit(1)
    report.write(found, to)
    click.echo(report.table(found))


if __name__ == "__main__":
    main()
