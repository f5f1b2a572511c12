"""By when the municipality acts, in one sentence: the same on pages, in messages and on paper."""

from portal.domain.terms import Promise, ServiceTerms, StatutoryTerm, due_day
from portal.texts.words import Words

WORKING_DAYS = 5
"""In a week."""
FEW_DAYS = 10
"""So many working days are told as days."""


def promise_words(words: Words, promise: Promise) -> str:
    """By when the municipality acts, or should have, as it is told today."""
    due = due_day(promise.last_day)
    if due and due.has_passed:
        return _past(words, promise)
    return promise_to_come(words, promise)


def promise_in_mail(words: Words, promise: Promise) -> str:
    """The same for a mail, which others may read: nothing in it says what it is about."""
    if not promise.law:
        return promise_words(words, promise)
    _, due, last = words.gettext, due_day(promise.last_day), words.day(promise.last_day)
    if due and due.has_passed:
        return _("Uiterlijk op %(day)s moest u van de gemeente horen.", day=last)
    return _("U hoort uiterlijk op %(day)s van de gemeente.", day=last)


def condition_words(words: Words) -> str:
    """What the promised day depends on, where the resident still has to send or do something."""
    return words.gettext("Daarvoor hebben wij eerst nog iets van u nodig.")


def term_words(words: Words, terms: ServiceTerms) -> str:
    """How long the municipality takes, for who has not sent anything yet; see `promise`."""
    _ = words.gettext
    if terms.term:
        return _legal_term_words(words, terms.term)
    weeks, rest = divmod(terms.service_days, WORKING_DAYS)
    if terms.service_days > FEW_DAYS and not rest:
        term = words.ngettext("%(num)d week", "%(num)d weken", weeks)
    else:
        term = words.ngettext("%(num)d werkdag", "%(num)d werkdagen", terms.service_days)
    return _("Wij willen binnen %(term)s klaar zijn.", term=term)


def _legal_term_words(words: Words, legal: StatutoryTerm) -> str:
    _, term, law = words.gettext, _length(words, legal), words.text_of(legal.law)
    return {
        "decision": _(
            "De gemeente beslist binnen %(term)s. Dat staat in de wet (%(law)s).",
            term=term,
            law=law,
        ),
        "handled": _(
            "De gemeente is binnen %(term)s klaar. Dat staat in de wet (%(law)s).",
            term=term,
            law=law,
        ),
        "research": _(
            "De gemeente is binnen %(term)s klaar met het onderzoek. "
            "Dat staat in de wet (%(law)s).",
            term=term,
            law=law,
        ),
    }[legal.until]


def _length(words: Words, term: StatutoryTerm) -> str:
    if term.months:
        return words.ngettext("%(num)d maand", "%(num)d maanden", term.months)
    return words.ngettext("%(num)d week", "%(num)d weken", term.weeks)


def promise_to_come(words: Words, promise: Promise) -> str:
    """The same as it was told on sending: for paper, which is not read on a day that we know."""
    _, last = words.gettext, words.day(promise.last_day)
    if not promise.law:
        return _("Wij willen uiterlijk op %(day)s klaar zijn.", day=last)
    law = words.text_of(promise.law)
    return {
        "decision": _(
            "De gemeente beslist uiterlijk op %(day)s. Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        ),
        "handled": _(
            "De gemeente is uiterlijk op %(day)s klaar. Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        ),
        "research": _(
            "De gemeente is uiterlijk op %(day)s klaar met het onderzoek. "
            "Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        ),
    }[promise.until]


def _past(words: Words, promise: Promise) -> str:
    _, last = words.gettext, words.day(promise.last_day)
    if not promise.law:
        return _("Wij wilden uiterlijk op %(day)s klaar zijn.", day=last)
    law = words.text_of(promise.law)
    return {
        "decision": _(
            "De gemeente moest uiterlijk op %(day)s beslissen. Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        ),
        "handled": _(
            "De gemeente moest uiterlijk op %(day)s klaar zijn. Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        ),
        "research": _(
            "De gemeente moest uiterlijk op %(day)s klaar zijn met het onderzoek. "
            "Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        ),
    }[promise.until]
