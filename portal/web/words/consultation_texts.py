"""The words for one consultation line, in the language of the page."""

import re
from collections.abc import Callable
from datetime import date

from babel.lists import format_list

from forms.keys import FormSlug
from portal.domain.activities import ProcessingActivity
from portal.domain.consultations import Action, Activity, Consultation, DataKind, Who
from portal.domain.days import day_of, day_of_months_later
from portal.services.consultations.activities import activity_of
from portal.services.consultations.bundles import is_routine
from portal.texts.dutch_names import as_dutch, unmarked
from portal.web.edge.request_context import activities, chosen_sources, municipality
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import day, label, locale, moment, text_of
from portal.web.words.formats import gettext as _

OIN = re.compile(r"\d{20}")
"""Number by which organisations know each other."""
MOST_NAMED = 2
"""Kinds of data of a case that a sentence names."""
Row = tuple[str, tuple[str, ...]]
"""Label and lines, as in `components/data_list.html`."""


def sentence(line: Consultation) -> str:
    """What happened, in whole sentences."""
    return unmarked(marked_sentence(line))


def marked_sentence(line: Consultation) -> str:
    """The same, with Dutch names marked: see `dutch_names`."""
    if line.action is Action.FETCHED and line.object_kind == "form":
        return _(
            "U vulde “%(form)s” in. Daarom haalden wij %(what)s op.",
            what=_what(line),
            form=title_of_form(FormSlug(line.object_ref)),
        )
    return SENTENCES[line.action](line)


def who_of(line: Consultation) -> str:
    """Organisation and department; never a person."""
    return unmarked(_marked_who(line))


def what_of(line: Consultation) -> str:
    """The data, as the resident would name it; where that says nothing, as the writer did."""
    return unmarked(_what(line))


def source_of(line: Consultation) -> str:
    """The register or system that was asked; empty where nobody told."""
    if say := SOURCES.get(line.source):
        return say()
    chosen = next((source for source in chosen_sources() if source.name == line.source), None)
    return text_of(chosen.in_sentence) if chosen else line.source


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
    return day_of_months_later(day_of(line.at), activity.line_months)


def rows(line: Consultation, case: tuple[str, str]) -> tuple[Row, ...]:
    """All that is known of a line, with Dutch names marked: see `dutch_names`.

    `case` is (number, title), empty where it is about none.
    """
    activity = activity_of(activities(), line)
    number, title = case
    facts = [
        (_("Wanneer"), (moment(line.at),)),
        (_("Wie"), _who_did(line)),
        (_("Wat"), (_what(line), as_dutch(line.deed))),
        (_("Reden"), (as_dutch(line.reason),)),
        (_("Waarvoor"), (text_of(activity.name), text_of(activity.purpose)) if activity else ("",)),
        (_("Waarom dat mag"), (label(activity.basis), text_of(activity.law)) if activity else ()),
        (_("Bron"), _sources(line, activity)),
        (_("Gedeeld met"), (as_dutch(_organisation(line.recipient)),)),
        (_("Voor welke zaak"), (as_dutch(title), number)),
        (_("Bewaard tot en met"), (_day(kept_until(line)),)),
        (_("Vragen bij"), (activity.contact if activity else municipality().email,)),
    ]
    cleaned = ((name, tuple(filter(None, lines))) for name, lines in facts)
    return tuple((name, lines) for name, lines in cleaned if lines)


def _what_in_short(line: Consultation) -> str:
    """The same, but of what is read in a case only that: its page has the rest."""
    is_much = DataKind.CASE in line.kinds and len(line.kinds) > MOST_NAMED
    if is_much and line.who is Who.EMPLOYEE:
        return _("uw zaak en gegevens daarin")
    return _what(line)


def _what(line: Consultation) -> str:
    words = [_named(kind, line.details) for kind in line.kinds if kind is not DataKind.OTHER]
    if not words:
        details = [f"“{as_dutch(detail)}”" for detail in line.details]
        words = details or [label(DataKind.OTHER)]
    return format_list(words, locale=locale())


def _named(kind: DataKind, details: tuple[str, ...]) -> str:
    if kind is DataKind.DOCUMENT and details:
        return _("uw document “%(name)s”", name=as_dutch(details[0]))
    return label(kind)


