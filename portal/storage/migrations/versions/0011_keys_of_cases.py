"""Cases by their key (system and id), where it was their URL or number.

Until now there was one case system, and the id of a case was the end of its URL.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SYSTEM = "zgw"
NO_ID = "00000000-0000-0000-0000-000000000000"
UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
IS_OWN = (
    "recipient = '' AND"
    " (actor_class = 'anonymous' OR (actor_class = 'self' AND action <> 'fetched'))"
)


def upgrade() -> None:
    """Translate what is kept; what sources answered in a login session is asked anew."""
    _submissions()
    _task_replies()
    _lines()
    op.execute(
        "UPDATE message SET about = regexp_replace("  # noqa: S608 - names of ours
        f"about, '^https?://[^ ]+/({UUID})(?= |$)', '{SYSTEM}:\\1')"
        " WHERE about LIKE 'http%'"
    )
    op.execute("DELETE FROM remembered")


def _submissions() -> None:
    op.add_column("submission", sa.Column("case_system", sa.String(), nullable=True))
    op.add_column("submission", sa.Column("case_id", sa.Uuid(), nullable=True))
    op.execute(
        f"UPDATE submission SET case_system = '{SYSTEM}', case_id = {_id_in('case_url')}"  # noqa: S608 - names of ours
        f" WHERE {_id_in('case_url')} IS NOT NULL"
    )
    op.drop_index("ix_submission_case_url", "submission")
    op.drop_column("submission", "case_url")
    op.create_index("ix_submission_case_id", "submission", ["case_id"])
    op.drop_constraint("uq_submission_number", "submission")
    op.create_index("ix_submission_number", "submission", ["number"])
    op.create_unique_constraint(
        "uq_submission_case_system_number", "submission", ["case_system", "number"]
    )


def _task_replies() -> None:
    op.add_column("sending", sa.Column("case_system", sa.String(), nullable=True))
    op.add_column("sending", sa.Column("case_id", sa.Uuid(), nullable=True))
    op.execute(
        f"UPDATE sending SET case_system = '{SYSTEM}',"  # noqa: S608 - names of ours
        f" case_id = coalesce({_id_in('case_url')}, '{NO_ID}')"
    )
    op.alter_column("sending", "case_system", nullable=False)
    op.alter_column("sending", "case_id", nullable=False)
    op.drop_column("sending", "case_url")


def _lines() -> None:
    """Lines that name a case by a number of which we know no key go on doing so."""
    system = sa.Column("case_system", sa.String(), nullable=False, server_default="")
    case_id = sa.Column("case_id", sa.Uuid(), nullable=False, server_default=NO_ID)
    op.add_column("consultation", system)
    op.add_column("consultation", case_id)
    op.execute(
        f"UPDATE consultation SET case_system = '{SYSTEM}', case_id = CAST(object_ref AS uuid)"  # noqa: S608 - names of ours
        f" WHERE object_kind = 'case' AND object_ref ~ '^{UUID}$'"
    )
    op.execute(
        "UPDATE consultation SET case_ref = object_ref"  # noqa: S608 - names of ours
        f" WHERE object_kind = 'case' AND case_ref = '' AND case_id = '{NO_ID}'"
    )
    for table, number in (("submission", "number"), ("sending", "case_number")):
        op.execute(
            "UPDATE consultation SET case_system = kept.case_system, case_id = kept.case_id"  # noqa: S608 - names of ours
            f" FROM {table} AS kept WHERE kept.owner_id = consultation.owner_id"
            f" AND kept.{number} = consultation.case_ref AND consultation.case_ref <> ''"
            f" AND consultation.case_id = '{NO_ID}' AND kept.case_id <> '{NO_ID}'"
        )
    op.drop_index("ix_consultation_others_by_case", "consultation")
    op.create_index(
        "ix_consultation_others_by_case",
        "consultation",
        ["owner_id", "case_id", "case_ref", "made_at", "id"],
        postgresql_where=sa.text(f"NOT ({IS_OWN})"),
    )


def _id_in(column: str) -> str:
    """The id at the end of a URL; null where it ends otherwise."""
    return f"CAST(substring({column} FROM '({UUID})/?$') AS uuid)"
