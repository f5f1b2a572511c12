"""Whether a malware scanner saw a file, and what it saw."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None
COLUMNS = ("scanned_at", "infected_at", "left_unscanned_at")


def upgrade() -> None:
    """Three moments, empty for the files that are there: those weren't scanned."""
    for name in COLUMNS:
        op.add_column("upload", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them."""
    for name in COLUMNS:
        op.drop_column("upload", name)
