"""All tables together: for migrations and tests."""

from portal.storage import (
    consultations,
    data_choices,
    deliveries,
    drafts,
    event_chain,
    keys,
    logins,
    messages,
    outages,
    owners,
    pending_logins,
    published_forms,
    rate_limits,
    security_events,
    session_answers,
    submissions,
    switches,
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
    deliveries,
    drafts,
    event_chain,
    keys,
    logins,
    messages,
    outages,
    owners,
    pending_logins,
    published_forms,
    rate_limits,
    receipts,
    security_events,
    session_answers,
    submissions,
    switches,
    task_replies,
    texts,
    uploads,
)
