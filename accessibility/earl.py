"""The audit in EARL 1.0 as JSON-LD, in the shape that W3C's WCAG-EM Report Tool takes in.

One assertion per check, page and language: the worst of its widths. A check that answers no
criterion wholly never makes a criterion "passed": its own test is what passed.
"""

import json
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import quote

from accessibility import engines
from accessibility.criteria import Criterion, load
from accessibility.outcomes import Check, Look, Verdict, worst
from accessibility.summary import Result

EARL = "http://www.w3.org/ns/earl#"
ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
PORTAL = "urn:mijngemeente"
CONTEXT = {
    "@vocab": EARL,
    "earl": EARL,
    "sch": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "assertedBy": {"@type": "@id"},
    "outcome": {"@type": "@id"},
    "mode": {"@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "title": "dct:title",
    "description": "dct:description",
    "date": "dct:date",
    "language": "dct:language",
    "hasVersion": "dct:hasVersion",
}


def as_json(result: Result) -> str:
    """The whole document."""
    criteria = {criterion.number: criterion for criterion in load()}
    checks = {check.name: check for check in result.audit.checks}
    tests = {name: _test(check, criteria) for name, check in checks.items()}
    graph = [_tool(result), *tests.values(), *_assertions(result, tests)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def _tool(result: Result) -> dict[str, Any]:
    return {
        "@id": f"{PORTAL}:audit",
        "@type": ["Assertor", "Software"],
        "title": "make audit of MijnGemeente",
        "description": f"{', '.join(engines.TOOLS)} and own checks in {result.audit.browser}",
        "hasVersion": f"{result.version} {result.commit}".strip(),
    }


def _test(check: Check, criteria: dict[str, Criterion]) -> dict[str, Any]:
    test: dict[str, Any] = {
        "@id": check.url or f"{PORTAL}:check:{_slug(check.name)}",
        "@type": "TestCase",
        "title": check.name,
        "description": check.says,
        "isPartOf": [criteria[number].url for number in check.criteria if number in criteria],
    }
    if check.acts:
        test["conformsTo"] = [f"{ACT}{act}/" for act in check.acts]
    return test


def _assertions(result: Result, tests: dict[str, Any]) -> Iterable[dict[str, Any]]:
    def page(look: Look) -> tuple[str, str, str]:
        return look.state, look.place, look.language

    for (state, place, language), looks in groupby(sorted(result.audit.looks, key=page), key=page):
        subject = {
            "@id": f"{PORTAL}:page:{language}:{_slug(state)}:{quote(place)}",
            "@type": ["TestSubject", "sch:WebPage"],
            "title": state,
            "source": f"{PORTAL}:{quote(place)}",
            "language": language,
        }
        for check, seen in _by_check(looks).items():
            yield {
                "@type": "Assertion",
                "mode": "earl:automatic",
                "assertedBy": f"{PORTAL}:audit",
                "subject": subject,
                "test": {"@id": tests[check]["@id"]},
                "result": _result(seen, result),
            }


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _by_check(looks: Iterable[Look]) -> dict[str, list[tuple[str, Verdict]]]:
    found: dict[str, list[tuple[str, Verdict]]] = {}
    for look in looks:
        for verdict in look.verdicts:
            found.setdefault(verdict.check, []).append((look.how, verdict))
    return found


def _result(seen: list[tuple[str, Verdict]], result: Result) -> dict[str, Any]:
    outcome = worst(verdict.outcome for _how, verdict in seen)
    told = [
        f"{how}: {line}"
        for how, verdict in seen
        if verdict.outcome is outcome
        for line in verdict.evidence
    ]
    about: dict[str, Any] = {
        "@type": "TestResult",
        "outcome": f"earl:{outcome}",
        "date": result.made_on.isoformat(),
    }
    return {**about, "description": "\n".join(told)} if told else about
