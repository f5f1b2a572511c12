"""Documents that a municipality shows residents beside what it sends them itself: its data.

Without it a resident sees what they sent through the portal, and kinds that go out to them. What a
kind of case has as internal is never shown, whatever stands here. Source: `PORTAL_DOCUMENTS_FILE`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """What residents may see beside what is shown without being told to."""

    case_types_by_kind: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By name of the kind of document (`omschrijving`): the codes of the case types (their
    `identificatie`) in which it is shown, whoever sent it. None at all: in each of them.
    """
    shows_without_status: bool = False
    """Whether a document that has no status counts as final; one that is a draft never does."""

    def shows(self, kind: str, case_type: str) -> bool:
        """Whether documents of this kind are shown in such a case."""
        case_types = self.case_types_by_kind.get(kind)
        return case_types is not None and (not case_types or case_type in case_types)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each kind with each of its case types, '' where it holds for all of them."""
        for kind, case_types in self.case_types_by_kind.items():
            for case_type in sorted(case_types) or [""]:
                yield kind, case_type


USUAL_DOCUMENT_RULES = DocumentRules()
"""Nothing beside what a municipality sends and what the resident sent."""
