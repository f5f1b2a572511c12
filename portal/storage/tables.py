"""All tables together: for migrations and tests."""

from portal.storage import (
    consultations,
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
MODULES = (consultations, drafts, logins, messages, remembered, sendings, submissions, uploads)
