"""The words of mails and messages about co-signing; a mail tells nothing about anybody."""

from datetime import date

from portal.domain.municipality import Municipality
from portal.texts.dutch_names import form_title
from portal.texts.message_parts import Facts, MessageText, PageLink
from portal.texts.words import Words


def invitation_subject(words: Words, municipality: str, *, is_reminder: bool) -> str:
    """Subject of the mail that asks somebody to sign."""
    _ = words.gettext
    if is_reminder:
        return _("Gemeente %(name)s: wij wachten nog op uw antwoord", name=municipality)
    return _("Gemeente %(name)s: iemand vraagt u iets te ondertekenen", name=municipality)


def invitation_text(words: Words, municipality: Municipality, link: str, last_day: date) -> str:
    """Text of that mail, to an address that somebody else gave: no name, nothing of the content."""
    _, name = words.gettext, municipality.name
    paragraphs = (
        _("Iemand vraagt u iets te ondertekenen bij gemeente %(name)s.", name=name),
        _("Op deze pagina leest u hoe het werkt: %(link)s", link=link),
        _("Daar logt u in met uw eigen DigiD. Pas daarna ziet u waar het over gaat."),
        _("U kunt ja of nee zeggen, tot en met %(day)s.", day=words.day(last_day)),
        _("Geef de link niet aan anderen. Log nooit in voor een ander."),
        _("Vertrouwt u deze mail niet? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(paragraphs)


def waiting_line(words: Words, who: str, last_day: str) -> str:
    """For the sender: on whom it waits, and until which day (ISO 8601)."""
    return words.gettext(
        "Wij wachten op de handtekening van %(who)s, tot en met %(day)s.",
        who=words.text_of(who),
        day=words.day(date.fromisoformat(last_day)),
    )


def agreed(words: Words, facts: Facts) -> MessageText:
    """That the other signed."""
    _ = words.gettext
    lines = (
        _("Wij hebben de handtekening van %(who)s.", who=_who(words, facts)),
        _("Wij gaan nu aan het werk. U hoeft niets te doen."),
    )
    return _to_sender(words, facts, _("Ondertekend: %(title)s", title=_title(words, facts)), *lines)


def refused(words: Words, facts: Facts) -> MessageText:
    """That the other did not want to sign."""
    _ = words.gettext
    lines = (
        _(
            "Wij vroegen om de handtekening van %(who)s. Het antwoord is nee.",
            who=_who(words, facts),
        ),
        *_goes_on(words, facts),
    )
    title = _("Niet ondertekend: %(title)s", title=_title(words, facts))
    return _to_sender(words, facts, title, *lines)


def lapsed(words: Words, facts: Facts) -> MessageText:
    """That the other did not answer in time."""
    _ = words.gettext
    lines = (
        _("Wij kregen op tijd geen antwoord van %(who)s.", who=_who(words, facts)),
        *_goes_on(words, facts),
    )
    title = _("Niet ondertekend: %(title)s", title=_title(words, facts))
    return _to_sender(words, facts, title, *lines)


def answered(words: Words, facts: Facts) -> MessageText:
    """To the co-signer: what they said."""
    _ = words.gettext
    title = _title(words, facts)
    number = _("Het nummer is %(number)s.", number=facts["reference"])
    if facts["has_agreed"]:
        line = _("U heeft dit ondertekend met uw DigiD. U hoeft niets meer te doen.")
        return MessageText(_("U heeft ondertekend: %(title)s", title=title), (line, number), None)
    line = _("U heeft dit niet ondertekend. U hoeft niets meer te doen.")
    return MessageText(_("U heeft nee gezegd: %(title)s", title=title), (line, number), None)


def _goes_on(words: Words, facts: Facts) -> tuple[str, ...]:
    _ = words.gettext
    day = words.day(date.fromisoformat(facts["case_day"]))
    return (
        _("Uw aanvraag gaat op %(day)s door zonder handtekening.", day=day),
        _("De dag waarop u de aanvraag verstuurde, blijft gelden."),
        _("Een medewerker beslist wat er nog nodig is. Wij laten het u weten."),
        _("Wilt u niet verder? Trek uw aanvraag dan in."),
    )


def _to_sender(words: Words, facts: Facts, title: str, *lines: str) -> MessageText:
    _ = words.gettext
    number = _("Uw ontvangstnummer is %(number)s.", number=facts["reference"])
    values = {"reference": facts["reference"]}
    to_page = PageLink(_("Bekijk hoe het staat"), "cosigning.own", values)
    return MessageText(title, (*lines, number), to_page)


def _who(words: Words, facts: Facts) -> str:
    return words.text_of(facts["who"])


def _title(words: Words, facts: Facts) -> str:
    return form_title(words, facts["title"])
