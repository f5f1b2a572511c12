"""Two residents, and settings for a server."""

import json
from uuid import uuid4

from portal.settings import Settings
from tests.factories import RECEIPT_KEYS

BSN = "999993653"
OTHER_BSN = "999990019"
SOURCES = {"uwv": "inkomsten", "belastingdienst": "tegoeden", "rdw": "voertuigen"}


def settings_for(base: str, **changes) -> Settings:
    """Settings of which every outside system is at `base`."""
    values = {
        "public_url": "http://127.0.0.1:8000",
        "database_url": "postgresql+psycopg:///portal",
        "secret_key": "s" * 32,
        "encryption_keys": "k:" + "A" * 43 + "=",
        "index_key": "i" * 32,
        "organisation_rsin": "002220647",
        "zaken_url": f"{base}/zaken/api/v1",
        "catalogi_url": f"{base}/catalogi/api/v1",
        "documenten_url": f"{base}/documenten/api/v1",
        "besluiten_url": f"{base}/besluiten/api/v1",
        "case_client_id": "portaal",
        "case_client_secret": "z" * 32,
        "notification_token": "n" * 16,
        "objecten_url": f"{base}/objecten/api/v2",
        "objecten_token": "o" * 32,
        "task_objecttype_url": f"{base}/objecttypen/api/v2/objecttypes/{uuid4()}",
        "brp_url": f"{base}/brp/haalcentraal/api/brp/personen",
        "brp_api_key": "b" * 32,
        "locatieserver_url": f"{base}/locatieserver/search/v3_1",
        "sources": json.dumps(
            {
                name: {"url": f"{base}/{name}/api/v1/{records}", "token": "z" * 40}
                for name, records in SOURCES.items()
            }
        ),
        "mail_url": f"{base}/bericht",
        "mail_service_id": "5f7c0a52-9d1e-4f57-8a3c-0d6b1c2e4a90",
        "mail_key": "m" * 32,
        "mail_template_id": "0c8fbcf8-2b0d-4f4b-9f43-7a3a3f0f9d10",
        "receipt_keys": RECEIPT_KEYS,
        "oidc_issuer": f"{base}/digid",
        "oidc_client_id": "portaal",
        "oidc_client_auth": "client_secret_basic",
        "oidc_client_secret": "c" * 32,
        **changes,
    }
    return Settings.model_validate(values)
