"""Within which term what was sent is handled, and what can be done after it.

A form says it once for all that can be sent with it, and apart for some case types and for who
can't be answered. What holds for one submission is decided on sending.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.case_data import case_type, case_types
from forms.case_mapping import LegalTerm
from forms.definition import Form
from forms.path import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTerms:
    """What holds for those who send a form so that it becomes this case type."""

    case_type: str
    """Identification of the zaaktype."""
    lead: str
    """Whom it is for, in a question; empty: for all of whom nothing else is said."""
    term: LegalTerm | None
    """None where no law gives one."""
    service_days: int
    """Working days."""
    remedy: str | None
    """Id in the municipality's file; None where there is none."""
    then: tuple[str, ...]
    """What happens after sending, in Dutch."""
    is_answered: bool = True
    """Whether the municipality can tell who sent it what came of it."""


def terms_of(form: Form, case_type: str | None, *, is_answered: bool = True) -> CaseTerms:
    """What holds for what became this case type; None: for all of which nothing else is said.

    Who can't be answered is promised no day: the working days are those of the municipality.
    """
    case, own = form.case, form.case.by_type.get(case_type or "")
    code = case_type or case.type
    if case.no_answer and not is_answered:
        return CaseTerms(
            case_type=code,
            lead=case.no_answer.lead,
            term=None,
            service_days=own.service_days if own else case.service_days,
            remedy=None,
            then=case.no_answer.then,
            is_answered=False,
        )
    if own:
        return CaseTerms(case_type=code, **{name: getattr(own, name) for name in _OF_TYPE})
    return CaseTerms(
        case_type=code,
        lead=case.lead,
        term=case.term,
        service_days=case.service_days,
        remedy=case.remedy,
        then=form.start.then,
    )


_OF_TYPE = ("lead", "term", "service_days", "remedy", "then")


def all_terms(form: Form) -> Iterator[CaseTerms]:
    """What can hold, for who has not sent anything: each once, in the order of the case types."""
    by_type, codes = form.case.by_type, case_types(form)
    others = next((code for code in codes if code not in by_type), None)
    for code in codes:
        if code in by_type or code == others:
            yield terms_of(form, code)
    if form.case.no_answer:
        yield terms_of(form, None, is_answered=False)


def terms_called_for(path: Path) -> CaseTerms:
    """What holds for what these answers become."""
    no_answer = path.form.case.no_answer
    is_answered = no_answer is None or not no_answer.when.holds(path.values, path.context)
    return terms_of(path.form, case_type(path), is_answered=is_answered)
