"""The audit as one HTML page in a language, with its pictures in a folder beside it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from accessibility import engines, scripts
from accessibility.audit import LANGUAGES, Audit
from accessibility.criteria import Finding, house_rules
from accessibility.looking import WIDTHS
from accessibility.outcomes import Look, worst
from accessibility.summary import Result
from portal.domain.accessibility import AuditOutcome

TEXTS = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))
MOST_EVIDENCE = 12
"""Lines shown of one criterion; the EARL file has all."""
PICTURES = Path("pictures")


def name_of(language: str) -> str:
    """Name of the file with the report in this language."""
    return f"report.{language}.html"


def pictures(audit: Audit) -> Iterator[tuple[Path, bytes]]:
    """Where each picture goes, from the folder of the report, and its content."""
    for (state, place), content in audit.pictures.items():
        yield _picture(state, place), content


def as_html(result: Result, language: str) -> str:
    """The whole page in this language."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts, audit = TEXTS[language], result.audit
    return env.get_template("report.html.jinja").render(
        _about_audit(result, texts)
        | {
            "language": language,
            "others": [(name_of(one), one) for one in LANGUAGES if one != language],
            "result": result,
            "audit": audit,
            "t": texts,
            "own": TEXTS["checks"] if language == "nl" else {},
            "widths": WIDTHS,
            "tools": engines.TOOLS,
            "counts": result.counts,
            "by_outcome": _by_outcome,
            "scripts": [(one, _steps(audit, one.number)) for one in scripts.load()],
        }
    )


def _about_audit(result: Result, texts: Mapping[str, str]) -> dict[str, Any]:
    looks, checks = result.audit.looks, result.audit.checks
    return {
        "principles": [
            (texts[f"principle_{key}"], list(findings))
            for key, findings in groupby(result.findings, lambda one: one.criterion.number[0])
        ],
        "evidence": lambda finding: _told(finding.evidence, texts),
        "house": _told(house_rules(checks, looks), texts),
        "pages": _pages(result.audit),
        "outcomes": tuple(AuditOutcome),
    }


def _steps(audit: Audit, number: str) -> list[scripts.Step]:
    return [step for step in audit.steps if step.number == number]


def _by_outcome(finding: Finding) -> Mapping[AuditOutcome, list[str]]:
    """The states per outcome, worst first."""
    return {
        outcome: states
        for outcome in AuditOutcome
        if (states := [name for name, one in finding.per_state.items() if one is outcome])
    }


def _told(
    lines: Iterable[tuple[Look, str, str]], texts: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """(where, check, line), each line once: where it was seen first, and how often more."""
    places: dict[tuple[str, str], list[str]] = {}
    for look, check, line in lines:
        where = f"{look.state}, {look.place}, {look.language}, {look.how}"
        places.setdefault((check, line), []).append(where)
    return [
        (_where(places_of_it, texts), check, line)
        for (check, line), places_of_it in list(places.items())[:MOST_EVIDENCE]
    ]


def _where(places: list[str], texts: Mapping[str, str]) -> str:
    if len(places) == 1:
        return places[0]
    return texts["first_seen"].format(where=places[0], times=len(places))


def _pages(audit: Audit) -> list[tuple[str, str, str, AuditOutcome, str]]:
    """(state, place, languages, worst outcome, address of its picture) of each page."""

    def page(look: Look) -> tuple[str, str]:
        return look.state, look.place

    rows = []
    seen = [look for look in audit.looks if look.width]
    for (state, place), looks in groupby(sorted(seen, key=page), key=page):
        mine = list(looks)
        languages = ", ".join(sorted({look.language for look in mine}))
        outcome = worst(verdict.outcome for look in mine for verdict in look.verdicts)
        picture = _picture(state, place) if (state, place) in audit.pictures else ""
        rows.append((state, place, languages, outcome, str(picture)))
    return rows


def _picture(state: str, place: str) -> Path:
    slug = re.sub(r"[^a-z0-9]+", "-", f"{state} {place}".lower().replace("…", "een")).strip("-")
    return PICTURES / f"{slug}.png"
