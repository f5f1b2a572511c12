"""Decisions about forms, as a test needs them."""

from datetime import timedelta

from portal.domain.publications import Publication, PublicationKind
from portal.storage import published_forms


def decided(database, slug, version, **others) -> Publication:
    """A decision about a form, written down; it began just now. `version` must be stored."""
    moment = published_forms.now(database)
    publication = Publication(
        **{
            "number": 0,
            "slug": slug,
            "version": version,
            "kind": PublicationKind.PUBLISHED,
            "begins_at": moment,
            "decided_at": moment,
            "decided_by": "Jo",
        }
        | others
    )
    published_forms.add(database, publication)
    database.commit()
    return publication


def passed(database, time: timedelta) -> None:
    """Let so much time pass for all that was decided."""
    row = published_forms.FormPublication
    for each in database.query(row):
        each.begins_at -= time
        each.decided_at -= time
        each.ends_at = each.ends_at and each.ends_at - time
    database.commit()
