"""The word for each value of the domain that people read, as msgid: Dutch."""

from collections.abc import Mapping
from enum import StrEnum

from forms.order import SectionState
from portal.domain.accessibility import Status
from portal.domain.activities import LegalBasis
from portal.domain.cases import Progress, StepState
from portal.domain.consents import ConsentState, ConsentStatus
from portal.domain.consultations import DataKind, HowChosen
from portal.domain.contacts import ContactChannel, DayPart


def N_(text: str) -> str:  # noqa: N802 - the name by which gettext collects what is translated later
    """The text itself: a msgid that `Words.gettext` looks up."""
    return text


LABELS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Progress: {
        Progress.RECEIVED: N_("Aanvraag ontvangen"),
        Progress.IN_PROGRESS: N_("Wij zijn ermee bezig"),
        Progress.WAITING_FOR_YOU: N_("Wij wachten op u"),
        Progress.SUSPENDED: N_("Staat stil"),
        Progress.CLOSED: N_("Afgerond"),
    },
    StepState: {
        StepState.DONE: N_("Klaar"),
        StepState.NOW: N_("Nu"),
        StepState.NEXT: N_("Straks"),
    },
    SectionState: {
        SectionState.NOT_YET: N_("Kan nog niet"),
        SectionState.OPEN: N_("Nog niet begonnen"),
        SectionState.BUSY: N_("Bezig"),
        SectionState.AGAIN: N_("Kijk dit nog een keer na"),
        SectionState.DONE: N_("Klaar"),
        SectionState.END: N_("U kunt niet verder"),
        SectionState.NOT_NEEDED: N_("Niet nodig"),
    },
    DataKind: {
        DataKind.IDENTITY: N_("uw naam en geboortedatum"),
        DataKind.NAME: N_("uw naam"),
        DataKind.BSN: N_("uw BSN"),
        DataKind.ADDRESS: N_("uw adres"),
        DataKind.HOUSEHOLD: N_("uw gezin"),
        DataKind.CONTACT: N_("uw e-mailadres en telefoonnummer"),
        DataKind.PHONE: N_("uw telefoonnummer"),
        DataKind.CASE: N_("uw zaak"),
        DataKind.DOCUMENT: N_("een document"),
        DataKind.DECISION: N_("een besluit"),
        DataKind.TASK: N_("wat wij u vroegen"),
        DataKind.QUESTION: N_("wat u ons vroeg en wanneer wij contact hadden"),
        DataKind.ANSWERS: N_("uw antwoorden"),
        DataKind.CONSULTATIONS: N_("wie uw gegevens bekeek"),
        DataKind.CONSENT: N_("uw toestemming"),
        DataKind.INCOME: N_("uw inkomen"),
        DataKind.ASSETS: N_("uw spaargeld"),
        DataKind.VEHICLE: N_("uw auto of motor"),
        DataKind.OTHER: N_("gegevens over u"),
    },
    ContactChannel: {
        ContactChannel.PORTAL: N_("Via dit portaal"),
        ContactChannel.PHONE: N_("Telefoon"),
        ContactChannel.COUNTER: N_("Balie"),
        ContactChannel.MAIL: N_("Mail"),
        ContactChannel.POST: N_("Post"),
        ContactChannel.CHAT: N_("Chat"),
        ContactChannel.OTHER: N_("Anders"),
    },
    DayPart: {
        DayPart.MORNING: N_("In de ochtend"),
        DayPart.AFTERNOON: N_("In de middag"),
        DayPart.ANY: N_("Dat maakt niet uit"),
    },
    HowChosen: {
        HowChosen.LAW: N_("Moet van de wet"),
        HowChosen.CHOICE: N_("U koos ophalen"),
        HowChosen.CONSENT: N_("Uw toestemming"),
    },
    LegalBasis: {
        LegalBasis.CONSENT: N_("Dit mag alleen met uw toestemming."),
        LegalBasis.CONTRACT: N_("Het hoort bij een afspraak met u."),
        LegalBasis.LEGAL_DUTY: N_("Wij moeten dit doen van de wet."),
        LegalBasis.VITAL: N_("Het was nodig voor iemands leven of gezondheid."),
        LegalBasis.PUBLIC_TASK: N_("Dit is een taak van de gemeente, die in de wet staat."),
        LegalBasis.LEGITIMATE: N_("Het was nodig voor een eerlijk belang."),
    },
    ConsentState: {
        ConsentState.GIVEN: N_("U zei ja"),
        ConsentState.REFUSED: N_("U zei nee"),
        ConsentState.WITHDRAWN: N_("U trok uw ja in"),
        ConsentState.EXPIRED: N_("Uw ja is vanzelf gestopt"),
    },
    ConsentStatus: {
        ConsentStatus.ACTIVE: N_("U zei ja"),
        ConsentStatus.REFUSED: N_("U zei nee"),
        ConsentStatus.WITHDRAWN: N_("U trok uw ja in"),
        ConsentStatus.EXPIRED: N_("Uw ja is vanzelf gestopt"),
        ConsentStatus.OUTDATED: N_("Geldt niet meer"),
    },
    Status: {
        Status.A: N_("Status A: voldoet helemaal"),
        Status.B: N_("Status B: voldoet voor een deel"),
        Status.C: N_("Status C: de eerste stappen zijn gezet"),
        Status.D: N_("Status D: voldoet niet"),
    },
}
"""By type first: members of two StrEnums with one value are one key of a dict."""
