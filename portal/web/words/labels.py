"""Words for the values of the domain, in the resident's language."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.accessibility import Status
from portal.domain.activities import LegalBasis
from portal.domain.cases import Progress, StepState
from portal.domain.consents import ConsentState, Standing
from portal.domain.consultations import DataKind, HowChosen

LABELS: dict[StrEnum, LazyString] = {
    Progress.RECEIVED: _l("Aanvraag ontvangen"),
    Progress.IN_PROGRESS: _l("Wij zijn ermee bezig"),
    Progress.WAITING_FOR_YOU: _l("Wij wachten op u"),
    Progress.CLOSED: _l("Afgerond"),
    StepState.DONE: _l("Klaar"),
    StepState.NOW: _l("Nu"),
    StepState.NEXT: _l("Straks"),
    DataKind.IDENTITY: _l("uw naam en geboortedatum"),
    DataKind.NAME: _l("uw naam"),
    DataKind.BSN: _l("uw BSN"),
    DataKind.ADDRESS: _l("uw adres"),
    DataKind.HOUSEHOLD: _l("uw gezin"),
    DataKind.CONTACT: _l("uw e-mailadres en telefoonnummer"),
    DataKind.PHONE: _l("uw telefoonnummer"),
    DataKind.CASE: _l("uw zaak"),
    DataKind.DOCUMENT: _l("een document"),
    DataKind.DECISION: _l("een besluit"),
    DataKind.TASK: _l("wat wij u vroegen"),
    DataKind.ANSWERS: _l("uw antwoorden"),
    DataKind.CONSULTATIONS: _l("wie uw gegevens bekeek"),
    DataKind.CONSENT: _l("uw toestemming"),
    DataKind.INCOME: _l("uw inkomen"),
    DataKind.ASSETS: _l("uw spaargeld"),
    DataKind.VEHICLE: _l("uw auto of motor"),
    DataKind.OTHER: _l("gegevens over u"),
    HowChosen.LAW: _l("Moet van de wet"),
    HowChosen.CHOICE: _l("U koos ophalen"),
    HowChosen.CONSENT: _l("Uw toestemming"),
    LegalBasis.CONSENT: _l("Dit mag alleen met uw toestemming."),
    LegalBasis.CONTRACT: _l("Het hoort bij een afspraak met u."),
    LegalBasis.LEGAL_DUTY: _l("Wij moeten dit doen van de wet."),
    LegalBasis.VITAL: _l("Het was nodig voor iemands leven of gezondheid."),
    LegalBasis.PUBLIC_TASK: _l("Dit is een taak van de gemeente, die in de wet staat."),
    LegalBasis.LEGITIMATE: _l("Het was nodig voor een eerlijk belang."),
    ConsentState.GIVEN: _l("U zei ja"),
    ConsentState.REFUSED: _l("U zei nee"),
    ConsentState.WITHDRAWN: _l("U trok uw ja in"),
    ConsentState.EXPIRED: _l("Uw ja is vanzelf gestopt"),
    Standing.ACTIVE: _l("U zei ja"),
    # Refused, withdrawn and expired stand above: members of StrEnums with one value are one key.
    Standing.OUTDATED: _l("Geldt niet meer"),
    Status.A: _l("Status A: voldoet helemaal"),
    Status.B: _l("Status B: voldoet voor een deel"),
    Status.C: _l("Status C: de eerste stappen zijn gezet"),
    Status.D: _l("Status D: voldoet niet"),
}


def label(value: StrEnum) -> str:
    """The word for this value; a `KeyError` means that it has none yet."""
    return str(LABELS[value])
