"""Published form versions, as drafts and submissions are pinned to them."""

from sqlalchemy.orm import Session

from forms import Form, load_version
from portal.storage import drafts

COMPILED: dict[str, Form] = {}
"""Form versions that drafts are pinned to, compiled once a process; few, and immutable."""


def form_version_of(database: Session, version: str) -> Form:
    """A version of a form, compiled; drafts finish on the version they began on (rule 12)."""
    form = COMPILED.get(version)
    if form is None:
        form = COMPILED[version] = load_version(version, drafts.source_of(database, version))
    return form
