"""What a form is filled in for: a task of the register, which is told once it was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
TABLE = "form_task"


def upgrade() -> None:
    """Add their table."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("request", sa.String(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owner.id"], name=op.f("fk_form_task_owner_id_owner")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["draft.id"],
            name=op.f("fk_form_task_draft_id_draft"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_form_task_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_task")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_form_task_draft_id")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_form_task_submission_id")),
    )
    op.create_index(op.f("ix_form_task_owner_id"), TABLE, ["owner_id"])


def downgrade() -> None:
    """Drop it: a task that a form was sent for stays open at its register."""
    op.drop_table(TABLE)
