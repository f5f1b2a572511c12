"""Files that the worker looks into after they came."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
COLUMNS = ("processing_since", "most_mb", "fault")


def upgrade() -> None:
    """Empty for the files that are there: those were looked into."""
    since = sa.Column("processing_since", sa.DateTime(timezone=True), nullable=True)
    op.add_column("upload", since)
    op.add_column("upload", sa.Column("most_mb", sa.Integer(), nullable=True))
    op.add_column("upload", sa.Column("fault", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop them; what was not looked into yet goes."""
    op.execute("DELETE FROM upload WHERE processing_since IS NOT NULL")
    for name in COLUMNS:
        op.drop_column("upload", name)
