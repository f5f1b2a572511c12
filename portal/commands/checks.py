"""`portal check`: does everything answer, and does every key fit? Nothing secret is printed."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.domain.failures import SourceError
from portal.logs import configure as configure_logs
from portal.services.consents.receipts import NotGenuine, public_keys, verify
from portal.settings import Settings
from portal.storage.consents.receipts import oldest_and_newest
from portal.storage.keys import faults_of_hash, trials_of_keys
from portal.storage.readiness import faults_of_database
from portal.storage.vault import UnknownKey
from portal.wiring import assemble, checks


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of one check; `fault` is '' where all is well."""

    name: str
    fault: str = ""

    def __str__(self) -> str:
        """One line."""
        return f"FAULT {self.name}: {self.fault}" if self.fault else f"ok    {self.name}"


@click.command()
def check() -> None:
    """Ask each outside system once, and try every key on a stored value: a line each.

    Ends with 1 where something is wrong. Nobody's data is asked for.
    """
    settings = Settings()
    configure_logs(settings.log_level)
    is_well = True
    for result in _results(settings):
        print(result, flush=True)
        is_well = is_well and not result.fault
    sys.exit(0 if is_well else 1)


def _results(settings: Settings) -> Iterator[CheckResult]:
    portal = assemble(settings)
    yield CheckResult("settings and files")
    try:
        with portal.sessions() as session:
            yield from _results_of_database(session, settings)
    finally:
        portal.sessions.kw["bind"].dispose()
    for name, ask in checks(settings).items():
        yield _asked(name, ask)


def _results_of_database(session: Session, settings: Settings) -> Iterator[CheckResult]:
    faults = faults_of_database(session)
    yield CheckResult("database", " ".join(faults))
    try:
        for trial in trials_of_keys(session):
            yield CheckResult(f"encryption key {trial.name} on {trial.column}", trial.fault)
        yield CheckResult("index keys", " ".join(faults_of_hash(session)))
        yield CheckResult("receipt keys", _fault_of_receipts(session, settings))
    except SQLAlchemyError as error:
        yield CheckResult("keys", f"could not be tried ({type(error).__name__})")


def _fault_of_receipts(session: Session, settings: Settings) -> str:
    """Why the first or the last receipt can't be verified; ''."""
    try:
        for receipt in oldest_and_newest(session):
            verify(receipt, public_keys(settings))
    except NotGenuine:
        return "PORTAL_RECEIPT_KEYS lacks a key with which receipts were signed."
    except (InvalidTag, UnknownKey):
        return "No key opens the receipts."
    return ""


def _asked(name: str, ask: Callable[[], None]) -> CheckResult:
    try:
        ask()
    except SourceError as error:
        return CheckResult(name, error.reason)
    return CheckResult(name)
