"""With whom data was shared, on each consultation; and since when a source is silent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the recipient; lines of before shared nothing. And find the last answer of a source."""
    op.add_column(
        "consultation",
        sa.Column("recipient", sa.String(), nullable=False, server_default=""),
    )
    op.create_index("ix_consultation_source_made_at", "consultation", ["source", "made_at"])