def _marked_who(line: Consultation) -> str:
    if line.who in PEOPLE:
        return PEOPLE[line.who]()
    if line.organisation:
        return as_dutch(_organisation(line.organisation))
    activity = activity_of(activities(), line)
    name = municipality().name
    if activity is None:
        return _("Gemeente %(name)s", name=name)
    department = as_dutch(activity.department)
    return _("Gemeente %(name)s, %(department)s", name=name, department=department)


def _who_did(line: Consultation) -> tuple[str, ...]:
    """Who it was, and whether a computer or a person; our computer is of no department."""
    if line.who is Who.AUTOMATIC and not line.organisation:
        return (_("Onze computer deed dit."), _("Er keek geen medewerker."))
    if line.who is Who.AUTOMATIC:
        return (_marked_who(line), _("Een computer deed dit."))
    is_person = line.who in {Who.EMPLOYEE, Who.OTHER}
    return (_marked_who(line), _("Een mens deed dit, geen computer.") if is_person else "")


def _actor(line: Consultation) -> str:
    if line.who in PEOPLE:
        return PEOPLE[line.who]()
    if line.organisation:
        name = as_dutch(_organisation(line.organisation))
        is_computer = line.who is Who.AUTOMATIC
        return _("Een computer van %(name)s", name=name) if is_computer else name
    return _("Onze computer") if line.who is Who.AUTOMATIC else _("Een medewerker")


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
    unknown = _("Wij weten niet waar dit vandaan kwam.")
    if activity is None or not activity.sources:
        return (unknown,)
    return (unknown, _("Meestal komt het van:"), *(text_of(source) for source in activity.sources))


def _recipient(line: Consultation) -> str:
    name = _organisation(line.recipient)
    return as_dutch(name) if name else _("gemeente %(name)s", name=_name())


def _day(known: date | None) -> str:
    return day(known) if known else ""


def _viewed(line: Consultation) -> str:
    return _("%(who)s bekeek %(what)s.", who=_actor(line), what=_what_in_short(line))


def _fetched(line: Consultation) -> str:
    source = source_of(line)
    if not source:
        return _("%(who)s haalde %(what)s op.", who=_actor(line), what=_what(line))
    return _(
        "%(who)s haalde %(what)s op bij %(source)s.",
        who=_actor(line),
        what=_what(line),
        source=source,
    )


def _shared(line: Consultation) -> str:
    return _(
        "%(who)s stuurde %(what)s naar %(recipient)s.",
        who=_actor(line),
        what=_what(line),
        recipient=_recipient(line),
    )


def _changed(line: Consultation) -> str:
    if line.object_kind == "withdrawal":
        return _("%(who)s trok uw aanvraag in.", who=_actor(line))
    return _("%(who)s veranderde %(what)s.", who=_actor(line), what=_what(line))


def _downloaded(line: Consultation) -> str:
    return _("%(who)s bewaarde een kopie van %(what)s.", who=_actor(line), what=_what(line))


def _checked(line: Consultation) -> str:
    if line.activity_code == "inloggen":
        return _("%(who)s logde in met DigiD.", who=_actor(line))
    if is_routine(line):
        return _looked_after(line)
    return _("%(who)s controleerde %(what)s.", who=_actor(line), what=_what(line))


def _looked_after(line: Consultation) -> str:
    """What our computer looked for: news, or something to do."""
    if line.activity_code == Activity.MESSAGES and DataKind.CASE in line.kinds:
        return _("Onze computer keek of er nieuws is in uw zaak.")
    if line.activity_code == Activity.MESSAGES and line.kinds == (DataKind.TASK,):
        return _("Onze computer keek of u nog iets moet doen.")
    return _("Onze computer keek naar %(what)s.", what=_what(line))


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
    Who.COSIGNER: lambda: _("Iemand die u vroeg om te ondertekenen"),
    Who.REPRESENTATIVE: lambda: _("Iemand die dit voor u mag doen"),
}
SOURCES: dict[str, Callable[[], str]] = {
    "BRP": lambda: _("de Basisregistratie Personen (BRP)"),
    "zaaksysteem": lambda: _("het systeem voor zaken van de gemeente"),
    "takenregister": lambda: _("het takenregister van de gemeente"),
    "klantcontacten": lambda: _("het systeem voor vragen van de gemeente"),
    "logboek": lambda: _("het logboek van de gemeente"),
    "portaal": lambda: _("deze website"),
    "digid": lambda: "DigiD",
}
