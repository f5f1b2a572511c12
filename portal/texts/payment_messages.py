"""The words of messages about paying."""

from forms.money import as_shown
from portal.texts.dutch_names import form_title
from portal.texts.message_parts import Facts, MessageText, PageLink
from portal.texts.words import Words


def paid(words: Words, facts: Facts) -> MessageText:
    """That it was paid."""
    _ = words.gettext
    line = _("U betaalde %(amount)s. U hoeft nu niets meer te doen.", amount=_amount(words, facts))
    return _message(words, facts, _("Betaald: %(title)s", title=_title(words, facts)), line)


def not_paid(words: Words, facts: Facts) -> MessageText:
    """That it still has to be paid."""
    _ = words.gettext
    lines = (
        _("Wij hebben %(amount)s nog niet van u ontvangen.", amount=_amount(words, facts)),
        _("Wij gaan pas verder als u heeft betaald."),
    )
    title = _("Nog niet betaald: %(title)s", title=_title(words, facts))
    return _message(words, facts, title, *lines)


def payment_reversed(words: Words, facts: Facts) -> MessageText:
    """That the bank took the money back."""
    _ = words.gettext
    lines = (
        _("Uw bank heeft %(amount)s teruggehaald.", amount=_amount(words, facts)),
        _("Daarom moet u nog een keer betalen."),
    )
    title = _("Betaal opnieuw: %(title)s", title=_title(words, facts))
    return _message(words, facts, title, *lines)


def refunded(words: Words, facts: Facts) -> MessageText:
    """That the municipality gave it back."""
    _ = words.gettext
    lines = (
        _("Wij hebben %(amount)s naar u teruggestort.", amount=_amount(words, facts)),
        _("Het kan een paar dagen duren voordat u het ziet."),
    )
    title = _("U krijgt uw geld terug: %(title)s", title=_title(words, facts))
    return _message(words, facts, title, *lines)


def _message(words: Words, facts: Facts, title: str, *lines: str) -> MessageText:
    _ = words.gettext
    number = _("Uw ontvangstnummer is %(number)s.", number=facts["reference"])
    to_page = PageLink(_("Bekijk uw betaling"), "payments.show", {"reference": facts["reference"]})
    return MessageText(title, (*lines, number), to_page)


def _amount(words: Words, facts: Facts) -> str:
    return as_shown(facts["cents"], words.language.babel)


def _title(words: Words, facts: Facts) -> str:
    return form_title(words, facts["title"])
