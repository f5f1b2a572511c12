"""When the answers of a submission were removed, and when its case ended."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of what was there nothing is known yet; the ends of cases are noted as they are followed."""
    op.add_column(
        "submission", sa.Column("answers_removed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("submission", sa.Column("case_ended_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("submission", "case_ended_on")
    op.drop_column("submission", "answers_removed_at")
