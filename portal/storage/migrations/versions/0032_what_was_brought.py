"""Tasks of our own of which the resident said that they brought it on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when they said so; of no task of before they did."""
    op.add_column("own_task", sa.Column("brought_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop it; those tasks ask for it again. Their case was told, and stays so."""
    op.drop_column("own_task", "brought_at")
