"""A case type as a file for the case system of `make run`: what is usual there is left out.

In Dutch, as the screens of the catalogue are. Its author may change all of it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from forms.properties import ValueFormat
from portal.domain.case_intake import PropertyNeed
from portal.domain.catalogue_design import CaseTypeDesign, DecisionDesign
from portal.domain.remedies import RemedyKind
from portal.gateways.cases.zgw.property_design import LONGEST_TEXT, specification_of

STEPS = {
    "Ontvangen": "Wij hebben uw aanvraag ontvangen.",
    "In behandeling": "Wij behandelen uw aanvraag.",
    "Wachten op informatie van u": "Wij hebben nog iets van u nodig.",
    "Afgerond": "Uw aanvraag is afgerond.",
}
RESULTS = ("Verwerkt", "Afgewezen", "Ingetrokken")
DOCUMENTS = ("Aanvraag", "Bijlage", "Besluit", "Interne notitie")
LEGAL_DAYS, OBJECTION_PERIOD = 56, "P6W"
USUAL_LENGTHS = {"tekst": str(LONGEST_TEXT), "getal": "9,2", "datum": "8"}
"""What is usual there."""
DEEDS = {RemedyKind.OBJECTION: "bezwaar maken", RemedyKind.APPEAL: "beroep instellen"}
MOST_OF_LABEL = 255
DAYS, MONTHS = 7, 12
"""Of a week; of a year."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()'-]*[\w./()'])?")
"""What is a text in YAML without quotes too."""
_WORDS = frozenset({"null", "true", "false"})
_PERIOD = re.compile(r"P(\d+)([DWM])")


def case_type_text(design: CaseTypeDesign) -> str:
    """The file; its name is to be the code of the case type."""
    return "".join(f"{line}\n" for line in _lines(design))


def _lines(design: CaseTypeDesign) -> Iterator[str]:
    yield f"# {design.code}.yaml: case type of the form {yaml_text(design.form_title)}"
    yield f"name: {yaml_text(design.name)}"
    yield f"purpose: {yaml_text(design.summary)}"
    yield f"subject: {yaml_text(design.description)}"
    yield from _terms(design)
    if design.decisions:
        yield from decision_lines(design.decisions[0])
    yield from steps_lines(design.statuses)
    results = tuple(dict.fromkeys((*design.results, RESULTS[-1])))
    if design.results and results != RESULTS:
        yield f"results: {yaml_list(results)}"
    documents = dict.fromkeys((*DOCUMENTS, *design.needs.document_types))
    if len(documents) > len(DOCUMENTS):
        yield f"documents: {yaml_list(documents)}"
    if design.needs.properties:
        yield "properties:"
        yield from (f"  {property_line(each, design.labels)}" for each in design.needs.properties)


def _terms(design: CaseTypeDesign) -> Iterator[str]:
    service = _days(design.usual_period)
    legal = _days(design.legal_period) if design.legal_period else max(LEGAL_DAYS, service)
    yield f"service_days: {service}"
    if legal != LEGAL_DAYS:
        yield f"legal_days: {legal}"


def decision_lines(decision: DecisionDesign) -> Iterator[str]:
    """The kind of decision, and what one can do against it where that is not as usual."""
    yield f"decision: {yaml_text(decision.name)}"
    if decision.remedy is RemedyKind.OBJECTION and decision.objection_period == OBJECTION_PERIOD:
        return
    number, unit = _period(decision.objection_period)
    term = f"weeks: {number}" if unit == "W" else f"days: {number}"
    yield f"remedy: {{deed: {DEEDS[decision.remedy]}, {term}}}"


def steps_lines(statuses: tuple[str, ...]) -> Iterator[str]:
    """Nothing where they are usual; `statuses` are the first, the last, and what is known between.

    A case type of which no more is known goes on as usual after its first.
    """
    first, *others = statuses
    if set(others) <= set(STEPS):
        if first == next(iter(STEPS)):
            return
        others = list(STEPS)[1:]
    yield "steps:"
    for name in dict.fromkeys((first, *others)):
        yield f"  {step_line(name)}"


def step_line(name: str) -> str:
    """A status, and what it tells a resident."""
    return f"{yaml_text(name)}: {yaml_text(STEPS.get(name, f'Uw aanvraag: {name}.'))}"


def property_block(need: PropertyNeed) -> str:
    """What is to be said of a property besides what it is about; empty where all is usual."""
    return ", ".join(_format(need))


def property_line(need: PropertyNeed, labels: Mapping[str, str]) -> str:
    """A property: its name and what it is about. `labels`: name → what the form calls it."""
    about = yaml_text(labels.get(need.name, need.name)[:MOST_OF_LABEL])
    further = list(_format(need))
    block = ", ".join((f"about: {about}", *further))
    return f"{yaml_text(need.name)}: {f'{{{block}}}' if further else about}"


def _format(need: PropertyNeed) -> Iterator[str]:
    """What is to be said of it besides what it is about."""
    asked = specification_of(need.shape)
    formaat, length = str(asked["formaat"]), str(asked["lengte"])
    if need.shape.format is not ValueFormat.TEXT:
        yield f"formaat: {formaat}"
    if length != USUAL_LENGTHS[formaat] and not need.shape.codes:
        yield f"lengte: {length if length.isdecimal() else yaml_text(length)}"
    if need.shape.is_list:
        yield "kardinaliteit: N"
    if need.shape.codes:
        yield f"values: {yaml_list(need.shape.codes)}"


def _days(period: str) -> int:
    """As many days; of months the fewest that these can have, so that no term is too long."""
    number, unit = _period(period)
    return {"D": number, "W": number * DAYS, "M": _fewest_days(number)}[unit]


def _period(period: str) -> tuple[int, str]:
    match = _PERIOD.fullmatch(period)
    assert match
    return int(match[1]), match[2]


def _fewest_days(months: int) -> int:
    firsts = [date(2026 + n // MONTHS, n % MONTHS + 1, 1) for n in range(MONTHS + months)]
    return min((firsts[n + months] - firsts[n]).days for n in range(MONTHS))


def yaml_list(texts: Iterable[str]) -> str:
    """These on one line, between brackets."""
    return f"[{', '.join(map(yaml_text, texts))}]"


def yaml_text(text: str) -> str:
    """As YAML reads it as this text and nothing else."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    return text if is_plain else json.dumps(text, ensure_ascii=False)
