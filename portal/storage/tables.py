"""All tables together: for migrations and tests."""

from portal.storage import (
    consent_receipts,
    consent_texts,
    consents,
    consultations,
    data_choices,
    drafts,
    logins,
    messages,
    remembered,
    sendings,
    submissions,
    uploads,
)
from portal.storage.base import Base

METADATA = Base.metadata
MODULES = (
    consent_receipts,
    consent_texts,
    consents,
    consultations,
    data_choices,
    drafts,
    logins,
    messages,
    remembered,
    sendings,
    submissions,
    uploads,
)
