"""Indexes to count and read who looked: own looks apart, those of others by case."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IS_OWN = (
    "recipient = '' AND"
    " (actor_class = 'anonymous' OR (actor_class = 'self' AND action <> 'fetched'))"
)


def upgrade() -> None:
    """Add the two indexes; no line changes."""
    op.create_index(
        "ix_consultation_own",
        "consultation",
        ["owner_id", "made_at", "id"],
        postgresql_where=sa.text(IS_OWN),
        postgresql_include=["activity"],
    )
    op.create_index(
        "ix_consultation_others_by_case",
        "consultation",
        ["owner_id", "case_ref", "made_at", "id"],
        postgresql_where=sa.text(f"NOT ({IS_OWN})"),
    )
