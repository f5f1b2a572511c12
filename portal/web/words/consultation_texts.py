"""The words for one consultation line, in the language of the page."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from babel.lists import format_list

from forms.keys import FormSlug
from portal.domain.activities import ProcessingActivity
from portal.domain.consultations import Action, Consultation, DataKind, Who
from portal.domain.days import day_of, months_later
from portal.domain.retention import DAYS, KeptPart
from portal.services.consultations.activities import activity_of
from portal.web.edge.request_context import activities, chosen_sources, municipality
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import day, label, locale, moment
from portal.web.words.formats import gettext as _

OIN = re.compile(r"\d{20}")
"""Number by which organisations know each other."""
Row = tuple[str, tuple[str, ...]]
"""Label and lines, as in `components/data_list.html`."""


def sentence(line: Consultation) -> str:
    """What happened, as one sentence."""
    if line.action is Action.FETCHED and line.object_kind == "form":
        return _(
            "Gemeente %(name)s haalde %(what)s op bij %(source)s, omdat u het formulier"
            " “%(form)s” invulde.",
            name=municipality().name,
            what=what_of(line),
            source=source_of(line),
            form=title_of_form(FormSlug(line.object_ref)),
        )
    return SENTENCES[line.action](line)


def who_of(line: Consultation) -> str:
    """Organisation and department; never a person."""
    if line.who in PEOPLE:
        return PEOPLE[line.who]()
    if line.organisation:
        return _organisation(line.organisation)
    activity = activity_of(activities(), line)
    name = municipality().name
    if activity is None:
        return _("Gemeente %(name)s", name=name)
    return _("Gemeente %(name)s, %(department)s", name=name, department=activity.department)


def what_of(line: Consultation) -> str:
    """The data, as the resident would name it; where that says nothing, as the writer did."""
    words = [_named(kind, line.details) for kind in line.kinds if kind is not DataKind.OTHER]
    if not words:
        words = [f"“{detail}”" for detail in line.details] or [label(DataKind.OTHER)]
    return format_list(words, locale=locale())


def source_of(line: Consultation) -> str:
    """The register or system that was asked; empty where nobody told."""
    if text_of := SOURCES.get(line.source):
        return text_of()
    chosen = next((source for source in chosen_sources() if source.name == line.source), None)
    return _(chosen.in_sentence) if chosen else line.source


def how_of(line: Consultation) -> str:
    """Why this was done so; empty for what the resident did."""
    return "" if line.who is Who.YOU and not line.recipient else label(line.how_chosen)


def kept_until(line: Consultation) -> date | None:
    """The last day that this line is kept, as its writer or the register says."""
    if line.kept_until:
        return line.kept_until
    activity = activity_of(activities(), line)
    if activity is None:
        return None
    return months_later(day_of(line.at), activity.line_months)


def rows(line: Consultation, case: tuple[str, str]) -> tuple[Row, ...]:
    """All that is known of a line; `case` is (number, title), empty where it is about none."""
    activity = activity_of(activities(), line)
    facts = [
        (_("Wanneer"), (moment(line.at),)),
        (_("Wie"), (who_of(line), _by_hand(line))),
        (_("Wat"), (what_of(line), line.deed)),
        (_("Reden"), (line.reason,)),
        (_("Waarvoor"), (_(activity.name), _(activity.purpose)) if activity else ("",)),
        (_("Waarom dat mag"), (label(activity.basis), _(activity.law)) if activity else ("",)),
        (_("Bron"), _sources(line, activity)),
        (_("Gedeeld met"), (_organisation(line.recipient),)),
        (_("Voor welke zaak"), tuple(reversed(case))),
        (_("Bewaard tot en met"), (_day(kept_until(line)),)),
        (_("Vragen bij"), (activity.contact if activity else municipality().email,)),
    ]
    cleaned = ((name, tuple(filter(None, lines))) for name, lines in facts)
    return tuple((name, lines) for name, lines in cleaned if lines)


def activity_rows(activity: ProcessingActivity) -> tuple[Row, ...]:
    """What the register says about an activity."""
    shared = tuple(_(text) for text in activity.recipients) or (_("Met niemand"),)
    return (
        (_("Welke gegevens"), tuple(_(text) for text in activity.data)),
        (_("Waarom dat mag"), (label(activity.basis), _(activity.law))),
        (_("Waar het vandaan komt"), tuple(_(text) for text in activity.sources)),
        (_("Met wie wij het delen"), shared),
        *_terms(activity),
        (_("Welke afdeling"), (activity.department,)),
        (_("Vragen bij"), (activity.contact,)),
    )


def _terms(activity: ProcessingActivity) -> Iterator[Row]:
    """How long it is kept: in this portal, and in the municipality's own file."""
    here = tuple(_term(part, DAYS[part]) for part in activity.kept)
    if activity.in_portal:
        here = (_(activity.in_portal), *here)
    if here:
        yield (_("Hoe lang het in dit portaal blijft"), here)
    file = _(activity.retention) if activity.retention else _("Dit komt niet in een zaak.")
    yield (_("Hoe lang de gemeente het bij uw zaak bewaart"), (file,))


