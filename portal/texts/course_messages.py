"""The words of messages about what moved the days of a case, and decisions that hold no more."""

from datetime import date

from portal.domain.cases import EndOfDecision
from portal.domain.days import today
from portal.texts.decision_ends import ended_words, ending_words
from portal.texts.dutch_names import as_dutch
from portal.texts.message_parts import Facts, MessageText, day_of, to_case
from portal.texts.words import Words


def extended(words: Words, facts: Facts) -> MessageText:
    """That the municipality needs more time: how much, why, and until when."""
    _, days = words.gettext, facts["days"]
    lines = [_("Wij hebben meer tijd nodig.")]
    if days:
        lines = [
            words.ngettext(
                "Wij hebben %(num)d dag meer tijd nodig.",
                "Wij hebben %(num)d dagen meer tijd nodig.",
                days,
            )
        ]
    lines.append(as_dutch(facts["note"]))
    new_day, before = _day_in(facts, "new_day"), _day_in(facts, "day_before")
    if new_day and new_day >= today():
        lines.append(_("De nieuwe verwachte dag is %(day)s.", day=words.day(new_day)))
        lines += [_("Eerst was dat %(day)s.", day=words.day(before))] if before else []
    title = _("Wij hebben meer tijd nodig: %(title)s", title=as_dutch(facts["title"]))
    return MessageText(title, tuple(filter(None, lines)), to_case(words, facts))


def suspended(words: Words, facts: Facts) -> MessageText:
    """That a case stands still, and why."""
    _ = words.gettext
    lines = (
        _("Uw zaak staat nu stil. Daardoor duurt het langer."),
        as_dutch(facts["note"]),
        _("Wij laten het u weten als uw zaak verder gaat."),
    )
    title = _("Uw zaak staat stil: %(title)s", title=as_dutch(facts["title"]))
    return MessageText(title, tuple(filter(None, lines)), to_case(words, facts))


def resumed(words: Words, facts: Facts) -> MessageText:
    """That a case that stood still goes on."""
    _ = words.gettext
    lines = (
        _("Uw zaak stond een tijd stil. Die tijd telt niet mee."),
        _("Bij uw zaak ziet u hoe het gaat en wanneer het klaar is."),
    )
    title = _("Uw zaak gaat verder: %(title)s", title=as_dutch(facts["title"]))
    return MessageText(title, lines, to_case(words, facts))


def decision_withdrawn(words: Words, facts: Facts) -> MessageText:
    """That a decision holds no more, or will not from a day on, and why."""
    _, decision = words.gettext, as_dutch(facts["decision"])
    end = EndOfDecision(facts["end"]) if facts["end"] else None
    day = _day_in(facts, "day")
    if day and day > today():
        what = ending_words(words, end, day)
        title = _("Wij trekken een besluit in")
        named = _("Wij trekken dit besluit in: %(decision)s", decision=decision)
    else:
        what = ended_words(words, end, day)
        title = _("Een besluit geldt niet meer")
        named = _("Besluit geldt niet meer: %(decision)s", decision=decision)
    lines = (what, _("Dit gaat over zaak %(number)s.", number=facts["number"]))
    return MessageText(named if decision else title, lines, to_case(words, facts))


def case_withdrawn(words: Words, facts: Facts) -> MessageText:
    """That the case has it that the resident withdrew it, and what that means."""
    _ = words.gettext
    lines = (
        _("U heeft uw aanvraag ingetrokken op %(day)s.", day=day_of(words, facts)),
        _("Dit gaat over zaak %(number)s.", number=facts["number"]),
        _("Wij stoppen met uw aanvraag. U krijgt geen besluit."),
        _("Was dit niet de bedoeling? Bel ons zo snel mogelijk."),
    )
    return MessageText(_("Uw aanvraag is ingetrokken"), lines, to_case(words, facts))


def _day_in(facts: Facts, name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts[name] else None
