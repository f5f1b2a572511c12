"""The words of each kind of message, and of the mail that says that there is one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from portal.domain.cases import Progress
from portal.domain.messages import MessageKind
from portal.domain.outages import Outage
from portal.domain.terms import DueDay, Promise, due_day
from portal.texts.consent_messages import consent_given, consent_refused, consent_withdrawn
from portal.texts.contact_messages import answered, call_missed, request_received
from portal.texts.cosign_texts import agreed, lapsed, refused, waiting_line
from portal.texts.cosign_texts import answered as cosign_answered
from portal.texts.course_messages import (
    case_withdrawn,
    decision_withdrawn,
    extended,
    resumed,
    suspended,
)
from portal.texts.draft_messages import draft_ends
from portal.texts.dutch_names import as_dutch, form_title, marked
from portal.texts.lacking_files import lacking_lines, loss_line, virus_lines
from portal.texts.message_parts import OUTAGES, Facts, MessageText, PageLink, day_of, to_case
from portal.texts.names import status_name, subject_in, task_name
from portal.texts.payment_messages import not_paid, paid, payment_reversed, refunded
from portal.texts.promises import condition_words, promise_in_mail, promise_words
from portal.texts.remedy_lines import remedy_lines
from portal.texts.words import Words


def message_text(
    words: Words, kind: str, facts: Facts, outages: tuple[Outage, ...] = ()
) -> MessageText:
    """The message in the language of these words; outages may have moved its last day."""
    text = TEXTS[MessageKind(kind)](words, {**facts, OUTAGES: outages})
    subject = subject_in(facts.get("title", ""), facts.get("subject", ""))
    if not subject:
        return text
    about = words.gettext("Het gaat over: %(subject)s.", subject=as_dutch(subject.rstrip(".")))
    return replace(text, paragraphs=(about, *text.paragraphs))


def _received(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    form = facts["title"]
    has_other = "case" in facts and facts["number"] != facts["reference"]
    lines = (
        _("Uw formulier is goed bij ons aangekomen."),
        _("Uw ontvangstnummer is %(number)s.", number=facts["reference"]),
        _("Uw zaaknummer is %(number)s.", number=facts["number"]) if has_other else "",
        waiting_line(words, *facts["cosign"]) if "cosign" in facts else "",
        received_by_when(words, facts),
        condition_words(words) if facts.get("to_send") else "",
        *(_to_send(words, what, last_day) for what, last_day in facts.get("to_send", ())),
        *(_may_send(words, what, last_day) for what, last_day in facts.get("may_send", ())),
    )
    return MessageText(
        _("Wij hebben ontvangen: %(title)s", title=form_title(words, form)),
        tuple(line for line in lines if line),
        to_case(words, facts) if "case" in facts and "is_report" not in facts else None,
    )


def _to_send(words: Words, what: str, last_day: str) -> str:
    _ = words.gettext
    day = words.day(date.fromisoformat(last_day))
    return _("U moet nog sturen: %(what)s, uiterlijk %(day)s.", what=words.text_of(what), day=day)


def _may_send(words: Words, what: str, last_day: str) -> str:
    return words.gettext(
        "U mag nog sturen: %(what)s, tot en met %(day)s. Het hoeft niet.",
        what=words.text_of(what),
        day=words.day(date.fromisoformat(last_day)),
    )


def received_by_when(words: Words, facts: Facts) -> str:
    """By when the municipality acts; '' in messages of before they said so."""
    promised = _promised(facts)
    return promise_words(words, promised) if promised else ""


def mailed_by_when(words: Words, facts: Facts) -> str:
    """The same for the mail, which doesn't tell what it is about."""
    promised = _promised(facts)
    return promise_in_mail(words, promised) if promised else ""


def _promised(facts: Facts) -> Promise | None:
    if "promised" not in facts:
        return None
    last = date.fromisoformat(facts["promised"])
    return Promise(last, facts["law"], facts.get("until", "decision"))


