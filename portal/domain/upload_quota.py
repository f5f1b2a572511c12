"""How much residents may send: what the settings say for all forms and tasks together."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadQuota:
    """What files may come in; a form may say less of its own. All in megabytes but `files`."""

    file_mb: int
    """Of one file."""
    files: int
    """How many with one form, or for one task."""
    form_mb: int
    """Of those together; also of one request."""
    hour_mb: int
    """Of all that one person sends in an hour."""

    @property
    def body_bytes(self) -> int:
        """Of the largest request: the files, and a megabyte for the fields beside them."""
        return (self.form_mb + 1) * MB
