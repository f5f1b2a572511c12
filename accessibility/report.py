"""The audit as one HTML page that a tester can open, keep and send: nothing beside it is needed."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from accessibility import axe
from accessibility.audit import LANGUAGES
from accessibility.criteria import Finding, house_rules
from accessibility.looking import WIDTHS
from accessibility.outcomes import Look, Outcome, worst
from accessibility.summary import Result

WORDS = {
    Outcome.FAILED: "Failed",
    Outcome.CANT_TELL: "A person must judge",
    Outcome.PASSED: "Passed",
    Outcome.INAPPLICABLE: "Does not apply",
    Outcome.UNTESTED: "Not checked by computer",
}
MEANINGS = {
    Outcome.FAILED: "A check found a fault in at least one state.",
    Outcome.PASSED: "The checks answer the criterion wholly, and found nothing.",
    Outcome.CANT_TELL: "The checks cover a part of it, and found nothing or are in doubt.",
    Outcome.UNTESTED: "No check says anything of it; a person must judge all of it.",
    Outcome.INAPPLICABLE: "No page has what it is about: sound or video.",
}
PRINCIPLES = {"1": "Perceivable", "2": "Operable", "3": "Understandable", "4": "Robust"}
MOST_EVIDENCE = 12
"""Lines shown of one criterion; the EARL file has all."""


def as_html(result: Result) -> str:
    """The whole page."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return env.get_template("report.html.jinja").render(
        result=result,
        audit=result.audit,
        languages=LANGUAGES,
        widths=WIDTHS,
        words=WORDS,
        meanings=MEANINGS,
        engine=axe.VERSION,
        counts=result.counts,
        principles=[
            (PRINCIPLES[key], list(found))
            for key, found in groupby(result.findings, lambda f: f.criterion.number[0])
        ],
        by_outcome=_by_outcome,
        evidence=_evidence,
        house=_told(house_rules(result.audit.checks, result.audit.looks)),
        pages=_pages(result.audit.looks),
    )


def _by_outcome(finding: Finding) -> Mapping[Outcome, list[str]]:
    """The states per outcome, worst first."""
    return {
        outcome: states
        for outcome in Outcome
        if (states := [name for name, one in finding.per_state.items() if one is outcome])
    }


def _evidence(finding: Finding) -> list[tuple[str, str, str]]:
    return _told(finding.evidence)


def _told(lines: Iterable[tuple[Look, str, str]]) -> list[tuple[str, str, str]]:
    """(where, check, line), each line once: where it was seen first, and how often more."""
    places: dict[tuple[str, str], list[str]] = {}
    for look, check, line in lines:
        where = f"{look.state}, {look.place}, {look.language}, {look.width} px"
        places.setdefault((check, line), []).append(where)
    return [
        (seen[0] + (f"; seen {len(seen)} times" if len(seen) > 1 else ""), check, line)
        for (check, line), seen in list(places.items())[:MOST_EVIDENCE]
    ]


def _pages(looks: Iterable[Look]) -> list[tuple[str, str, str, Outcome]]:
    """(state, place, languages, worst outcome) of each page."""

    def page(look: Look) -> tuple[str, str]:
        return look.state, look.place

    found = []
    for (state, place), seen in groupby(sorted(looks, key=page), key=page):
        mine = list(seen)
        languages = ", ".join(sorted({look.language for look in mine}))
        outcome = worst(verdict.outcome for look in mine for verdict in look.verdicts)
        found.append((state, place, languages, outcome))
    return found
