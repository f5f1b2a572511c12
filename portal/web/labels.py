"""Words for the values of the domain, in the resident's language."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.cases import Progress, StepState

LABELS: dict[StrEnum, LazyString] = {
    Progress.RECEIVED: _l("Aanvraag ontvangen"),
    Progress.IN_PROGRESS: _l("Wij zijn ermee bezig"),
    Progress.WAITING_FOR_YOU: _l("Wij wachten op u"),
    Progress.CLOSED: _l("Afgerond"),
    StepState.DONE: _l("Klaar"),
    StepState.NOW: _l("Nu"),
    StepState.NEXT: _l("Straks"),
}


def label(value: StrEnum) -> str:
    """The word for this value; a `KeyError` means that it has none yet."""
    return str(LABELS[value])
