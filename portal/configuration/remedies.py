"""The file with what one can do against a decision (`PORTAL_REMEDIES_FILE`)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from forms import Form
from forms.case_data import case_types
from forms.case_terms import all_terms, terms_of
from forms.phones import phone_href
from portal.configuration.languages import check_texts
from portal.configuration.operator_files import BadFile, FilePart, Number, Text, read_toml
from portal.domain.remedies import CaseOutcome, NextStep, Remedy, RemedyKind, RemedyRegister

Address = Annotated[str, StringConstraints(strict=True, pattern=r"^(https://\S+)?$")]
Texts = dict[Text, Text]


class RemedyPart(FilePart):
    """One remedy; see `Remedy`."""

    kind: RemedyKind
    weeks: Annotated[Number, Field(ge=0, le=52)] = 0
    days: Annotated[Number, Field(ge=0, le=365)] = 0
    law: Texts
    to: Texts
    url: Address = ""
    address: tuple[Text, ...] = ()
    phone: Annotated[str, Field(strict=True)] = ""
    case_types: frozenset[Text] = frozenset()
    decision_types: frozenset[Text] = frozenset()

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if bool(self.weeks) == bool(self.days):
            raise ValueError("the law counts in weeks or in days: write one of the two")
        if not (self.url or self.address):
            raise ValueError("nobody can use it: write url, address or both")
        if self.phone and not phone_href(self.phone):
            raise ValueError(f"phone: '{self.phone}' is no telephone number")
        return self


class OutcomePart(FilePart):
    """What results, by case type and name, and decision types mean to who asked."""

    result: dict[Text, dict[Text, CaseOutcome]] = Field(default_factory=dict)
    decision: dict[Text, CaseOutcome] = Field(default_factory=dict)


class NextStepPart(FilePart):
    """One thing that is possible after a refusal, while a case runs or after it; see `NextStep`."""

    name: Texts
    how: Texts
    url: Address = ""
    case_types: Annotated[frozenset[Text], Field(min_length=1)]


class RemediesFile(FilePart):
    """The whole file."""

    remedy: dict[Text, RemedyPart] = Field(default_factory=dict)
    outcome: OutcomePart = OutcomePart()
    next_step: tuple[NextStepPart, ...] = ()
    while_running: tuple[NextStepPart, ...] = ()
    when_ended: tuple[NextStepPart, ...] = ()


def load(path: Path) -> RemedyRegister:
    """The remedies in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, RemediesFile, setting="PORTAL_REMEDIES_FILE")
    for place, texts in _texts_of(file):
        check_texts(f"{path}: {place}", texts)
    for name in ("case_types", "decision_types"):
        counts = Counter(each for part in file.remedy.values() for each in getattr(part, name))
        for each in (each for each, count in counts.items() if count > 1):
            raise BadFile(f"{path}: {name}: {each} stands in two remedies; leave it in one")
    return RemedyRegister(
        remedies={id_: Remedy(id=id_, **dict(part)) for id_, part in file.remedy.items()},
        results={
            (case_type, result): outcome
            for case_type, results in file.outcome.result.items()
            for result, outcome in results.items()
        },
        decisions=file.outcome.decision,
        next_steps=tuple(NextStep(**dict(part)) for part in file.next_step),
        while_running=tuple(NextStep(**dict(part)) for part in file.while_running),
        when_ended=tuple(NextStep(**dict(part)) for part in file.when_ended),
    )


def check(register: RemedyRegister, forms: Iterable[Form]) -> None:
    """Hold that forms refer to remedies that are there; raises `BadFile`."""
    for form in forms:
        for terms in all_terms(form):
            if terms.remedy and terms.remedy not in register.remedies:
                raise BadFile(
                    f"{form.slug}: there is no remedy {terms.remedy} in the file of"
                    " PORTAL_REMEDIES_FILE; add it there"
                )


def without_remedy(register: RemedyRegister, forms: Iterable[Form]) -> Iterator[str]:
    """Forms whose residents read of no remedy, though the form names one; in plain sentences."""
    for form in forms:
        for code in case_types(form):
            remedy = terms_of(form, code).remedy
            if remedy and not register.remedy_of_form(remedy, code):
                yield (
                    f"The published version of {form.slug} names remedy {remedy}, and the file of"
                    f" PORTAL_REMEDIES_FILE has neither that nor one for case type {code}."
                )


def _texts_of(file: RemediesFile) -> Iterator[tuple[str, Texts]]:
    for id_, part in file.remedy.items():
        yield f"remedy.{id_}.law", part.law
        yield f"remedy.{id_}.to", part.to
    for name in ("next_step", "while_running", "when_ended"):
        for number, step in enumerate(getattr(file, name), start=1):
            yield f"{name}.{number}.name", step.name
            yield f"{name}.{number}.how", step.how
