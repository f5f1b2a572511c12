"""What the catalogue lacks for what a form needs."""

from collections.abc import Sequence
from datetime import date

from portal.domain.case_intake import CatalogueNeeds
from portal.domain.days import today
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.applicants import INITIATOR
from portal.gateways.cases.zgw.catalogue import CaseCatalogue, CaseType
from portal.gateways.cases.zgw.catalogue_resources import NamedType, ZaaktypeVersion
from portal.gateways.cases.zgw.property_formats import properties_lacking


def needs_lacking(catalogue: CaseCatalogue, needs: CatalogueNeeds) -> list[str]:
    """What the catalogue lacks for these needs, in plain sentences; empty: nothing."""
    code, day = needs.case_type, today()
    case_type = catalogue.case_type_on(code, day)
    if case_type is None:
        return [_absence(code, catalogue.versions_of(code), day)]
    lacking = _lacking_steps(case_type, needs.first_status)
    if catalogue.role_type(case_type, INITIATOR) is None:
        lacking.append("role type of the kind initiator")
    has_properties = catalogue.properties(case_type)
    lacking += properties_lacking(has_properties, needs.properties)
    has_types = catalogue.document_types(case_type, day)
    kinds = catalogue.kinds_of_document(case_type)
    lacking += [
        f"document type {name}{_why_not(name, kinds, day)}"
        for name in dict.fromkeys(needs.document_types)
        if name not in has_types
    ]
    return [f"Case type {code} has no {what}." for what in lacking]


def _lacking_steps(case_type: CaseType, first: str) -> list[str]:
    """What this case type lacks to begin with; `first` is the name of its first step, or ''."""
    if not case_type.steps:
        return ["status types"]
    if case_type.lacks_steps:
        return ["status types that can all be read"]
    return [] if first in ("", case_type.steps[0].code) else [f"first status type {first}"]


def _absence(code: str, versions: Sequence[ZaaktypeVersion], day: date) -> str:
    """Why a case type can't be used on this day: it isn't there, or no version of it holds."""
    if not versions:
        return f"Case type {code} is not in the catalogue."
    newest = versions[-1]
    if not newest.is_published:
        return (
            f"Case type {code} is a concept in the catalogue (from {newest.begin_geldigheid}):"
            f" publish it{_ended_before(versions, day)}."
        )
    if newest.begin_geldigheid > day:
        begins = newest.begin_geldigheid
        return f"Case type {code} holds only from {begins}{_ended_before(versions, day)}."
    return f"Case type {code} ended on {newest.einde_geldigheid}, and has no newer version."


def _ended_before(versions: Sequence[ZaaktypeVersion], day: date) -> str:
    ends = [each.einde_geldigheid for each in versions if each.is_published]
    ended = max((end for end in ends if end and end <= day), default=None)
    return f"; the version before it ended on {ended}" if ended else ""


def _why_not(name: str, kinds: ItemList[NamedType], day: date) -> str:
    """Why a kind of document doesn't hold, as the end of a sentence; '' where it isn't there."""
    named = [kind for kind in kinds if kind.omschrijving == name]
    if not named:
        return f" that can be read ({'; '.join(kinds.odd)})" if kinds.odd else ""
    newest = max(named, key=lambda kind: kind.begin_geldigheid or date.min)
    if newest.concept:
        return " that is published: it is a concept"
    if newest.begin_geldigheid and newest.begin_geldigheid > day:
        return f" that holds today: it begins on {newest.begin_geldigheid}"
    return f" that holds today: it ended on {newest.einde_geldigheid}"
