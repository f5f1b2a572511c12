"""What the catalogue lacks for what a form needs."""

from portal.domain.case_intake import CatalogueNeeds
from portal.domain.days import today
from portal.gateways.cases.zgw.catalogue import CaseCatalogue, CaseType
from portal.gateways.cases.zgw.property_formats import properties_lacking


def needs_lacking(catalogue: CaseCatalogue, needs: CatalogueNeeds) -> list[str]:
    """What the catalogue lacks for these needs, in plain sentences; empty: nothing."""
    code, day = needs.case_type, today()
    case_type = catalogue.case_type_on(code, day)
    if case_type is None:
        return [f"Case type {code} is not in the catalogue, or not published and valid today."]
    lacking = _lacking_steps(case_type, needs.first_status)
    if catalogue.initiator_role(case_type) is None:
        lacking.append("role type of the kind initiator")
    has_properties = catalogue.properties(case_type)
    lacking += properties_lacking(has_properties, needs.properties)
    has_types = catalogue.document_types(case_type, day)
    lacking += [f"document type {name}" for name in needs.document_types if name not in has_types]
    return [f"Case type {code} has no {what}." for what in lacking]


def _lacking_steps(case_type: CaseType, first: str) -> list[str]:
    """What this case type lacks to begin with; `first` is the name of its first step, or ''."""
    if not case_type.steps:
        return ["status types"]
    if case_type.lacks_steps:
        return ["status types that can all be read"]
    return [] if first in ("", case_type.steps[0].code) else [f"first status type {first}"]
