"""Publishing: letting residents who begin a form get a version of it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from forms import Form
from portal.storage import drafts, published_forms
from portal.storage.form_versions import form_version_of


def publish(database: Session, form: Form, by: str) -> bool:
    """Publish this version, whatever was published before; False: it was already. Commits."""
    row = published_forms.published_forms(database).get(form.slug)
    if row and row.version == form.version and row.withdrawn_at is None:
        return False
    _publish(database, form, by)
    database.commit()
    return True


def publish_new(database: Session, candidates: Iterable[Form], by: str) -> list[Form]:
    """Publish the forms and versions that were never there before; gives those. Commits.

    What was published once and isn't now was replaced or withdrawn by somebody who knew more than
    these files: a process of an older release that starts late turns nothing back.
    """
    rows = published_forms.published_forms(database)
    new = []
    for form in candidates:
        row = rows.get(form.slug)
        is_replaced = row is not None and drafts.has_version(database, form.version)
        if row is None or (row.withdrawn_at is None and not is_replaced):
            _publish(database, form, by)
            new.append(form)
    database.commit()
    return new


def published(database: Session) -> list[Form]:
    """The forms that residents can begin now; raises `UnreadableVersion`."""
    rows = published_forms.published_forms(database).values()
    return [form_version_of(database, row.version) for row in rows if row.withdrawn_at is None]


def _publish(database: Session, form: Form, by: str) -> None:
    drafts.store_version(database, form.version, form.slug, form.source)
    published_forms.publish(database, form.slug, form.version, by)
