"""Statements that pages send again and again: composed and compiled once, sent by the driver.

Of what SQLAlchemy takes for a statement, the driver and the line are a fourth: the rest finds out
anew what is known since the start. Rows are plain, and nothing is tracked; so it is for reads and
writes by table, not for records.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from psycopg.sql import quote
from sqlalchemy import Connection, Delete, Insert, Update
from sqlalchemy.dialects.postgresql.psycopg import dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import SelectBase

PARAMETER = re.compile(r"%\((\w+)\)s")
_DIALECT: Any = dialect()  # type: ignore[no-untyped-call] # SQLAlchemy gives it no types


class Prepared:
    """A statement with all that is needed to send it; for all threads."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)
        self._writers = list[tuple[str, Callable[[Any], Any]]]()
        constants = dict[str, str]()
        for bind, name in compiled.bind_names.items():
            write = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            if not bind.required:
                constants[name] = _literal(bind.effective_value)
            elif write:
                self._writers.append((name, write))
        self._sql = PARAMETER.sub(lambda own: constants.get(own[1], own[0]), compiled.string)
        names = _columns_of(statement)
        self._row: Callable[..., Any] | None = None
        if names:
            row = namedtuple("Row", names)  # type: ignore[misc]  # noqa: PYI024 - fields differ
            self._row = row._make

    def rows(self, session: Session, values: Mapping[str, Any]) -> list[Any]:
        """The rows that it gives, with the names of its columns; none for one that only writes.

        Within a transaction of this session it is part of that; raises `DBAPIError`.
        """
        connection = _connection_of(session)
        parameters = dict(values)
        for name, write in self._writers:
            parameters[name] = write(parameters[name])
        cursor = _driver_of(connection).cursor()
        try:
            for listener in connection.dispatch.before_cursor_execute:
                listener(connection, cursor, self._sql, parameters, None, False)  # noqa: FBT003
            cursor.execute(self._sql, parameters)
            return [] if self._row is None else [self._row(row) for row in cursor.fetchall()]
        except psycopg.Error as error:
            raise _failure(connection, self._sql, error) from error
        finally:
            cursor.close()

    def row(self, session: Session, values: Mapping[str, Any]) -> Any:
        """The only row that it gives; None where it gives none."""
        rows = self.rows(session, values)
        assert len(rows) <= 1, "one row was expected"
        return rows[0] if rows else None


def _literal(value: object) -> str:
    """A constant of a statement as SQL; a `%` in it is no parameter."""
    return quote(value).replace("%", "%%")


def _columns_of(statement: ClauseElement) -> list[str]:
    if isinstance(statement, SelectBase | Insert | Update | Delete):
        return [str(name) for name in statement.exported_columns.keys()]  # noqa: SIM118 - no dict
    return []


def _connection_of(session: Session) -> Connection:
    """Where each statement stands by itself (`single_statements`) nothing is begun for one."""
    bind = session.bind
    if session.in_transaction():
        session.flush()
    elif isinstance(bind, Connection) and _driver_of(bind).autocommit:
        return bind
    return session.connection()


def _driver_of(connection: Connection) -> psycopg.Connection[Any]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


def _failure(connection: Connection, sql: str, error: psycopg.Error) -> DBAPIError:
    """As SQLAlchemy tells it, without what was to be written; of a broken line no more is used."""
    dialect_in_use: Any = connection.dialect
    is_lost = dialect_in_use.is_disconnect(error, _driver_of(connection), None)
    if is_lost:
        connection.invalidate(error)
    failure = DBAPIError.instance(
        sql,
        None,
        error,
        psycopg.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=connection.dialect,
    )
    assert isinstance(failure, DBAPIError)
    return failure
