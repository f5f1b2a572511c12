"""The words of each kind of message, and of the mail that says that there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.domain.messages import MessageKind
from portal.web.words.formats import day

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words."""

    title: str
    paragraphs: tuple[str, ...]
    action: tuple[str, str] | None
    """Text and address of what the resident can do now."""
    files: tuple[tuple[str, str], ...] = ()
    """Text and address of what comes with it, to download."""


def letter(kind: str, facts: Facts) -> Letter:
    """The message in the language of the page."""
    return LETTERS[MessageKind(kind)](facts)


def mail_subject(kind: str, municipality: str) -> str:
    """Subject of the mail: the nature of the message, nothing personal (Awb 2:10, Wmebv)."""
    return SUBJECTS[MessageKind(kind)](municipality)


def mail_text(municipality: str, portal: str, phone: str) -> str:
    """Text of every mail: no personal data, and no link to log in with."""
    paragraphs = (
        _("Er staat een bericht voor u klaar in %(portal)s.", portal=portal),
        _("Ga zelf naar de website van gemeente %(name)s en log in met DigiD.", name=municipality),
        _("Wij sturen u nooit een link om in te loggen. Zo weet u dat het veilig is."),
        _("Lukt het niet? Bel ons: %(phone)s.", phone=phone),
    )
    return "\n\n".join(paragraphs)


def report_mail_text(municipality: str, phone: str) -> str:
    """Text of the mail about a report that was made without login."""
    paragraphs = (
        _("Er is nieuws over iets wat u aan gemeente %(name)s doorgaf.", name=municipality),
        _("U kunt het lezen met de link die u na het versturen kreeg."),
        _("Bent u die link kwijt? Bel ons: %(phone)s.", phone=phone),
    )
    return "\n\n".join(paragraphs)


def _received(facts: Facts) -> Letter:
    form = facts["title"]
    return Letter(
        _("Wij hebben ontvangen: %(title)s", title=_(form)),
        (
            _("Uw formulier is goed bij ons aangekomen."),
            _("Uw ontvangstnummer is %(number)s.", number=facts["reference"]),
            _("Zodra uw zaak een nummer heeft, krijgt u nog een bericht."),
        ),
        None,
    )


def _case_made(facts: Facts) -> Letter:
    form = facts["title"]
    return Letter(
        _("Uw zaaknummer: %(title)s", title=_(form)),
        (
            _("Uw zaak heeft nummer %(number)s.", number=facts["number"]),
            _("Bij uw zaak ziet u hoe het gaat en wanneer het klaar is."),
        ),
        _to_case(facts),
    )


def _status(facts: Facts) -> Letter:
    lines = (_("De stand is nu: %(status)s.", status=facts["status"]), facts["note"])
    return Letter(
        _("Nieuws over uw zaak: %(title)s", title=facts["title"]),
        tuple(line for line in lines if line),
        _to_case(facts),
    )


def _task(facts: Facts) -> Letter:
    lines = [_("Wij hebben nog iets van u nodig om verder te kunnen.")]
    if facts["last_day"]:
        last = day(date.fromisoformat(facts["last_day"]))
        lines.append(_("Doe dit uiterlijk %(day)s.", day=last))
    lines.append(_("Lukt dat niet? Bel ons, dan zoeken wij samen naar een oplossing."))
    url = url_for("cases.task", task_id=facts["task_id"])
    return Letter(facts["task"], tuple(lines), (_("Naar wat wij vragen"), url))


def _decision(facts: Facts) -> Letter:
    lines = [_("Wij hebben een besluit genomen in zaak %(number)s.", number=facts["number"])]
    if facts["last_day"]:
        last = day(date.fromisoformat(facts["last_day"]))
        lines.append(_("Bent u het er niet mee eens? Maak bezwaar tot en met %(day)s.", day=last))
    title = _("Besluit: %(decision)s", decision=facts["decision"])
    return Letter(title, tuple(lines), _to_case(facts))


def _document_received(facts: Facts) -> Letter:
    return Letter(
        _("Wij hebben uw document ontvangen"),
        (_("U stuurde: %(task)s.", task=facts["task"]), _("Het staat nu bij uw zaak.")),
        _to_case(facts),
    )


