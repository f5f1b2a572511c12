"""Published form versions, as drafts and submissions are pinned to them."""

from threading import Lock

from sqlalchemy.orm import Session

from forms import Form, load_version
from forms.keys import FormVersionId
from portal.storage import drafts

MOST_COMPILED = 200
COMPILED: dict[str, Form] = {}
"""Form versions, compiled once a process: immutable; the one compiled first makes room."""
_CHANGING = Lock()


def form_version_of(database: Session, version: FormVersionId) -> Form:
    """A version of a form, compiled; drafts finish on the version they began on (rule 12)."""
    form = COMPILED.get(version)
    if form is None:
        form = load_version(version, drafts.source_of(database, version))
        with _CHANGING:
            while len(COMPILED) >= MOST_COMPILED:
                del COMPILED[next(iter(COMPILED))]
            COMPILED[version] = form
    return form
