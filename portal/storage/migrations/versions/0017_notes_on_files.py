"""What was done with a file that came in."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column, empty for the files that are there."""
    op.add_column("upload", sa.Column("note", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("upload", "note")
