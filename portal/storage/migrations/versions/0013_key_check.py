"""A check value of each key that records may have been made with."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table, filled when the database is prepared."""
    op.create_table(
        "key_check",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_key_check")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("key_check")
