"""The file with the documents that residents see beside what is sent (`PORTAL_DOCUMENTS_FILE`)."""

from pathlib import Path

from pydantic import Field

from portal.configuration.operator_files import FilePart, Text, read_toml
from portal.domain.document_rules import DocumentRules


class KindPart(FilePart):
    """One kind of document; without case types it is shown in each of them."""

    case_types: frozenset[Text] = frozenset()


class DocumentsFile(FilePart):
    """The whole file; see `DocumentRules`."""

    without_status: bool = False
    kind: dict[Text, KindPart] = Field(default_factory=dict)


def load(path: Path) -> DocumentRules:
    """The rules in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, DocumentsFile, setting="PORTAL_DOCUMENTS_FILE")
    return DocumentRules(
        case_types_by_kind={name: part.case_types for name, part in file.kind.items()},
        shows_without_status=file.without_status,
    )
