"""The catalogue: kinds of cases with their steps, properties and documents.

What is published there does not change, so answers are kept for hours; failures never. When
the catalogue is down, what was kept is used for longer.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from portal.domain.failures import InvalidSourceAnswer, SourceUnavailable
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api, parsing_answer_of
from portal.gateways.pages import items

KEPT_S = 4 * 60 * 60
MOST_KEPT = 5_000
WAITING = re.compile(
    r"(in )?wacht(en|end)? op .*\b(u|inwoner|aanvrager|indiener|informatie|aanvulling|stukken)\b"
    r"|aanvull",
    re.IGNORECASE,
)
"""How a step is named in which the municipality waits for the resident.

The standard has no mark for it; these are words in use. "Wachten op advies" is none of them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepType:
    """A step that a case of some kind can be in (statustype)."""

    url: str
    name: str
    text: str
    """The sentence that tells a resident about it; its name where there is none."""
    order: int
    is_last: bool
    is_waiting: bool
    """Whether the municipality waits for the resident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseType:
    """A kind of case (zaaktype), of one version."""

    url: str
    code: str
    """Its `identificatie`."""
    name: str
    steps: tuple[StepType, ...]
    """In their order."""
    document_type_urls: tuple[str, ...]
    is_concept: bool = False
    """Whether the municipality is still working on it."""

    def step(self, url: str) -> StepType:
        """The step with this URL; raises `InvalidSourceAnswer`."""
        for step in self.steps:
            if step.url == url:
                return step
        raise InvalidSourceAnswer("catalogue", "a step of another case type")


@dataclass(slots=True)
class Kept:
    """Answers of the catalogue, for all threads of this process."""

    clock: Callable[[], float] = time.monotonic
    _answers: dict[str, tuple[float, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self, key: str) -> Any:
        """The answer that is kept; None where it has to be read."""
        with self._lock:
            until, answer = self._answers.get(key, (0.0, None))
        return answer if self.clock() < until else None

    def get(self, key: str, read: Callable[[], Any]) -> Any:
        """The answer that was kept, or else read now; an old one when reading finds it down.

        What may be published at any moment is not kept: see `_may_change`.
        """
        with self._lock:
            until, answer = self._answers.get(key, (None, None))
        if until is not None and self.clock() < until:
            return answer
        try:
            answer = read()
        except SourceUnavailable:
            if until is None:
                raise
            return answer
        with self._lock:
            if _may_change(answer):
                self._answers.pop(key, None)
                return answer
            if len(self._answers) >= MOST_KEPT:
                self._answers.clear()
            self._answers[key] = (self.clock() + KEPT_S, answer)
        return answer


@dataclass(frozen=True, slots=True)
class CaseCatalogue:
    """The catalogue as the portal reads it; every method raises `SourceError`."""

    api: Api
    kept: Kept = field(repr=False)

    def within(self, deadline: Deadline) -> Self:
        """The same, of which all calls together end before this deadline."""
        return replace(self, api=self.api.within(deadline))

    def case_type(self, url: str) -> CaseType:
        """The kind of case with this URL."""
        case_type: CaseType = self.kept.get(_key_of_type(url), lambda: self._read_case_type(url))
        return case_type

    def kept_case_type(self, url: str) -> CaseType | None:
        """The same, without asking; None where it has to be asked."""
        case_type: CaseType | None = self.kept.fresh(_key_of_type(url))
        return case_type

    def case_type_on(self, code: str, day: date) -> CaseType | None:
        """The published kind of case with this code that holds on this day; the newest, or None."""
        if not code:
            raise ValueError("an empty filter would be no filter")
        versions = self._all(
            "zaaktypen", identificatie=code, datumGeldigheid=day.isoformat(), status="definitief"
        )
        with parsing_answer_of("catalogue"):
            fitting = [item for item in versions if item["identificatie"] == code]
            if not fitting:
                return None
            newest = max(fitting, key=lambda item: (item["beginGeldigheid"], item["url"]))
            url = newest["url"]
        return self.case_type(url)

    def name_of(self, url: str) -> str:
        """The name (`omschrijving`) of anything in the catalogue."""
        resource = self._one(url)
        with parsing_answer_of("catalogue"):
            return str(resource["omschrijving"])

    def kept_name_of(self, url: str) -> str | None:
        """The same, without asking; None where it has to be asked."""
        item = self.kept.fresh(self.api.path_of(url))
        return str(item["omschrijving"]) if item and "omschrijving" in item else None

    def initiator_role(self, case_type: CaseType) -> str | None:
        """URL of the role type of whoever starts such a case; None where it has none."""
        roles = self._all("roltypen", zaaktype=case_type.url, omschrijvingGeneriek="initiator")
        with parsing_answer_of("catalogue"):
            return min((str(role["url"]) for role in roles), default=None)

    def properties(self, case_type: CaseType) -> dict[str, str]:
        """URL of each property (eigenschap), by its name."""
        resources = self._all("eigenschappen", zaaktype=case_type.url)
        with parsing_answer_of("catalogue"):
            return {item["naam"]: item["url"] for item in resources}

    def document_types(self, case_type: CaseType, day: date) -> dict[str, str]:
        """URL of each published kind of document of such a case on this day, by its name."""
        types: dict[str, str] = {}
        resources = [self._one(url) for url in case_type.document_type_urls]
        with parsing_answer_of("catalogue"):
            for item in sorted(resources, key=lambda item: item["beginGeldigheid"]):
                ends = item.get("eindeGeldigheid")
                has_begun = date.fromisoformat(item["beginGeldigheid"]) <= day
                has_ended = ends is not None and date.fromisoformat(ends) <= day
                if not item["concept"] and has_begun and not has_ended:
                    types[item["omschrijving"]] = item["url"]
        return types

    def _read_case_type(self, url: str) -> CaseType:
        item = self.api.get(self.api.path_of(url))
        steps = list(items(self.api, "statustypen", {"zaaktype": url}))
        with parsing_answer_of("catalogue"):
            return CaseType(
                url=url,
                code=item["identificatie"],
                name=item["omschrijving"],
                steps=tuple(sorted(map(_step_type, steps), key=lambda step: step.order)),
                document_type_urls=tuple(item["informatieobjecttypen"]),
                is_concept=bool(item.get("concept")),
            )

    def _one(self, url: str) -> Any:
        path = self.api.path_of(url)
        return self.kept.get(path, lambda: self.api.get(path))

    def _all(self, path: str, **params: str) -> Any:
        def read() -> list[Any]:
            return list(items(self.api, path, params))

        return self.kept.get(f"{path}?{sorted(params.items())}", read)


def _key_of_type(url: str) -> str:
    return f"case type {url}"


def _may_change(answer: Any) -> bool:
    """Nothing yet, or a concept: the municipality is still working on it."""
    if isinstance(answer, CaseType):
        return answer.is_concept or not answer.steps
    return answer == [] or (isinstance(answer, dict) and bool(answer.get("concept")))


def _step_type(found: dict[str, Any]) -> StepType:
    name = str(found["omschrijving"])
    generic = str(found.get("omschrijvingGeneriek") or "")
    is_waiting = any(WAITING.match(words) for words in (name, generic))
    return StepType(
        url=found["url"],
        name=name,
        text=found.get("statustekst") or name,
        order=int(found["volgnummer"]),
        is_last=bool(found["isEindstatus"]),
        is_waiting=is_waiting,
    )
