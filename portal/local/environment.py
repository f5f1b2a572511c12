"""The settings of a portal whose outside world is the embedded one.

Secrets are made once and kept in the data folder; a real installation sets its own.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import ECKey, JWKRegistry

ZGW = ("zaken", "catalogi", "documenten", "besluiten", "notificaties")
"""The APIs of the case system."""
RSIN = "002220647"
TASK_OBJECTTYPE = "3e852115-277a-4570-873a-9a64be3aeb35"
MAIL_SERVICE = "5f7c0a52-9d1e-4f57-8a3c-0d6b1c2e4a90"
MAIL_TEMPLATE = "c1d0a8f4-6b1e-4d2b-9f0d-2f6f4f1b7a31"
"""Names in the embedded world; its own modules say what they are."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the web servers listen on 127.0.0.1."""

    portal: int
    embedded: int
    scanner: int = 0
    """Where the embedded malware scanner listens; 0: there is none."""
    front: int = 0
    """Where a proxy listens through which browsers reach the portal; 0: there is none."""

    @property
    def portal_url(self) -> str:
        """Address of the portal."""
        return f"http://127.0.0.1:{self.portal}"

    @property
    def public_url(self) -> str:
        """Address at which browsers reach the portal.

        Behind a proxy by another name of this machine: cookies belong to a name, whatever the port
        is, and a second portal here would else take away those of the first.
        """
        return f"http://localhost:{self.front}" if self.front else self.portal_url

    @property
    def embedded_url(self) -> str:
        """Address of the embedded world."""
        return f"http://127.0.0.1:{self.embedded}"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the portal and the embedded world know of each other."""

    secret_key: str
    encryption_key: str
    index_key: str
    audit_key: str
    world_secret: str
    notification_token: str
    mail_key: str
    private_key: str
    receipt_keys: str
    bureau_secret: str

    @classmethod
    def kept_in(cls, path: Path) -> "Secrets":
        """The secrets of this data folder, made at the first start."""
        stored = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if stored.keys() == set(cls.__slots__):
            return cls(**stored)
        words = {name: secrets.token_urlsafe(32) for name in cls.__slots__}
        words["encryption_key"] = f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}"
        words["private_key"] = json.dumps(_new_signing_key())
        words["receipt_keys"] = json.dumps([_new_signing_key()])
        # A folder of an older version lacks some: those are made, the others stay.
        words |= {name: stored[name] for name in words if name in stored}
        path.touch(mode=0o600)
        path.write_text(json.dumps(words), "utf-8")
        return cls(**words)


def portal_environment(ports: Ports, known: Secrets, database_url: str) -> dict[str, str]:
    """PORTAL_* for a portal in the embedded world; the same names as in production."""
    world = ports.embedded_url
    return {
        "PORTAL_PUBLIC_URL": ports.public_url,
        "PORTAL_PORT": str(ports.portal),
        "PORTAL_DRAIN_SECONDS": "0",
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SECRET_KEY": known.secret_key,
        "PORTAL_ENCRYPTION_KEYS": known.encryption_key,
        "PORTAL_INDEX_KEYS": f"k1:{known.index_key}",
        "PORTAL_AUDIT_KEYS": f"k1:{known.audit_key}",
        "PORTAL_ORGANISATION_RSIN": RSIN,
        **{f"PORTAL_{name.upper()}_URL": f"{world}/{name}/api/v1" for name in ZGW},
        "PORTAL_CASE_CLIENT_ID": "portaal",
        "PORTAL_CASE_CLIENT_SECRET": known.world_secret,
        "PORTAL_NOTIFICATION_TOKEN": known.notification_token,
        "PORTAL_OBJECTEN_URL": f"{world}/objecten/api/v2",
        "PORTAL_OBJECTEN_TOKEN": known.world_secret,
        "PORTAL_TASK_OBJECTTYPE_URL": f"{world}/objecttypen/api/v2/objecttypes/{TASK_OBJECTTYPE}",
        "PORTAL_BRP_URL": f"{world}/brp/haalcentraal/api/brp/personen",
        "PORTAL_BRP_API_KEY": known.world_secret,
        "PORTAL_LOCATIESERVER_URL": f"{world}/locatieserver/search/v3_1",
        "PORTAL_VEHICLES_URL": f"{world}/rdw-open-data/resource",
        "PORTAL_MAPS_URL": f"{world}/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857",
        **_optional_systems(world, known.world_secret),
        "PORTAL_SOURCES": json.dumps(_sources(world, known.world_secret)),
        **_mail(world, known),
        "PORTAL_SCANNER_URL": f"tcp://127.0.0.1:{ports.scanner}" if ports.scanner else "",
        "PORTAL_RECEIPT_KEYS": known.receipt_keys,
        "PORTAL_CONSENT_CLIENTS": f"peil:{known.bureau_secret}",
        "PORTAL_OIDC_ISSUER": f"{world}/digid",
        "PORTAL_OIDC_CLIENT_ID": "portaal",
        "PORTAL_OIDC_PRIVATE_KEY": known.private_key,
    }


def _mail(world: str, known: Secrets) -> dict[str, str]:
    return {
        "PORTAL_MAIL_URL": f"{world}/bericht",
        "PORTAL_MAIL_SERVICE_ID": MAIL_SERVICE,
        "PORTAL_MAIL_KEY": known.mail_key,
        "PORTAL_MAIL_TEMPLATE_ID": MAIL_TEMPLATE,
    }


def embedded_environment(ports: Ports, known: Secrets, database_url: str) -> dict[str, str]:
    """EMBEDDED_* for the world around that portal."""
    public = JWKRegistry.import_key(json.loads(known.private_key)).as_dict(private=False)
    return {
        "EMBEDDED_PORT": str(ports.embedded),
        "EMBEDDED_SCANNER_PORT": str(ports.scanner),
        "EMBEDDED_DATABASE_URL": database_url,
        "EMBEDDED_PORTAL_URL": ports.public_url,
        "EMBEDDED_SECRET": known.world_secret,
        "EMBEDDED_NOTIFY_URL": f"{ports.portal_url}/api/notificaties",
        "EMBEDDED_NOTIFY_TOKEN": known.notification_token,
        "EMBEDDED_MAIL_KEY": known.mail_key,
        "EMBEDDED_BUREAU_SECRET": known.bureau_secret,
        "EMBEDDED_CLIENT_PUBLIC_KEY": json.dumps(public),
    }


def _optional_systems(world: str, secret: str) -> dict[str, str]:
    """What a portal can do without: log of employees' looks, online payments, contact register."""
    return {
        "PORTAL_CONSULTATION_LOG_URL": f"{world}/inzage/api/v1",
        "PORTAL_CONSULTATION_LOG_TOKEN": secret,
        "PORTAL_PAYMENTS_URL": f"{world}/betaaldienst/v2",
        "PORTAL_PAYMENTS_KEY": secret,
        "PORTAL_CONTACTS_URL": f"{world}/klantinteracties/api/v1",
        "PORTAL_CONTACTS_TOKEN": secret,
    }


def _sources(world: str, secret: str) -> dict[str, dict[str, str]]:
    paths = {
        "uwv": "uwv/api/v1/inkomsten",
        "belastingdienst": "belastingdienst/api/v1/tegoeden",
        "rdw": "rdw/api/v1/voertuigen",
    }
    return {name: {"url": f"{world}/{path}", "token": secret} for name, path in paths.items()}


def _new_signing_key() -> dict[str, object]:
    """Of a curve: to sign with RSA takes ten times as long (D-98)."""
    key = ECKey.generate_key("P-256", {"alg": "ES256", "use": "sig"}, auto_kid=True)
    return dict(key.as_dict(private=True))
