"""What a catalogue should have for the forms, as their files and those of the municipality say."""

from collections.abc import Iterator

from forms import Form
from forms.case_terms import terms_of
from portal.domain.case_intake import CatalogueNeeds
from portal.domain.catalogue_design import CaseTypeDesign, DecisionDesign
from portal.domain.remedies import Remedy, RemedyRegister
from portal.domain.status_words import StatusRegister
from portal.services.catalogue_needs import needs_of

END = "Afgerond"
"""Of a case type whose statuses have no words of the municipality yet."""
MOST_OF_NAME = 80
"""Characters of an `omschrijving` of the Catalogi API."""
WORKING_DAYS, DAYS = 5, 7
"""Of a week."""


def designs_of(
    form: Form, statuses: StatusRegister, remedies: RemedyRegister
) -> Iterator[CaseTypeDesign]:
    """The case types that this form needs."""
    every = needs_of(form)
    return (_design(form, needs, _name(form, needs, every), statuses, remedies) for needs in every)


def _name(form: Form, needs: CatalogueNeeds, every: tuple[CatalogueNeeds, ...]) -> str:
    """That of the form; of one that has several case types with the code behind it."""
    end = f" ({needs.case_type})" if len(every) > 1 else ""
    return f"{form.title[: MOST_OF_NAME - len(end)]}{end}"


def _design(
    form: Form,
    needs: CatalogueNeeds,
    name: str,
    statuses: StatusRegister,
    remedies: RemedyRegister,
) -> CaseTypeDesign:
    case, case_type = form.case, needs.case_type
    terms = terms_of(form, case_type)
    remedy = remedies.remedy_of_form(terms.remedy, case_type)
    days = -(-terms.service_days * DAYS // WORKING_DAYS)
    return CaseTypeDesign(
        form_title=form.title,
        name=name,
        summary=form.summary,
        description=case.description,
        needs=needs,
        labels=_labels(form),
        statuses=_statuses(case.first_status, statuses.by_case_type.get(case_type, {})),
        results=tuple(name for code, name in remedies.results if code == case_type),
        decisions=_decisions(case.description, remedy) if remedy else (),
        legal_period=_period(terms.term.weeks, terms.term.months) if terms.term else "",
        usual_period=f"P{days}D",
    )


def _labels(form: Form) -> dict[str, str]:
    labels = {
        question.id: question.short or question.label
        for page in form.pages
        if not page.repeat
        for question in page.questions
    } | {page.repeat.id: page.title for page in form.pages if page.repeat}
    return {name: labels.get(of, of) for name, of in form.case.properties.items()}


def _statuses(first: str, words: object) -> tuple[str, ...]:
    named = [name for name in words if not name.isdigit()] if isinstance(words, dict) else []
    others = [name for name in named if name != first]
    return (first, *(others or [END]))


def _decisions(description: str, remedy: Remedy) -> tuple[DecisionDesign, ...]:
    period = f"P{remedy.weeks}W" if remedy.weeks else f"P{remedy.days}D"
    names = sorted(remedy.decision_types) or [f"Besluit {description}"[:80]]
    return tuple(DecisionDesign(name, period, remedy.kind) for name in names)


def _period(weeks: int, months: int) -> str:
    return f"P{weeks}W" if weeks else f"P{months}M"
