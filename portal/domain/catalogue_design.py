"""What a catalogue should have so that what is sent with one form can become a case."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.case_intake import CatalogueNeeds
from portal.domain.remedies import RemedyKind


@dataclass(frozen=True, slots=True)
class DecisionDesign:
    """A kind of decision (besluittype), and the period (ISO 8601) in which one can object to it."""

    name: str
    objection_period: str
    remedy: RemedyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTypeDesign:
    """A case type with all that belongs to it: what is needed, and what goes with it usually."""

    form_title: str
    name: str
    """What the case type is called; no two of one form are called the same."""
    summary: str
    """What one arranges with the form, in one sentence."""
    description: str
    needs: CatalogueNeeds
    labels: Mapping[str, str]
    """Name of a property → what the form calls that."""
    statuses: tuple[str, ...]
    """In their order; the portal sets the first, the last one ends the case."""
    results: tuple[str, ...]
    """Whose meaning the municipality's file tells; others may be there too."""
    decisions: tuple[DecisionDesign, ...]
    legal_period: str
    """Period (ISO 8601) that the form says the law sets; '' where it says none."""
    usual_period: str
    """Period (ISO 8601) in which the form promises that it is done."""

    @property
    def code(self) -> str:
        """The case type's `identificatie`."""
        return self.needs.case_type

    @property
    def kinds_of_document(self) -> dict[str, str]:
        """Each kind of document, and which way it goes, as the municipality sees it."""
        incoming = dict.fromkeys(self.needs.document_types, "inkomend")
        return incoming | ({"Besluit": "uitgaand"} if self.decisions else {})
