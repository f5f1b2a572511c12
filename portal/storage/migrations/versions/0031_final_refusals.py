"""Documents whose case was closed meanwhile, and how long a system wants to be left alone."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; nothing is known of what failed before."""
    op.add_column("sending", sa.Column("case_closed_on", sa.Date(), nullable=True))
    op.add_column(
        "waiting_delivery", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Drop both; the next try finds out again."""
    op.drop_column("waiting_delivery", "not_before")
    op.drop_column("sending", "case_closed_on")
