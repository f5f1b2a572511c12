"""When the certificates end that the operator gave for outside systems: to be seen in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from portal.settings import Settings

WARNED_BEFORE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CertificateEnd:
    """When a file of PORTAL_CONNECTIONS stops being of use."""

    system: str
    """Name of its entry there."""
    kind: str
    """Which file of it: `ca` or `certificate`."""
    path: Path
    ends_at: datetime

    def days_left(self, now: datetime) -> float:
        """Days until then; below zero when it is past."""
        return (self.ends_at - now) / timedelta(days=1)

    def fault(self, now: datetime) -> str:
        """What to say of it where it ends within 30 days; else ''."""
        if self.ends_at - now > WARNED_BEFORE:
            return ""
        verb = "ends" if self.ends_at > now else "ended"
        return f"{self.path} {verb} on {self.ends_at:%Y-%m-%d} (UTC)."


def certificate_ends(settings: Settings) -> Iterator[CertificateEnd]:
    """Of each file with certificates, as it is now; those that can't be read are left out.

    What can't be read stops the start, and a file that is being replaced is there a moment later.
    """
    for system, connection in settings.connections.items():
        for kind, path in (("ca", connection.ca), ("certificate", connection.certificate)):
            moments = _moments(path) if path else []
            if path and moments:
                yield CertificateEnd(system, kind, path, _end(moments, is_chain=kind != "ca"))


def _end(moments: list[datetime], *, is_chain: bool) -> datetime:
    """A chain ends with its first; of several CAs one that ended may be there besides a new one."""
    now = datetime.now(UTC)
    good = moments if is_chain else [moment for moment in moments if moment > now]
    return min(good or moments)


def _moments(path: Path) -> list[datetime]:
    try:
        certificates = x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError):
        return []
    return [certificate.not_valid_after_utc for certificate in certificates]
