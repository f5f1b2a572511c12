"""When a case was last heard of or missed, and what retention looks for by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEXES = (
    ("submission", "case_heard_at"),
    ("submission", "case_ended_on"),
    ("submission", "handed_over_at"),
    ("sending", "handed_over_at"),
    ("message", "made_at"),
    ("contact_details", "changed_at"),
)


def upgrade() -> None:
    """Of the cases that are there nothing was heard yet: the worker asks after them.

    What was handed over counts as delivered, so that older workers leave it alone too. What left
    the portal and has no case to ask after ended on that day.
    """
    op.add_column(
        "submission", sa.Column("case_heard_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("submission", sa.Column("case_missed_on", sa.Date(), nullable=True))
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        op.f("ix_submission_with_answers"),
        "submission",
        ["delivered_at"],
        postgresql_where=sa.text("answers_removed_at IS NULL"),
    )
    op.execute(
        "UPDATE submission SET delivered_at = handed_over_at"
        " WHERE handed_over_at IS NOT NULL AND delivered_at IS NULL"
    )
    op.execute(
        "UPDATE submission"
        " SET case_ended_on = CAST(delivered_at AT TIME ZONE 'Europe/Amsterdam' AS date)"
        " WHERE delivered_at IS NOT NULL AND case_id IS NULL"
    )


def downgrade() -> None:
    """Drop them; what was handed over stays so."""
    op.drop_index(op.f("ix_submission_with_answers"), "submission")
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    op.drop_column("submission", "case_missed_on")
    op.drop_column("submission", "case_heard_at")