def _case_made(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    form = facts["title"]
    return MessageText(
        _("Uw zaaknummer: %(title)s", title=form_title(words, form)),
        (
            _("Uw zaak heeft nummer %(number)s.", number=facts["number"]),
            _("Bij uw zaak ziet u hoe het gaat en wanneer het klaar is."),
        ),
        to_case(words, facts),
    )


def _status(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    # Messages of before statuses had words in each language have a name only.
    progress = Progress(facts.get("progress", Progress.IN_PROGRESS))
    status = marked(status_name(words, facts["status"], facts.get("words", {}), progress))
    lines = (_("De stand is nu: %(status)s.", status=status), as_dutch(facts["note"]))
    return MessageText(
        _("Nieuws over uw zaak: %(title)s", title=as_dutch(facts["title"])),
        tuple(line for line in lines if line),
        to_case(words, facts),
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
    name = marked(task_name(words, facts["task"], facts["number"]))
    return MessageText(name, tuple(lines), action)


def _decision(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    lines = [_("Wij hebben een besluit genomen in zaak %(number)s.", number=facts["number"])]
    lines += remedy_lines(words, facts, facts[OUTAGES])
    decision = as_dutch(facts["decision"])
    title = _("Besluit: %(decision)s", decision=decision) if decision else _("Besluit")
    return MessageText(title, tuple(lines), to_case(words, facts))


def _last_day(facts: Facts) -> DueDay | None:
    """The last day in a message, as it is told on the day that it is read."""
    day = date.fromisoformat(facts["last_day"]) if facts["last_day"] else None
    return due_day(day, outages=facts[OUTAGES])


def _document_received(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    task = marked(task_name(words, facts["task"], facts.get("number", "")))
    return MessageText(
        _("Wij hebben uw document ontvangen"),
        (_("U stuurde: %(task)s.", task=task), _("Het staat nu bij uw zaak.")),
        to_case(words, facts),
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
    elif "case" in facts:
        lines.append(_("Stuur daarna een schoon bestand."))
        action = to_case(words, facts)
    else:
        lines.append(_("Bel ons als u een schoon bestand wilt sturen."))
    title = facts["title"]
    return MessageText(
        _("Niet doorgestuurd: %(title)s", title=form_title(words, title)), tuple(lines), action
    )


def _delayed(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    title = facts["title"]
    lines = [_("Wij hebben wat u stuurde. Er gaat niets verloren.")]
    if "reference" in facts:
        lines.append(_("Uw ontvangstnummer is %(number)s.", number=facts["reference"]))
    lines.append(_("Het duurt langer. Wij kijken ernaar. U hoeft niets te doen."))
    return MessageText(
        _("Het duurt langer: %(title)s", title=form_title(words, title)), tuple(lines), None
    )


def _case_closed(words: Words, facts: Facts) -> MessageText:
    """That their case had ended before what they sent was in it, and that somebody looks at it."""
    _ = words.gettext
    task = marked(task_name(words, facts["task"], facts["number"]))
    infected = facts.get("infected", ())
    lines = (
        _("U stuurde: %(task)s.", task=task),
        _("Uw zaak was al afgerond op %(day)s.", day=day_of(words, facts)),
        _("Daardoor staat wat u stuurde niet bij uw zaak."),
        *(virus_lines(words, infected) or [_("Wij hebben het nog.")]),
        _("Een medewerker kijkt ernaar. Bel ons als u een vraag heeft."),
    )
    title = _("Uw zaak was al afgerond: %(title)s", title=task)
    return MessageText(title, lines, to_case(words, facts))


def _handed_over(words: Words, facts: Facts) -> MessageText:
    _ = words.gettext
    title = facts["title"]
    lines = [loss_line(words, facts)]
    if "reference" in facts:
        lines.append(_("Uw ontvangstnummer is %(number)s.", number=facts["reference"]))
    lines.append(
        _(
            "Een medewerker heeft het nu op papier, sinds %(day)s, en gaat ermee verder. "
            "Bel ons als u een vraag heeft.",
            day=day_of(words, facts),
        )
    )
    lines += lacking_lines(words, facts)
    action = None
    if task_id := facts.get("task_id"):
        action = PageLink(_("Stuur het opnieuw"), "cases.task", {"task_id": task_id})
    return MessageText(
        _("Een medewerker heeft het nu: %(title)s", title=form_title(words, title)),
        tuple(lines),
        action,
    )


TEXTS: dict[MessageKind, Callable[[Words, Facts], MessageText]] = {
    MessageKind.RECEIVED: _received,
    MessageKind.CASE_MADE: _case_made,
    MessageKind.STATUS: _status,
    MessageKind.TASK: _task,
    MessageKind.DECISION: _decision,
    MessageKind.DECISION_WITHDRAWN: decision_withdrawn,
    MessageKind.EXTENDED: extended,
    MessageKind.SUSPENDED: suspended,
    MessageKind.RESUMED: resumed,
    MessageKind.DELAYED: _delayed,
    MessageKind.CASE_CLOSED: _case_closed,
    MessageKind.CASE_WITHDRAWN: case_withdrawn,
    MessageKind.HANDED_OVER: _handed_over,
    MessageKind.FILE_INFECTED: _file_infected,
    MessageKind.DOCUMENT_RECEIVED: _document_received,
    MessageKind.REQUEST_RECEIVED: request_received,
    MessageKind.ANSWERED: answered,
    MessageKind.CALL_MISSED: call_missed,
    MessageKind.PAID: paid,
    MessageKind.NOT_PAID: not_paid,
    MessageKind.PAYMENT_REVERSED: payment_reversed,
    MessageKind.REFUNDED: refunded,
    MessageKind.DRAFT_ENDS: draft_ends,
    MessageKind.COSIGN_AGREED: agreed,
    MessageKind.COSIGN_REFUSED: refused,
    MessageKind.COSIGN_LAPSED: lapsed,
    MessageKind.COSIGN_ANSWERED: cosign_answered,
    MessageKind.CONSENT_GIVEN: consent_given,
    MessageKind.CONSENT_REFUSED: consent_refused,
    MessageKind.CONSENT_WITHDRAWN: consent_withdrawn,
}
