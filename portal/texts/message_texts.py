"""The words of each kind of message, and of the mail that says that there is one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Progress
from portal.domain.messages import MessageKind
from portal.domain.outages import Outage
from portal.domain.terms import DueDay, due_day
from portal.texts.names import status_name, task_name
from portal.texts.words import Words

Facts = dict[str, Any]
OUTAGES = "outages"
"""Beside what is kept of a message: the outages as they are known when it is read."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of the portal, which has an address only where there is a web."""

    text: str
    endpoint: str
    values: Mapping[str, object]
    """What the address of the page is made of."""


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message in words."""

    title: str
    paragraphs: tuple[str, ...]
    action: PageLink | None
    """What the resident can do now."""
    files: tuple[PageLink, ...] = ()
    """What comes with it, to download."""


def message_text(
    words: Words, kind: str, facts: Facts, outages: tuple[Outage, ...] = ()
) -> MessageText:
    """The message in the language of these words; outages may have moved its last day."""
    return TEXTS[MessageKind(kind)](words, {**facts, OUTAGES: outages})


def _received(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    form = facts["title"]
    return MessageText(
        _("Wij hebben ontvangen: %(title)s", title=_(form)),
        (
            _("Uw formulier is goed bij ons aangekomen."),
            _("Uw ontvangstnummer is %(number)s.", number=facts["reference"]),
            _("Zodra uw zaak een nummer heeft, krijgt u nog een bericht."),
        ),
        None,
    )


def _case_made(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    form = facts["title"]
    return MessageText(
        _("Uw zaaknummer: %(title)s", title=_(form)),
        (
            _("Uw zaak heeft nummer %(number)s.", number=facts["number"]),
            _("Bij uw zaak ziet u hoe het gaat en wanneer het klaar is."),
        ),
        _to_case(words, facts),
    )


def _status(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    # Messages of before statuses had words in each language have a name only.
    progress = Progress(facts.get("progress", Progress.IN_PROGRESS))
    status = status_name(words, facts["status"], facts.get("words", {}), progress).text
    lines = (_("De stand is nu: %(status)s.", status=status), facts["note"])
    return MessageText(
        _("Nieuws over uw zaak: %(title)s", title=facts["title"]),
        tuple(line for line in lines if line),
        _to_case(words, facts),
    )


def _task(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    lines = [_("Wij hebben nog iets van u nodig om verder te kunnen.")]
    last = _last_day(facts)
    if last and last.has_passed:
        lines.append(_("Dit moest uiterlijk %(day)s.", day=words.day(last.day)))
    elif last:
        lines.append(_("Doe dit uiterlijk %(day)s.", day=words.day(last.day)))
    lines.append(_("Lukt dat niet? Bel ons, dan zoeken wij samen naar een oplossing."))
    action = PageLink(_("Naar wat wij vragen"), "cases.task", {"task_id": facts["task_id"]})
    name = task_name(words, facts["task"], facts["number"]).text
    return MessageText(name, tuple(lines), action)


def _decision(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    lines = [_("Wij hebben een besluit genomen in zaak %(number)s.", number=facts["number"])]
    last = _last_day(facts, is_legal=True)
    if last and last.has_passed:
        lines.append(_("U kon bezwaar maken tot en met %(day)s.", day=words.day(last.day)))
    elif last:
        day = words.day(last.day)
        lines.append(_("Bent u het er niet mee eens? Maak bezwaar tot en met %(day)s.", day=day))
    decision = facts["decision"]
    title = _("Besluit: %(decision)s", decision=decision) if decision else _("Besluit")
    return MessageText(title, tuple(lines), _to_case(words, facts))


def _last_day(facts: Facts, *, is_legal: bool = False) -> DueDay | None:
    """The last day in a message, as it is told on the day that it is read."""
    day = date.fromisoformat(facts["last_day"]) if facts["last_day"] else None
    return due_day(day, is_legal=is_legal, outages=facts[OUTAGES])


def _document_received(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    task = task_name(words, facts["task"], facts.get("number", "")).text
    return MessageText(
        _("Wij hebben uw document ontvangen"),
        (_("U stuurde: %(task)s.", task=task), _("Het staat nu bij uw zaak.")),
        _to_case(words, facts),
    )


def _file_infected(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    lines = [
        _("Onze virusscanner vond een virus in: %(files)s.", files=", ".join(facts["files"])),
        _("Dat hebben wij niet doorgestuurd, en bij ons vernietigd. De rest is wel aangekomen."),
        _("Kijk het apparaat na waar het van komt."),
    ]
    action = None
    if facts["task_id"]:
        lines.append(_("Stuur daarna een schoon bestand."))
        action = PageLink(_("Stuur het opnieuw"), "cases.task", {"task_id": facts["task_id"]})
    else:
        lines.append(_("Bel ons als u een schoon bestand wilt sturen."))
    title = facts["title"]
    return MessageText(_("Niet doorgestuurd: %(title)s", title=_(title)), tuple(lines), action)


def _delayed(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    title = facts["title"]
    lines = [_("Wij hebben wat u stuurde. Er gaat niets verloren.")]
    if "reference" in facts:
        lines.append(_("Uw ontvangstnummer is %(number)s.", number=facts["reference"]))
    lines.append(_("Het duurt langer. Wij kijken ernaar. U hoeft niets te doen."))
    return MessageText(_("Het duurt langer: %(title)s", title=_(title)), tuple(lines), None)


def _handed_over(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    title = facts["title"]
    lines = [_("Het lukte ons niet om dit in ons systeem te zetten. Er gaat niets verloren.")]
    if "reference" in facts:
        lines.append(_("Uw ontvangstnummer is %(number)s.", number=facts["reference"]))
    lines.append(
        _(
            "Een medewerker heeft het nu op papier, sinds %(day)s, en gaat ermee verder. "
            "Bel ons als u een vraag heeft.",
            day=_day_of(words, facts),
        )
    )
    return MessageText(
        _("Een medewerker heeft het nu: %(title)s", title=_(title)), tuple(lines), None
    )


def _consent_given(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    until = words.day(datetime.fromisoformat(facts["until"]))
    return _about_consent(
        words,
        facts,
        _("Uw toestemming: %(title)s", title=_title_of(words, facts)),
        _(
            "U zei ja op %(day)s. Uw ja geldt tot en met %(until)s.",
            day=_day_of(words, facts),
            until=until,
        ),
        _("U kunt uw ja altijd intrekken."),
    )


def _consent_refused(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    return _about_consent(
        words,
        facts,
        _("U zei nee: %(title)s", title=_title_of(words, facts)),
        _("U zei nee op %(day)s. Dat heeft geen gevolgen.", day=_day_of(words, facts)),
    )


def _consent_withdrawn(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    return _about_consent(
        words,
        facts,
        _("U trok uw toestemming in: %(title)s", title=_title_of(words, facts)),
        _("U trok uw ja in op %(day)s. Dat gold meteen.", day=_day_of(words, facts)),
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


def _day_of(words: Words, facts: Facts) -> str:
    return words.day(datetime.fromisoformat(facts["day"]))


def _to_case(words: Words, facts: Facts) -> PageLink:
    _ = words.gettext
    if "case" in facts:
        return PageLink(_("Bekijk uw zaak"), "cases.case", {"key": CaseKey.of(facts["case"])})
    # A message of before cases had a key.
    return PageLink(_("Bekijk uw zaak"), "cases.by_number", {"reference": facts["number"]})


TEXTS: dict[MessageKind, Callable[[Words, Facts], MessageText]] = {
    MessageKind.RECEIVED: _received,
    MessageKind.CASE_MADE: _case_made,
    MessageKind.STATUS: _status,
    MessageKind.TASK: _task,
    MessageKind.DECISION: _decision,
    MessageKind.DELAYED: _delayed,
    MessageKind.HANDED_OVER: _handed_over,
    MessageKind.FILE_INFECTED: _file_infected,
    MessageKind.DOCUMENT_RECEIVED: _document_received,
    MessageKind.CONSENT_GIVEN: _consent_given,
    MessageKind.CONSENT_REFUSED: _consent_refused,
    MessageKind.CONSENT_WITHDRAWN: _consent_withdrawn,
}
