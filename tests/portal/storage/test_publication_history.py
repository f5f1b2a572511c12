"""What was published and withdrawn before decisions were kept goes on as it was."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from portal.domain.publications import PublicationKind
from portal.storage import migrations, published_forms
from portal.storage.base import connect
from tests.factories import settings_for

SINCE, WITHDRAWN = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
VERSION = "INSERT INTO form_version VALUES (:version, :slug, '{}', :since)"
PUBLISHED = "INSERT INTO published_form VALUES (:slug, :version, :since, :by, :withdrawn)"


@pytest.fixture
def sessions_of_then(postgres):
    """Sessions on a database as it was then."""
    url = postgres.url(f"then_{uuid4().hex}")
    migrations.upgrade(url, "0038")
    made = connect(settings_for(url))
    yield made, url
    made.kw["bind"].dispose()


def test_the_history_begins_with_what_counted(sessions_of_then):
    sessions, url = sessions_of_then
    with sessions() as session:
        for slug, withdrawn in (("a", None), ("b", WITHDRAWN)):
            values = {"slug": slug, "version": f"v-{slug}", "since": SINCE, "by": "Jo"}
            for statement in (VERSION, PUBLISHED):
                session.execute(text(statement), values | {"withdrawn": withdrawn})
        session.commit()

    migrations.upgrade(url)

    with sessions() as session:
        history = published_forms.history(session)
        counts = published_forms.current_publications(session)
        assert [(each.slug, each.kind, each.decided_by) for each in history] == [
            ("a", PublicationKind.PUBLISHED, "Jo"),
            ("b", PublicationKind.PUBLISHED, ""),
            ("b", PublicationKind.RETIRED, "Jo"),
        ]
        assert (counts["a"].version, counts["a"].begins_at) == ("v-a", SINCE)
        assert (counts["b"].kind, counts["b"].begins_at) == (PublicationKind.RETIRED, WITHDRAWN)
