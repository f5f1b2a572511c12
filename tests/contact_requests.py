"""Something that a resident asked, as tests need it."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from portal.domain.contacts import RequestKind
from portal.domain.days import today
from portal.domain.people import Ground
from portal.storage.contact_requests import ContactRequest, RequestContent, begin
from tests.case_keys import a_key


def keep_request(session, owner_id: UUID, bsn: str = "", key=None, **changes) -> UUID:
    """Keep a question about this case; the caller commits."""
    key = key or a_key()
    values = {
        "id": uuid4(),
        "owner_id": owner_id,
        "acted_by": owner_id,
        "ground": Ground.SELF,
        "kind": RequestKind.QUESTION,
        "case_system": key.system,
        "case_id": key.id,
        "answer_by": today(),
        "sent_at": datetime.now(UTC),
        "delivered_at": datetime.now(UTC),
        **changes,
    }
    request = ContactRequest(**values)
    assert begin(session, request, RequestContent(bsn=bsn, text="Wanneer komt de container?"))
    return request.id
