"""`make bench-growth`: play the parts that have no result yet, and tell which goals are met."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bench.browser import WrongAnswer
from bench.growth.parts import PARTS, Part, Plan
from bench.report import RESULTS
from portal.local.processes import StartFailed

FOLDER = RESULTS / "growth"
NAMES = tuple(part.name for part in PARTS)
TRY = Plan(rounds=1, turns=16, share=0.01)


@click.command()
@click.option("--again", is_flag=True, help="Also play what has a result already.")
@click.option("--of-bench", is_flag=True, help="Only what `make bench` plays too.")
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Leave the others out.")
@click.option("--try", "is_try", is_flag=True, help="Little of everything: no measurement.")
@click.option("--to", default=FOLDER, type=Path, help="Folder with a JSON file for each part.")
def main(*, again: bool, of_bench: bool, only: tuple[str, ...], is_try: bool, to: Path) -> None:
    """What pages cost when there is more of everything. Goes on where it was broken off."""
    chosen = only or [part.name for part in PARTS if part.is_of_bench or not of_bench]
    for part in PARTS:
        path = to / f"{part.name}.json"
        if part.name not in chosen or (path.exists() and not again):
            continue
        click.echo(f"{part.name}: {part.about}", err=True)
        try:
            _play(part, TRY if is_try else Plan(), path)
        except (StartFailed, WrongAnswer) as error:
            click.echo(f"{part.name} is void: {error}", err=True)
            sys.exit(1)
    click.echo(table(to))


def table(folder: Path) -> str:
    """All goals of the parts that have a result."""
    lines = []
    for part in PARTS:
        path = folder / f"{part.name}.json"
        result = json.loads(path.read_text("utf-8")) if path.exists() else {"goals": {}}
        for about, goal in result["goals"].items():
            verdict = "met" if goal["is_met"] else "NOT MET"
            words = f"{goal['figure']:>8} (limit {goal['limit']})"
            lines.append(f"{part.name:<12} {about:<52} {words:<24} {verdict}")
    return "\n".join(lines)


def _play(part: Part, plan: Plan, path: Path) -> None:
    result = part.play(plan, lambda text: click.echo(f"  {text}", err=True))
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"made_at": made_at, **result}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
