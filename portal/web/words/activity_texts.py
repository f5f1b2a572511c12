"""The words of the register of processing activities, in the language of the page."""

from collections.abc import Iterator

from portal.domain.activities import ProcessingActivity
from portal.domain.retention import DAYS, KeptPart
from portal.texts.dutch_names import as_dutch
from portal.texts.labels import N_
from portal.web.words.formats import gettext as _
from portal.web.words.formats import label, text_of

Row = tuple[str, tuple[str, ...]]
"""Label and lines, as in `components/data_list.html`."""
TERMS = {
    KeptPart.FILES: N_("Uw bestanden: %(days)s dagen nadat de gemeente ze heeft."),
    KeptPart.ANSWERS: N_("Uw antwoorden: %(days)s dagen nadat de gemeente ze heeft."),
    KeptPart.SUBMISSION: N_(
        "Wat nodig is om uw zaak te volgen: %(days)s dagen na het einde van uw zaak."
    ),
    KeptPart.REPORT: N_(
        "Wat nodig is om uw melding te volgen: %(days)s dagen na het einde van uw melding."
    ),
    KeptPart.TASK_REPLY: N_("Dat u iets nastuurde: %(days)s dagen nadat de gemeente het heeft."),
    KeptPart.REQUEST: N_("Uw vraag en ons antwoord: %(days)s dagen nadat u de vraag stuurde."),
    KeptPart.CONTACT: N_(
        "Uw e-mailadres en telefoonnummer: tot %(days)s dagen nadat er niets te melden is."
    ),
    KeptPart.UNCONFIRMED_ADDRESS: N_("Een e-mailadres dat u nog niet bevestigde: %(days)s dagen."),
    KeptPart.SECURITY_EVENTS: N_("Wat er gebeurde: %(days)s dagen."),
    KeptPart.MESSAGE: N_("Elk bericht: %(days)s dagen."),
}


def activity_rows(activity: ProcessingActivity) -> tuple[Row, ...]:
    """What the register says about an activity, with Dutch names marked: see `dutch_names`."""
    shared = tuple(text_of(text) for text in activity.recipients) or (_("Met niemand"),)
    return (
        (_("Welke gegevens"), tuple(text_of(text) for text in activity.data)),
        (_("Waarom dat mag"), (label(activity.basis), text_of(activity.law))),
        (_("Waar het vandaan komt"), tuple(text_of(text) for text in activity.sources)),
        (_("Met wie wij het delen"), shared),
        *_terms(activity),
        (_("Welke afdeling"), (as_dutch(activity.department),)),
        (_("Vragen bij"), (activity.contact,)),
    )


def _terms(activity: ProcessingActivity) -> Iterator[Row]:
    """How long it is kept: in this portal, and in the municipality's own file."""
    here = tuple(_term(part, DAYS[part]) for part in activity.kept)
    if activity.in_portal:
        here = (text_of(activity.in_portal), *here)
    if here:
        yield (_("Hoe lang het op deze website blijft"), here)
    file = text_of(activity.retention) if activity.retention else _("Dit komt niet in een zaak.")
    yield (_("Hoe lang de gemeente het bij uw zaak bewaart"), (file,))


def _term(part: KeptPart, days: int) -> str:
    return text_of(TERMS[part], days=days)
