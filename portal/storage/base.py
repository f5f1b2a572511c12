"""What all tables share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import (
    Connection,
    DateTime,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    create_engine,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Session,
    mapped_column,
    sessionmaker,
)

from forms.keys import FormSlug, FormVersionId
from portal.domain.case_keys import CaseNumber
from portal.domain.people import OwnerId
from portal.settings import Settings
from portal.storage.connections import check_connections
from portal.storage.vault import Vault

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
POOL_TIMEOUT_S = 5
FRESH_FOR = "fresh_for"
"""Under what a session knows how long an answer counts as fresh (a timedelta)."""
SEALED_FOR = "sealed_for"
"""In a column's info: the purpose of the seals that it holds (see `Vault.seal`)."""
Owned = Annotated[OwnerId, mapped_column(Uuid(), ForeignKey("owner.id"))]
"""Whose record it is: the type of each `owner_id`."""


class Base(DeclarativeBase):
    """Names every constraint, and keeps every moment in UTC."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        OwnerId: Uuid(),
        FormSlug: String(),
        FormVersionId: String(),
        CaseNumber: String(),
        bytes: LargeBinary(),
        dict[str, Any]: JSONB(),
        list[str]: JSONB(),
    }


class Record(Base):
    """A row with a random id and the moment (UTC) it was made."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    made_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


def sealed_column(purpose: str, *, deferred: bool = False) -> MappedColumn[bytes]:
    """A column of values that the vault sealed for this purpose: so resealing finds it."""
    return mapped_column(info={SEALED_FOR: purpose}, deferred=deferred)


def table_of(record: type[Base]) -> Table:
    """The table of these records, for statements that make no objects of its rows."""
    table = record.__table__
    assert isinstance(table, Table)
    return table


class LeanSession(Session):
    """A session that does nothing to commit nothing: what is added or changed begins something."""

    def commit(self) -> None:
        """Keep what was done since something was begun."""
        if self.in_transaction():
            super().commit()


def connect(settings: Settings) -> sessionmaker[Session]:
    """Makes sessions on the portal's database; each knows the vault (see `vault_of`)."""
    engine = create_engine(
        settings.database_url.get_secret_value(),
        pool_size=settings.threads,
        max_overflow=settings.threads,
        pool_timeout=POOL_TIMEOUT_S,
        hide_parameters=True,  # else an error's text shows what was to be written
    )
    check_connections(engine)
    info = {"vault": Vault.of(settings), FRESH_FOR: timedelta(seconds=settings.fresh_seconds)}
    return sessionmaker(engine, class_=LeanSession, info=info, expire_on_commit=False)


def another_session(session: Session) -> Session:
    """A session of its own on the same database, for a thread that outlives the page."""
    engine = session.get_bind().engine
    return LeanSession(engine, info=session.info, expire_on_commit=False)


@contextmanager
def single_session(settings: Settings) -> Iterator[Session]:
    """One session on the portal's database, for a command; its connection is closed behind it."""
    sessions = connect(settings)
    try:
        with sessions() as session:
            yield session
    finally:
        sessions.kw["bind"].dispose()


@contextmanager
def single_statements(session: Session) -> Iterator[None]:
    """Let each statement stand by itself: nothing is begun or left to commit.

    Within a transaction it is part of that, and whoever began it decides what becomes of it. So it
    is for a session that takes its connection anew for each transaction.
    """
    connection = session.bind
    if session.in_transaction() or not isinstance(connection, Connection):
        yield
        return
    # Of the driver itself: SQLAlchemy's isolation levels take as long to set as a statement does.
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    driver.autocommit = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        if not driver.closed:
            driver.autocommit = False


def do_each(session: Session, *steps: Callable[[Session], object]) -> None:
    """Do each step in a transaction of its own, also where one before it failed. Commits each.

    Raises what failed last, when all are done.
    """
    with ExitStack() as steps_to_do:  # calls all, whatever one of them raises
        for step in reversed(steps):
            steps_to_do.callback(_do_alone, session, step)


def _do_alone(session: Session, step: Callable[[Session], object]) -> None:
    try:
        step(session)
        session.commit()
    finally:
        session.rollback()  # nothing is left of a step that failed


def vault_of(session: Session) -> Vault:
    """The vault that seals what this session's records keep."""
    vault = session.info["vault"]
    assert isinstance(vault, Vault)
    return vault
