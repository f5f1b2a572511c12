"""A CA of a test, with what it signs; files in PEM as an operator has them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

HOUR = timedelta(hours=1)
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Signed:
    certificate: Path
    key: Path


class TestCa:
    """Signs certificates for 127.0.0.1."""

    __test__ = False

    def __init__(self, folder: Path, name: str = "ca") -> None:
        self._folder, self._name, self._key = folder, _named(name), ec.generate_private_key(CURVE)
        self.path = folder / f"{name}.pem"
        own = self._signed(self._name, self._key, [_basic(is_ca=True)])
        self.path.write_bytes(own.public_bytes(Encoding.PEM))

    def sign(self, name: str, *, password: str = "", term: timedelta = HOUR) -> Signed:
        """A certificate and its key, in files of this name."""
        key = ec.generate_private_key(CURVE)
        here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
        certificate = self._signed(_named(name), key, [_basic(is_ca=False), here], term)
        signed = Signed(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        signed.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
        sealing = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        signed.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing))
        return signed

    def _signed(self, subject, key: Key, extensions, term=HOUR) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + min(term, timedelta()) - HOUR)
            .not_valid_after(now + term)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(self._key, SHA256())


CURVE = ec.SECP256R1()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _basic(*, is_ca: bool) -> x509.BasicConstraints:
    return x509.BasicConstraints(ca=is_ca, path_length=None)
