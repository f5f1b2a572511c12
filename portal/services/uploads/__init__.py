"""Files that come in: judged by what they are, not by what they are called; then kept.

Source: `requirements-journeys-products.md` section 4 "Files"; OWASP ASVS 5.0 chapter 5.
"""

from portal.services.uploads.checking import (
    CheckedFile,
    Refused,
    UploadCheck,
    UploadLimits,
    check,
    check_all,
)
from portal.services.uploads.keeping import (
    Shelf,
    ShelvedFile,
    keep_all,
    shelve,
    shelve_all,
    stored_file,
)
from portal.services.uploads.names import clean_name

__all__ = [
    "CheckedFile",
    "Refused",
    "Shelf",
    "ShelvedFile",
    "UploadCheck",
    "UploadLimits",
    "check",
    "check_all",
    "clean_name",
    "keep_all",
    "shelve",
    "shelve_all",
    "stored_file",
]
