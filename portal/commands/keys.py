"""`portal keys`: make them, see which are in use, and put a newer one in their place."""

import base64
import json
import secrets
import sys

import click
from joserfc.jwk import ECKey, RSAKey

from portal.setting_values import KEY_NAME
from portal.settings import Settings
from portal.storage.base import single_session
from portal.storage.keys import KeyInUse, KeyKind, retire, uses_of_keys
from portal.storage.resealing import reseal

RSA_BITS = 3072
SECRET_BYTES = 32


class KeyName(click.ParamType[str]):
    """A name as the settings take it."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The same name."""
        if not KEY_NAME.fullmatch(value):
            self.fail(f"'{value}' is no name of a key: {KEY_NAME.pattern}", param, ctx)
        return value


@click.group()
def keys() -> None:
    """Keys with which records are sealed, found and signed."""


@keys.command()
@click.option(
    "--name",
    type=KeyName(),
    default="k1",
    help="Name of the new keys; a new one for each rotation.",
)
def make(name: str) -> None:
    """Print new keys, as lines for the file with settings; they are kept nowhere else."""
    sealing = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    login = RSAKey.generate_key(RSA_BITS, {"alg": "PS256", "use": "sig"}, auto_kid=True)
    receipts = ECKey.generate_key("P-256", {"alg": "ES256", "use": "sig"}, auto_kid=True)
    print(f"PORTAL_SECRET_KEY={secrets.token_urlsafe(SECRET_BYTES)}")
    print(f"PORTAL_ENCRYPTION_KEYS={name}:{sealing}")
    print(f"PORTAL_INDEX_KEYS={name}:{secrets.token_urlsafe(SECRET_BYTES)}")
    print(f"PORTAL_AUDIT_KEYS={name}:{secrets.token_urlsafe(SECRET_BYTES)}")
    print(f"PORTAL_RECEIPT_KEYS='{json.dumps([receipts.as_dict(private=True)])}'")
    print(f"PORTAL_OIDC_PRIVATE_KEY='{json.dumps(login.as_dict(private=True))}'")


@keys.command()
def used() -> None:
    """Say which keys records were made with, and how many; reads all records."""
    with single_session(Settings()) as session:
        uses = uses_of_keys(session)
    for (kind, name), places in sorted(uses.items()):
        for place, count in places.items():
            print(f"{kind} key {name}: {count} in {place}")


@keys.command("reseal")
def reseal_records() -> None:
    """Seal all records with the newest encryption key; may be stopped and run again."""
    with single_session(Settings()) as session:
        batches = list(reseal(session))
    total = sum(batch.count for batch in batches)
    print(f"{total} values were sealed with the newest key. Look with: portal keys used")
    unreadable = [f"{batch.column} of {key}" for batch in batches for key in batch.unreadable]
    for place in unreadable:
        print(f"No key of the settings opens {place}.", file=sys.stderr)
    sys.exit(1 if unreadable else 0)


@keys.command("retire")
@click.argument("kind", type=click.Choice([kind.value for kind in KeyKind]))
@click.argument("name")
def retire_key(kind: str, name: str) -> None:
    """Forget a key that no record needs; then it may leave the settings."""
    with single_session(Settings()) as session:
        try:
            retire(session, KeyKind(kind), name)
        except KeyInUse as uses:
            print(f"The {kind} key '{name}' is still in use: {uses}", file=sys.stderr)
            sys.exit(1)
        session.commit()
    print(f"The {kind} key '{name}' may leave PORTAL_{kind.upper()}_KEYS.")
