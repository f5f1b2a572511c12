"""Fills tables by copying one row of each in the database itself: a new column is copied too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
from portal.domain.messages import MessageKind
from portal.domain.people import Ground, Level
from portal.storage import messages, submissions
from portal.storage.drafts import FormVersion
from portal.storage.owners import resident_of
from portal.storage.submissions import Submission, SubmissionContent

OTHERS = 9973
OWNER = f"CAST(md5('owner' || copy.number % {OTHERS}) AS uuid)"
"""One of the other residents; `copy.number` counts the copies."""
A_YEAR = "now() - (copy.number % 31000000) * interval '1 second'"
OWN_REFERENCE = "GROWTH-OWN"
NUMBER = CaseNumber("BENCH-0049")
CASE = CaseKey(ONLY_SYSTEM, UUID("6b3c7fa2-1b5e-4a52-9b0c-5f8f2f6a9d10"))


@dataclass(frozen=True, slots=True)
class Growing:
    """A table, and what differs between the copies in it, as SQL."""

    table: str
    changes: Mapping[str, str]


SUBMISSIONS = Growing(
    "submission",
    {
        "id": "gen_random_uuid()",
        "draft_id": "gen_random_uuid()",
        "made_at": A_YEAR,
        "owner_id": OWNER,
        "reference": "'GROWN-' || copy.number",
        "number": "'GROWN-' || copy.number",
        "case_system": "'grown'",
        "case_id": "gen_random_uuid()",
    },
)
MESSAGES = Growing(
    "message",
    {
        "id": "gen_random_uuid()",
        "made_at": A_YEAR,
        "owner_id": OWNER,
        "about": "'grown-' || copy.number",
    },
)
SESSIONS = Growing(
    "login_session",
    {
        "id": "gen_random_uuid()",
        "made_at": A_YEAR,
        "owner_id": OWNER,
        "token_hash": "'grown-' || copy.number",
    },
)
LINES = Growing(
    "consultation",
    {
        "id": "gen_random_uuid()",
        "trace_id": "gen_random_uuid()",
        "made_at": A_YEAR,
        "owner_id": OWNER,
    },
)


OWNERS = Growing("owner", {"id": OWNER, "hash": "'grown-' || copy.number"})


class NothingToCopy(Exception):
    """The table has no row that can be copied, or lacks a column that should differ."""


def grow(database: sessionmaker[Session], growing: Growing, count: int) -> None:
    """Let the table have so many rows: copies of its oldest one, those of other residents."""
    with database.begin() as session:
        _copy(session, OWNERS, 0, OTHERS - 1)
        present = session.scalar(text(f"SELECT count(*) FROM {growing.table}")) or 0
        _copy(session, growing, present + 1, count)
    with database.kw["bind"].connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f"VACUUM ANALYZE {growing.table}"))


def _copy(session: Session, growing: Growing, first: int, last: int) -> None:
    """Add the copies with these numbers that aren't there yet."""
    table, changes = growing.table, growing.changes
    columns = text("SELECT column_name FROM information_schema.columns WHERE table_name = :table")
    names = session.scalars(columns, {"table": table}).all()
    pattern = session.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first()
    if pattern is None or not changes.keys() <= set(names):
        lacking = ", ".join(changes.keys() - set(names)) or "a row to copy"
        raise NothingToCopy(f"{table} lacks {lacking}")
    listed = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(changes.get(name, f'pattern."{name}"') for name in names)
    statement = (
        f"INSERT INTO {table} ({listed}) SELECT {values}"
        f" FROM (SELECT * FROM {table} ORDER BY made_at LIMIT 1) AS pattern,"
        " generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS copy(number)"
        " ON CONFLICT DO NOTHING"
    )
    session.execute(text(statement), {"first": first, "last": last})


def add_own(database: sessionmaker[Session], bsn: str) -> None:
    """Give this resident a submission that became a case, and a message: what is copied."""
    with database.begin() as session:
        owner = resident_of(session, bsn).key
        version = session.scalars(select(FormVersion).limit(1)).one()
        submission = Submission(
            owner_id=owner,
            acted_by=owner,
            draft_id=uuid4(),
            reference=OWN_REFERENCE,
            slug=version.slug,
            version=version.version,
            language="nl",
            ground=Ground.SELF,
            level=Level.MIDDEN,
            number=NUMBER,
            case_system=CASE.system,
            case_id=CASE.id,
            delivered_at=datetime.now(UTC),
        )
        content = SubmissionContent(bsn=bsn, answers={}, facts={}, summary=[])
        submissions.add(session, submission, content)
        messages.add_message(
            session,
            owner,
            MessageKind.CASE_MADE,
            about=OWN_REFERENCE,
            facts={"title": "Verhuizing doorgeven", "number": NUMBER, "case": str(CASE)},
        )
