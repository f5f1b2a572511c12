"""Answers to tasks that went on by hand without all of their files."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the mark; what was handed over before asks for nothing again."""
    column: sa.Column[bool] = sa.Column(
        "lacks_files", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("sending", column)


def downgrade() -> None:
    """Drop it; what was asked for again counts as answered."""
    op.drop_column("sending", "lacks_files")
