"""`portal check`: does everything answer, and does every key fit? Nothing secret is printed."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import click
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from forms.stored import UnreadableVersion
from portal.certificates import certificate_ends
from portal.configuration.remedies import without_remedy
from portal.domain.failures import SourceError
from portal.domain.file_stores import check_store
from portal.handles import Portal
from portal.logs import configure as configure_logs
from portal.services.audit import sealing
from portal.services.consents.receipts import NotGenuine, public_keys, verify
from portal.services.publishing import published
from portal.settings import Settings
from portal.storage.consents.receipts import oldest_and_newest
from portal.storage.file_moves import files_by_store
from portal.storage.file_stores import stores_of
from portal.storage.keys import faults_of_hash, trials_of_keys
from portal.storage.readiness import faults_of_database
from portal.storage.vault import UnknownKey
from portal.wiring import assemble, candidate_check_of, checks


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
    faults = candidate_check_of(settings).candidates().faults.values()
    yield CheckResult("forms in files", " ".join(map(str, faults)))
    for each in certificate_ends(settings):
        yield CheckResult(f"{each.kind} of {each.system}", each.fault(datetime.now(UTC)))
    try:
        with portal.sessions() as session:
            yield from _results_of_database(session, settings)
            yield _result_of_remedies(session, portal)
            yield from _results_of_stores(session)
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
        audit_keys = sealing.keys_of(settings)
        yield CheckResult("audit keys", " ".join(sealing.faults_of_keys(session, audit_keys)))
        yield CheckResult("receipt keys", _fault_of_receipts(session, settings))
    except SQLAlchemyError as error:
        yield CheckResult("keys", f"could not be tried ({type(error).__name__})")


def _result_of_remedies(session: Session, portal: Portal) -> CheckResult:
    """Whether residents read what they can do, also of versions that no file has any more."""
    name, off = "remedies of published forms", portal.settings.forms_off
    try:
        forms = [form for form in published(session) if form.slug not in off]
    except UnreadableVersion as error:
        return CheckResult(name, str(error))
    except SQLAlchemyError as error:
        return CheckResult(name, f"could not be read ({type(error).__name__})")
    return CheckResult(name, " ".join(without_remedy(portal.municipality.remedies, forms)))


def _results_of_stores(session: Session) -> Iterator[CheckResult]:
    """Each place for files, and whether there are files in one that isn't connected."""
    stores = stores_of(session)
    for name, store in stores.by_name.items():
        yield _asked(f"files in {name}", partial(check_store, store))
    try:
        counts = files_by_store(session)
    except SQLAlchemyError as error:
        yield CheckResult("files", f"could not be counted ({type(error).__name__})")
        return
    for lying_in, count in counts.items():
        if lying_in not in stores.by_name:
            fault = f"{count} lie there, and the settings don't connect it."
            yield CheckResult(f"files in {lying_in}", fault)


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
    except SQLAlchemyError as error:
        return CheckResult(name, f"could not be asked ({type(error).__name__})")
    return CheckResult(name)