def _term(part: KeptPart, days: int) -> str:
    return {
        KeptPart.FILES: _("Uw bestanden: %(days)s dagen nadat de gemeente ze heeft.", days=days),
        KeptPart.ANSWERS: _("Uw antwoorden: %(days)s dagen nadat de gemeente ze heeft.", days=days),
        KeptPart.SUBMISSION: _(
            "Wat nodig is om uw zaak te volgen: %(days)s dagen na het einde van uw zaak.",
            days=days,
        ),
        KeptPart.REPORT: _(
            "Wat nodig is om uw melding te volgen: %(days)s dagen na het einde van uw melding.",
            days=days,
        ),
        KeptPart.TASK_REPLY: _(
            "Dat u iets nastuurde: %(days)s dagen nadat de gemeente het heeft.", days=days
        ),
        KeptPart.CONTACT: _(
            "Uw e-mailadres en telefoonnummer: tot %(days)s dagen nadat er niets te melden is.",
            days=days,
        ),
        KeptPart.SECURITY_EVENTS: _("Wat er gebeurde: %(days)s dagen.", days=days),
        KeptPart.MESSAGE: _("Elk bericht: %(days)s dagen.", days=days),
    }[part]


def _named(kind: DataKind, details: tuple[str, ...]) -> str:
    if kind is DataKind.DOCUMENT and details:
        return _("uw document “%(name)s”", name=details[0])
    return label(kind)


def _by_hand(line: Consultation) -> str:
    if line.who is Who.AUTOMATIC:
        return _("Dit ging automatisch. Er keek geen mens mee.")
    return _("Een mens deed dit, geen computer.") if line.who in {Who.EMPLOYEE, Who.OTHER} else ""


def _actor(line: Consultation) -> str:
    if line.who is Who.EMPLOYEE:
        return _("Een medewerker van gemeente %(name)s", name=municipality().name)
    return who_of(line) if line.who is not Who.AUTOMATIC else _("Gemeente %(name)s", name=_name())


def _name() -> str:
    return municipality().name


def _organisation(name: str) -> str:
    """An organisation by its name, where the writer only gave its number."""
    if not OIN.fullmatch(name):
        return name
    name_known = municipality().organisations.get(name)
    return name_known or _("Organisatie met nummer %(number)s", number=name)


def _sources(line: Consultation, activity: ProcessingActivity | None) -> tuple[str, ...]:
    """Where it came from; where the writer does not tell, that, and what is usual."""
    if line.source:
        return (source_of(line),)
    unknown = _("Het logboek noemt geen bron.")
    if activity is None:
        return (unknown,)
    return (unknown, _("Meestal is het dit:"), *(_(source) for source in activity.sources))


def _recipient(line: Consultation) -> str:
    return _organisation(line.recipient) or _("gemeente %(name)s", name=_name())


def _day(known: date | None) -> str:
    return day(known) if known else ""


def _viewed(line: Consultation) -> str:
    return _("%(who)s bekeek %(what)s.", who=_actor(line), what=what_of(line))


def _fetched(line: Consultation) -> str:
    source = source_of(line)
    if not source:
        return _("%(who)s haalde %(what)s op.", who=_actor(line), what=what_of(line))
    return _(
        "%(who)s haalde %(what)s op bij %(source)s.",
        who=_actor(line),
        what=what_of(line),
        source=source,
    )


def _shared(line: Consultation) -> str:
    return _(
        "%(who)s stuurde %(what)s naar %(recipient)s.",
        who=_actor(line),
        what=what_of(line),
        recipient=_recipient(line),
    )


def _changed(line: Consultation) -> str:
    return _("%(who)s veranderde %(what)s.", who=_actor(line), what=what_of(line))


def _downloaded(line: Consultation) -> str:
    return _("%(who)s bewaarde een kopie van %(what)s.", who=_actor(line), what=what_of(line))


def _checked(line: Consultation) -> str:
    if line.activity_code == "inloggen":
        return _("%(who)s logde in met DigiD.", who=_actor(line))
    if line.who is Who.AUTOMATIC:
        return _("%(who)s keek automatisch naar %(what)s.", who=_actor(line), what=what_of(line))
    return _("%(who)s controleerde %(what)s.", who=_actor(line), what=what_of(line))


SENTENCES: dict[Action, Callable[[Consultation], str]] = {
    Action.VIEWED: _viewed,
    Action.FETCHED: _fetched,
    Action.SHARED: _shared,
    Action.CHANGED: _changed,
    Action.DOWNLOADED: _downloaded,
    Action.CHECKED: _checked,
}
PEOPLE: dict[Who, Callable[[], str]] = {
    Who.YOU: lambda: _("U"),
    Who.HELPER: lambda: _("Iemand die u helpt"),
    Who.REPRESENTATIVE: lambda: _("Iemand die dit voor u mag doen"),
}
SOURCES: dict[str, Callable[[], str]] = {
    "BRP": lambda: _("de Basisregistratie Personen (BRP)"),
    "zaaksysteem": lambda: _("het systeem voor zaken van de gemeente"),
    "takenregister": lambda: _("het takenregister van de gemeente"),
    "logboek": lambda: _("het logboek van de gemeente"),
    "portaal": lambda: _("dit portaal"),
    "digid": lambda: "DigiD",
}
