"""All tables together: for migrations and tests."""

from portal.storage import (
    consultations,
    data_choices,
    drafts,
    logins,
    messages,
    owners,
    session_answers,
    submissions,
    task_replies,
    uploads,
)
from portal.storage.base import Base
from portal.storage.consents import consents, receipts, texts

METADATA = Base.metadata
MODULES = (
    consents,
    consultations,
    data_choices,
    drafts,
    logins,
    messages,
    owners,
    receipts,
    session_answers,
    submissions,
    task_replies,
    texts,
    uploads,
)
