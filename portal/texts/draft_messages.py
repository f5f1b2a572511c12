"""The words of the message that a concept will be thrown away."""

from datetime import date

from portal.domain.days import today
from portal.texts.dutch_names import form_title
from portal.texts.message_parts import Facts, MessageText, PageLink
from portal.texts.words import Words


def draft_ends(words: Words, facts: Facts) -> MessageText:
    """Which form was begun and not sent, until when it is kept, and how to go on."""
    _, last_day = words.gettext, date.fromisoformat(facts["last_day"])
    begun = _("U begon met dit formulier. U heeft het nog niet verstuurd.")
    to_form = PageLink(_("Naar het formulier"), "submissions.start", {"slug": facts["slug"]})
    day = words.day(last_day)
    lines = (
        _("Wij bewaarden wat u invulde tot en met %(day)s.", day=day),
        _("Ging u daarna niet verder? Dan is het weg. U kunt opnieuw beginnen."),
    )
    if last_day >= today():
        lines = (
            _("Wij bewaren wat u invulde tot en met %(day)s.", day=day)
            + " "
            + _("Daarna gooien wij het weg. Als u verdergaat, bewaren wij het weer langer."),
            _("Wilt u het niet meer versturen? Dan hoeft u niets te doen."),
        )
    title = _("Nog niet verstuurd: %(title)s", title=form_title(words, facts["title"]))
    return MessageText(title, (begun, *lines), to_form)