def _consent_given(facts: Facts) -> Letter:
    until = day(datetime.fromisoformat(facts["until"]))
    return _about_consent(
        facts,
        _("Uw toestemming: %(title)s", title=_title_of(facts)),
        _(
            "U zei ja op %(day)s. Uw ja geldt tot en met %(until)s.",
            day=_day_of(facts),
            until=until,
        ),
        _("U kunt uw ja altijd intrekken."),
    )


def _consent_refused(facts: Facts) -> Letter:
    return _about_consent(
        facts,
        _("U zei nee: %(title)s", title=_title_of(facts)),
        _("U zei nee op %(day)s. Dat heeft geen gevolgen.", day=_day_of(facts)),
    )


def _consent_withdrawn(facts: Facts) -> Letter:
    return _about_consent(
        facts,
        _("U trok uw toestemming in: %(title)s", title=_title_of(facts)),
        _("U trok uw ja in op %(day)s. Dat gold meteen.", day=_day_of(facts)),
    )


def _about_consent(facts: Facts, title: str, *lines: str) -> Letter:
    url = url_for("consents.consent", consent_id=facts["consent"])
    receipt = _("Er is een bewijs voor u. U kunt het downloaden.")
    action = (_("Bekijk uw toestemming"), url)
    return Letter(title, (*lines, receipt), action, _receipts(facts))


def _receipts(facts: Facts) -> tuple[tuple[str, str], ...]:
    """None for messages of before their facts named the event: the page itself has them."""
    if "event" not in facts:
        return ()
    ids = {"consent_id": facts["consent"], "event_id": facts["event"]}
    return (
        (_("Bewijs (pdf)"), url_for("consents.receipt_pdf", **ids)),
        (_("Bewijs voor computers (json)"), url_for("consents.receipt_json", **ids)),
    )


def _title_of(facts: Facts) -> str:
    """In the language of the page; in one that there is, where nothing is asked any more."""
    titles: dict[str, str] = facts["titles"]
    return titles.get(str(get_locale())) or next(iter(titles.values()))


def _day_of(facts: Facts) -> str:
    return day(datetime.fromisoformat(facts["day"]))


def _to_case(facts: Facts) -> tuple[str, str]:
    return _("Bekijk uw zaak"), url_for("cases.case", reference=facts["number"])


LETTERS: dict[MessageKind, Callable[[Facts], Letter]] = {
    MessageKind.RECEIVED: _received,
    MessageKind.CASE_MADE: _case_made,
    MessageKind.STATUS: _status,
    MessageKind.TASK: _task,
    MessageKind.DECISION: _decision,
    MessageKind.DOCUMENT_RECEIVED: _document_received,
    MessageKind.CONSENT_GIVEN: _consent_given,
    MessageKind.CONSENT_REFUSED: _consent_refused,
    MessageKind.CONSENT_WITHDRAWN: _consent_withdrawn,
}
SUBJECTS: dict[MessageKind, Callable[[str], str]] = {
    MessageKind.RECEIVED: lambda name: _("Gemeente %(name)s heeft uw formulier", name=name),
    MessageKind.CASE_MADE: lambda name: _("Gemeente %(name)s: uw zaaknummer", name=name),
    MessageKind.STATUS: lambda name: _("Gemeente %(name)s: nieuws over uw zaak", name=name),
    MessageKind.TASK: lambda name: _("Gemeente %(name)s vraagt u iets te sturen", name=name),
    MessageKind.DECISION: lambda name: _("Gemeente %(name)s: er is een besluit", name=name),
    MessageKind.DOCUMENT_RECEIVED: lambda name: _("Gemeente %(name)s heeft uw document", name=name),
    MessageKind.CONSENT_GIVEN: lambda name: _("Gemeente %(name)s: uw toestemming", name=name),
    MessageKind.CONSENT_REFUSED: lambda name: _("Gemeente %(name)s: uw toestemming", name=name),
    MessageKind.CONSENT_WITHDRAWN: lambda name: _("Gemeente %(name)s: uw toestemming", name=name),
}
