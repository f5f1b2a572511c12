"""The keys of the settings: which the stored records need, and putting a newer one in their place.

A key is known by its name. What was made with one stands in every record; a check value of each,
kept when the database is prepared, shows that a setting names the same key as before: with
another one, residents would see nothing where there is something.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, delete, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.storage.base import SEALED_FOR, Base, vault_of
from portal.storage.logins import BSN, LoginSession
from portal.storage.owners import Owner
from portal.storage.resealing import has_value, key_name, sealed_columns
from portal.storage.submissions import Submission, index_key_of_tracking
from portal.storage.vault import UnknownKey, Vault

PURPOSE = "key check"
LACKING = "(not in the settings)"


class KeyKind(StrEnum):
    """What a key does."""

    ENCRYPTION = "encryption"
    INDEX = "index"


class KeyCheck(Base):
    """A key that records may have been made with, and by what the same key is recognised."""

    __tablename__ = "key_check"

    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]
    """Sealed or hashed with the key; says nothing of it."""


@dataclass(frozen=True, slots=True)
class KeyTrial:
    """An encryption key that was tried on a stored value."""

    name: str
    column: str
    fault: str
    """'' where it fits."""


class WrongKeys(Exception):
    """The settings name other keys than those with which records were made; says which."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["The keys are not those of this database.", *faults]))


class KeyInUse(Exception):
    """Records were made with this key; its text says how many, and where."""


def remember_keys(session: Session) -> None:
    """Keep a check value of each key of the settings that has none. Caller commits."""
    vault = vault_of(session)
    rows = [_row(KeyKind.ENCRYPTION, name, _sealed(vault, name)) for name in vault.ciphers]
    rows += [_row(KeyKind.INDEX, name, value) for name, value in _hashed(vault).items()]
    session.execute(insert(KeyCheck).values(rows).on_conflict_do_nothing())


def faults_of_keys(session: Session) -> list[str]:
    """What is wrong with the keys of the settings, a sentence each; empty: nothing."""
    vault = vault_of(session)
    checks = session.scalars(select(KeyCheck).order_by(KeyCheck.kind, KeyCheck.name))
    return [fault for check in checks if (fault := _fault(vault, check))]


def faults_of_records(session: Session) -> list[str]:
    """Where the keys of the settings are not those of the records, seen from the records alone.

    For a database that knows no check values yet. Reads one value of each column and key.
    """
    names = vault_of(session).index_keys
    faults = [
        f"PORTAL_INDEX_KEYS lacks the key '{name}', by which residents are found."
        for name in session.scalars(select(Owner.index_key).distinct())
        if name not in names
    ]
    faults += [trial.fault for trial in trials_of_keys(session) if trial.fault]
    return faults + faults_of_hash(session)


def trials_of_keys(session: Session) -> Iterator[KeyTrial]:
    """Try each encryption key that records were made with on one value of each column."""
    for column in sealed_columns():
        name = key_name(column)
        query = select(name, column).where(has_value(column)).ext(distinct_on(name))
        for used, value in session.execute(query):
            is_opened = _opens(vault_of(session), column, value)
            fault = (
                "" if is_opened else f"No key '{used}' of PORTAL_ENCRYPTION_KEYS opens {column}."
            )
            yield KeyTrial(used, str(column), fault)


def _opens(vault: Vault, column: Column[bytes], value: bytes) -> bool:
    try:
        vault.open(value, column.info[SEALED_FOR])
    except (InvalidTag, UnknownKey):
        return False
    return True


def faults_of_hash(session: Session) -> list[str]:
    """Whether somebody who logged in last would be found again."""
    query = select(LoginSession, Owner).join(Owner, Owner.id == LoginSession.owner_id)
    row = session.execute(query.order_by(LoginSession.last_seen_at.desc()).limit(1)).first()
    if row is None:
        return []
    login, owner = row
    vault = vault_of(session)
    try:
        bsn = vault.open(login.sealed_bsn, BSN).decode()
    except (InvalidTag, UnknownKey):
        return []  # told already
    if vault.hashes(bsn, owner.kind).get(owner.index_key) == owner.hash:
        return []
    return [f"PORTAL_INDEX_KEYS has another key under the name '{owner.index_key}' than before."]


def has_check_values(session: Session) -> bool:
    """Whether keys were remembered before."""
    return session.scalar(select(KeyCheck.name).limit(1)) is not None


def uses_of_keys(session: Session) -> dict[tuple[KeyKind, str], dict[str, int]]:
    """By kind and name of key: the tables with records made with it, and how many. Reads all."""
    uses: dict[tuple[KeyKind, str], dict[str, int]] = {}
    for column in sealed_columns():
        name = key_name(column)
        query = select(name, func.count()).where(has_value(column)).group_by(name)
        for used, count in session.execute(query):
            uses.setdefault((KeyKind.ENCRYPTION, used), {})[str(column)] = count
    owners = select(Owner.index_key, func.count()).group_by(Owner.index_key)
    for used, count in session.execute(owners):
        uses.setdefault((KeyKind.INDEX, used), {})["owner.hash"] = count
    reports = select(Submission.draft_id, Submission.tracking_hash).where(
        Submission.tracking_hash.is_not(None)
    )
    links = Counter(
        index_key_of_tracking(session, draft_id, tracking_hash or "") or LACKING
        for draft_id, tracking_hash in session.execute(reports)
    )
    for link_key, count in links.items():
        uses.setdefault((KeyKind.INDEX, link_key), {})["submission.tracking_hash"] = count
    return uses


def retire(session: Session, kind: KeyKind, name: str) -> None:
    """No longer ask that the settings name this key. Raises `KeyInUse`. Caller commits."""
    uses = uses_of_keys(session).get((kind, name))
    if uses:
        raise KeyInUse(", ".join(f"{place}: {count}" for place, count in uses.items()))
    session.execute(delete(KeyCheck).where(KeyCheck.kind == kind, KeyCheck.name == name))


def _row(kind: KeyKind, name: str, value: bytes) -> dict[str, object]:
    return {"kind": kind, "name": name, "value": value}


def _sealed(vault: Vault, name: str) -> bytes:
    return vault.seal(b"", PURPOSE, key=name)


def _hashed(vault: Vault) -> dict[str, bytes]:
    return {name: value.encode() for name, value in vault.hashes("", PURPOSE).items()}


def _fault(vault: Vault, check: KeyCheck) -> str | None:
    setting = f"PORTAL_{check.kind.upper()}_KEYS"
    names = vault.ciphers if check.kind == KeyKind.ENCRYPTION else vault.index_keys
    if check.name not in names:
        return f"{setting} lacks the key '{check.name}', which records may need."
    if _is_same(vault, check):
        return None
    return f"{setting} has another key under the name '{check.name}' than records were made with."


def _is_same(vault: Vault, check: KeyCheck) -> bool:
    if check.kind == KeyKind.INDEX:
        return _hashed(vault)[check.name] == check.value
    try:
        vault.open(check.value, PURPOSE)
    except InvalidTag:
        return False
    return True
