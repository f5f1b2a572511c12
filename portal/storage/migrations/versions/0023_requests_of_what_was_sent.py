"""The id of the request that something was sent with, for a job that is queued anew."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None
TABLES = ("submission", "sending")


def upgrade() -> None:
    """Empty for what is there: its id stands in its job only."""
    for table in TABLES:
        op.add_column(table, sa.Column("request", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_column(table, "request")
