"""A draft that was read without a lock is never written over what another request kept."""

import pytest

from portal.storage import drafts
from portal.storage.drafts import Draft, DraftChanged, DraftContent


@pytest.fixture
def begun(sessions, resident):
    """A draft of the resident, as two requests read it."""
    with sessions() as session:
        drafts.store_version(session, "v1", "form", "{}")
        drafts.begin(session, resident.key, "form", "v1")
        session.commit()
        return [drafts.draft_of(session, resident.key, "form") for _tab in range(2)]


@pytest.mark.parametrize("other", [drafts.save, drafts.save_facts])
def test_what_another_request_kept_is_not_overwritten(database, begun, rows, other):
    first, second = begun
    other(database, first, DraftContent(answers={"street": "Lindelaan"}))

    with pytest.raises(DraftChanged):
        drafts.save(database, second, DraftContent(answers={"street": "Dorpsstraat"}))
    database.commit()

    [draft] = rows(Draft)
    assert drafts.content_of(database, draft).answers == {"street": "Lindelaan"}
    assert (draft.revision, second.revision) == (first.revision, 1)


def test_what_another_request_threw_away_does_not_come_back(database, begun, rows):
    first, second = begun
    drafts.remove(database, first)

    with pytest.raises(DraftChanged):
        drafts.save(database, second, DraftContent())
    database.commit()

    assert rows(Draft) == []
