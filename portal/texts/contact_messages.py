"""The words of messages about what a resident asked."""

from datetime import date, datetime

from portal.domain.contacts import RequestKind
from portal.domain.days import today
from portal.texts.dutch_names import as_dutch
from portal.texts.labels import N_
from portal.texts.message_parts import Facts, MessageText, PageLink
from portal.texts.words import Words

TITLES = {
    RequestKind.QUESTION: N_("Uw vraag"),
    RequestKind.CALLBACK: N_("Uw verzoek om u te bellen"),
}


def request_title(kind: str) -> str:
    """What is called by this kind, as msgid."""
    return TITLES[RequestKind(kind)]


def promise_of(words: Words, kind: str, day: date) -> str:
    """By when the municipality answers or calls."""
    _ = words.gettext
    if kind == RequestKind.CALLBACK:
        return _("Wij bellen u uiterlijk op %(day)s.", day=words.day(day))
    return _("U krijgt antwoord uiterlijk op %(day)s.", day=words.day(day))


def request_received(words: Words, facts: Facts) -> MessageText:
    """That it came in, and what was promised."""
    _ = words.gettext
    is_callback = facts["kind"] == RequestKind.CALLBACK
    title = _("Wij bellen u") if is_callback else _("Wij hebben uw vraag")
    day = date.fromisoformat(facts["day"])
    return MessageText(title, (promise_of(words, facts["kind"], day),), _to_request(words, facts))


def answered(words: Words, facts: Facts) -> MessageText:
    """The answer, in the words of the municipality."""
    _ = words.gettext
    lines = [line.strip() for line in facts["answer"].splitlines() if line.strip()]
    told = tuple(map(as_dutch, lines)) or (_("Wij zijn klaar met uw vraag."),)
    return MessageText(_("Antwoord op uw vraag"), told, _to_request(words, facts))


def call_missed(words: Words, facts: Facts) -> MessageText:
    """That they were called and did not pick up, and what comes next."""
    _ = words.gettext
    at = datetime.fromisoformat(facts["at"])
    again_by = facts["again_by"]
    lines = (
        _("Wij belden u op %(when)s. U nam niet op.", when=words.moment(at)),
        again_words(words, date.fromisoformat(again_by)) if again_by else no_more_words(words),
    )
    return MessageText(_("Wij belden u, maar u nam niet op"), lines, _to_request(words, facts))


def no_more_words(words: Words) -> str:
    """That who never picked up is not called again, and what they can do."""
    return words.gettext(
        "Wij bellen u nu niet meer. Wilt u ons toch spreken? Bel ons, of vraag het opnieuw."
    )


def again_words(words: Words, day: date) -> str:
    """By when who did not pick up is called again."""
    _ = words.gettext
    if day < today():
        return _("Wij proberen het nog een keer. Wilt u niet wachten? Bel ons.")
    return _("Wij bellen u nog een keer, uiterlijk op %(day)s.", day=words.day(day))


def _to_request(words: Words, facts: Facts) -> PageLink:
    values = {"request_id": facts["request_id"]}
    return PageLink(words.gettext("Bekijk uw vraag"), "contacts.request_page", values)
