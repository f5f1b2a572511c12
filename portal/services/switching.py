"""Switching forms and sources off and on: the names that there are, and who did it."""

from collections.abc import Iterable

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from forms import Candidates, SourceRegister
from portal.domain.switches import BAG, BRP, MAPS, VEHICLES, SwitchKind, SwitchReason
from portal.settings import Settings
from portal.storage import switches
from portal.storage.base import single_session
from portal.storage.published_forms import history

log = structlog.get_logger()


class UnknownName(LookupError):
    """There is no such form or source to switch; says which there are."""

    def __init__(self, name: str, names: Iterable[str], where: str = "") -> None:
        """`where`: the setting that names it, if one does."""
        place = f"{where}: " if where else ""
        super().__init__(f"{place}there is no '{name}'. Name one of: {', '.join(sorted(names))}.")


def names_of_sources(register: SourceRegister) -> frozenset[str]:
    """The names of the sources that can be off."""
    return frozenset({BRP, BAG, VEHICLES, MAPS, *(source.id for source in register)})


def check_settings(settings: Settings, candidates: Candidates, register: SourceRegister) -> None:
    """Hold what the settings put off against what there is; raises `UnknownName`.

    A form may be there without a file: it is the published one that residents begin.
    """
    slugs: frozenset[str] = frozenset(form.slug for form in candidates.forms)
    slugs |= frozenset(candidates.faults)
    if not slugs.issuperset(settings.forms_off):
        slugs |= _published(settings)
    for where, names, names_off in (
        ("PORTAL_FORMS_OFF", slugs, settings.forms_off),
        ("PORTAL_SOURCES_OFF", names_of_sources(register), settings.sources_off),
    ):
        for name in names_off:
            if name not in names:
                raise UnknownName(name, names, where)


def _published(settings: Settings) -> frozenset[str]:
    """The forms that were ever published; none while the database is away."""
    try:
        with single_session(settings) as database:
            return frozenset(each.slug for each in history(database))
    except SQLAlchemyError as error:
        log.warning("database_down", kind=type(error).__name__)
        return frozenset()


def switch_off(
    database: Session, kind: SwitchKind, name: str, reason: SwitchReason, by: str
) -> None:
    """Put it off in every process, within seconds. Commits."""
    switches.switch_off(database, kind, name, reason, by)
    database.commit()


def switch_on(database: Session, kind: SwitchKind, name: str) -> bool:
    """Put it on; False: it was not off. Commits."""
    was_off = switches.switch_on(database, kind, name)
    database.commit()
    return was_off
