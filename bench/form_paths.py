"""CPU of working out the path through large forms, as each page of a form does once or twice.

.venv/bin/python -m bench.form_paths
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from wtforms import Form as HtmlForm

from bench.large_forms import LargeForm, conditions, large_form, one_page, page, question
from forms import Catalogue, engine, fields, load_sources
from forms.context import Context
from forms.path import Path
from forms.reading import summary

ROUNDS, RUNS = 9, 20


def large_forms() -> Iterator[LargeForm]:
    """What is measured: without conditions, with chains of them, and all on one page."""
    yield large_form("100 questions, no conditions", [page(n) for n in range(100)])
    yield large_form("100 questions, chained", [page(n, conditions(n, 1)) for n in range(100)])
    yield large_form("100 questions, each reads 5", [page(n, conditions(n, 5)) for n in range(100)])
    yield large_form("200 pages, chained", [page(n, conditions(n, 1)) for n in range(200)])
    yield large_form("500 questions, one page", [one_page([question(n) for n in range(500)])])
    chained = [{**question(n), **conditions(n, 1)} for n in range(500)]
    yield large_form("500 questions, one page, chained", [one_page(chained)])


def cpu_ms(act: Callable[[], object]) -> float:
    """CPU in ms of doing this once, in the round that was least disturbed."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(RUNS):
            act()
        rounds.append((time.process_time() - start) / RUNS * 1_000)
    return min(rounds)


def _shown(path: Path) -> HtmlForm:
    return fields.form_class(path.pages[0], HtmlForm)()


def main() -> None:
    """Print ms of CPU: the path, what one page asks of it, and the fields of its first page."""
    context = Context(date.today(), {}, str)  # noqa: DTZ011 - any day will do
    head = ("path", "open", "given", "shown", "fields")
    sys.stdout.write(f"{'':34}" + "".join(f"{each:>8}" for each in head) + "\n")
    own = [LargeForm(each.slug, each, {}) for each in Catalogue.load(load_sources())]
    for large in (*large_forms(), *own):
        path = Path(large.form, large.answers, context)
        acts: list[Callable[[], object]] = [
            partial(Path, large.form, large.answers, context),
            partial(engine.first_open, path),
            partial(engine.answers_on_path, path),
            partial(summary, path),
            partial(_shown, path),
        ]
        figures = "".join(f"{cpu_ms(act):8.3f}" for act in acts)
        sys.stdout.write(f"{large.name:34}{figures}\n")


if __name__ == "__main__":
    main()
