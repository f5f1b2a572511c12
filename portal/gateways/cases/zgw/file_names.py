"""Names for files that have none in the case system."""

import re
from mimetypes import MimeTypes

USUAL = MimeTypes(filenames=())
"""Python's own table: that of the host differs from one to the next."""
OFFICE = "application/vnd.openxmlformats-officedocument"
EXTENSIONS = {
    f"{OFFICE}.wordprocessingml.document": ".docx",
    f"{OFFICE}.spreadsheetml.sheet": ".xlsx",
    f"{OFFICE}.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-outlook": ".msg",
    "application/rtf": ".rtf",
    "image/heic": ".heic",
    "image/webp": ".webp",
}
"""What that table lacks in some version of Python."""
NAMELESS = "document"


def named(title: str, media_type: str) -> str:
    """A file name made of the title and the format; without a title it is `document`."""
    kind = media_type.partition(";")[0].strip().lower()
    extension = EXTENSIONS.get(kind) or USUAL.guess_extension(kind) or ""
    name = re.sub(r"[/\\]", "-", title) or NAMELESS
    return name if name.lower().endswith(extension) else f"{name}{extension}"
