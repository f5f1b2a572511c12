"""What happens after sending, in sentences: the same on pages and on paper."""

from collections.abc import Iterator

from forms import Form
from forms.case_terms import CaseTerms, all_terms
from portal.domain.remedies import RemedyRegister
from portal.texts.promises import term_words
from portal.texts.remedies import remedy_to_come
from portal.texts.words import Words


def steps_after_sending(
    words: Words, terms: CaseTerms, register: RemedyRegister
) -> tuple[str, ...]:
    """What happens with what was sent; last, what one can do against a decision."""
    remedy = register.remedy_of_form(terms.remedy, terms.case_type)
    last = (remedy_to_come(words, remedy),) if remedy else ()
    return (*(words.text_of(step) for step in terms.then), *last)


def steps_before_sending(words: Words, form: Form, register: RemedyRegister) -> Iterator[str]:
    """The same for who has not sent anything, with how long it takes.

    Where that differs, one line for each, which begins with whom it is for: who reads about a term
    or an objection that is not theirs would count on it.
    """
    for terms in all_terms(form):
        term = (term_words(words, terms),) if terms.is_answered else ()
        steps = (*term, *steps_after_sending(words, terms, register))
        if terms.lead:
            yield " ".join((words.text_of(terms.lead), *steps))
        else:
            yield from steps
