"""Answers of outside systems say at which revision of their owner they were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the revision; what is kept counts as asked at the first."""
    op.add_column(
        "remembered", sa.Column("revision", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("remembered", "revision")
