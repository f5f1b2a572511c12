"""Settings of files: how much residents may send, who looks through it, and where it lies."""

from pathlib import Path

from pydantic import Field, model_validator

from portal.domain.file_stores import StoreName
from portal.domain.upload_quota import UploadQuota
from portal.own_settings import OwnSettings
from portal.setting_values import Bucket, ScannerUrl


class FileSettings(OwnSettings):
    """What has to do with what residents send along."""

    files_mb: int = Field(default=50, ge=1, le=500)
    """Megabytes that one file may have. A form may say less (`max_mb`), never more. The scanner
    must take as much (clamd: `StreamMaxLength`, `MaxScanSize`, `MaxFileSize`)."""
    files_count: int = Field(default=20, ge=1, le=100)
    """Files that may be sent with one form, or for one task; a question may say less
    (`max_files`)."""
    files_form_mb: int = Field(default=200, ge=1, le=2000)
    """Megabytes of all files of one form, or of one task, together. The proxy in front must let
    through one more (`client_max_body_size` of nginx, `max_size` of Caddy)."""
    files_hour_mb: int = Field(default=500, ge=1, le=1500)
    """Megabytes that one person may send in an hour."""
    files_store: StoreName = StoreName.POSTGRESQL
    """Where the bytes of new uploads are put: `postgresql`, `folder` or `s3`. What lies elsewhere
    stays there until `portal files move`."""
    files_folder: Path | None = None
    """Folder for them that all web and worker processes share, of this installation alone; it must
    be there. Also needed while anything lies in it."""
    files_bucket: Bucket | None = None
    """Bucket for them in S3 or the like, of this installation alone, as JSON: `{"url":
    "https://s3.example.org/bucket", "region": "us-east-1", "key_id": "…", "secret": "…"}`."""
    scanner_url: ScannerUrl | None = None
    """Malware scanner for what comes in (clamd, unencrypted): `tcp://host:3310`. Empty: none."""
    scanner_seconds: float = Field(default=20.0, gt=0, le=120)
    """Seconds that one file may take there."""

    @property
    def upload_quota(self) -> UploadQuota:
        """How much residents may send."""
        return UploadQuota(
            file_mb=self.files_mb,
            files=self.files_count,
            form_mb=self.files_form_mb,
            hour_mb=self.files_hour_mb,
        )

    @model_validator(mode="after")
    def _limits_fit(self) -> "FileSettings":
        """A form takes its largest file, and an hour the largest form."""
        if not self.files_mb <= self.files_form_mb <= self.files_hour_mb:
            raise ValueError(
                "PORTAL_FILES_MB may not be more than PORTAL_FILES_FORM_MB, nor that more than "
                "PORTAL_FILES_HOUR_MB"
            )
        return self
