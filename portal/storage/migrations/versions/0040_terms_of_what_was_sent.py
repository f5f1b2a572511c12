"""Which case type was sent and whether it can be answered; and what may be sent but need not."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add all three; of before, all could be answered, and all that was to come had to."""
    op.add_column("submission", sa.Column("case_type", sa.String(), nullable=True))
    op.add_column(
        "submission",
        sa.Column("is_answered", sa.Boolean(), nullable=False, server_default=sa.text("true")),
    )
    op.add_column(
        "own_task",
        sa.Column("is_optional", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )


def downgrade() -> None:
    """Drop them: what was sent has the terms of its form again."""
    op.drop_column("own_task", "is_optional")
    op.drop_column("submission", "is_answered")
    op.drop_column("submission", "case_type")
