"""The words of the messages about what a resident said yes or no to."""

from datetime import datetime

from portal.texts.message_parts import Facts, MessageText, PageLink, day_of
from portal.texts.words import Words


def consent_given(words: Words, facts: Facts) -> MessageText:
    """That a resident said yes."""
    _ = words.gettext
    until = words.day(datetime.fromisoformat(facts["until"]))
    return _about_consent(
        words,
        facts,
        _("Uw toestemming: %(title)s", title=_title_of(words, facts)),
        _(
            "U zei ja op %(day)s. Uw ja geldt tot en met %(until)s.",
            day=day_of(words, facts),
            until=until,
        ),
        _("U kunt uw ja altijd intrekken."),
    )


def consent_refused(words: Words, facts: Facts) -> MessageText:
    """That a resident said no."""
    _ = words.gettext
    return _about_consent(
        words,
        facts,
        _("U zei nee: %(title)s", title=_title_of(words, facts)),
        _("U zei nee op %(day)s. Dat heeft geen gevolgen.", day=day_of(words, facts)),
    )


def consent_withdrawn(words: Words, facts: Facts) -> MessageText:
    """That a resident took back what they said yes to."""
    _ = words.gettext
    return _about_consent(
        words,
        facts,
        _("U trok uw toestemming in: %(title)s", title=_title_of(words, facts)),
        _("U trok uw ja in op %(day)s. Dat gold meteen.", day=day_of(words, facts)),
    )


def _about_consent(words: Words, facts: Facts, title: str, *lines: str) -> MessageText:
    _ = words.gettext
    receipt = _("Er is een bewijs voor u. U kunt het downloaden.")
    consent = {"consent_id": facts["consent"]}
    action = PageLink(_("Bekijk uw toestemming"), "consents.consent", consent)
    return MessageText(title, (*lines, receipt), action, _receipts(words, facts))


def _receipts(words: Words, facts: Facts) -> tuple[PageLink, ...]:
    """None for messages of before their facts named the event: the page itself has them."""
    if "event" not in facts:
        return ()
    _ = words.gettext
    ids = {"consent_id": facts["consent"], "event_id": facts["event"]}
    return (
        PageLink(_("Bewijs (pdf)"), "consents.receipt_pdf", ids),
        PageLink(_("Bewijs voor computers (json)"), "consents.receipt_json", ids),
    )


def _title_of(words: Words, facts: Facts) -> str:
    """In this language; in one that there is, where nothing is asked any more."""
    titles: dict[str, str] = facts["titles"]
    return titles.get(words.language.code) or next(iter(titles.values()))
