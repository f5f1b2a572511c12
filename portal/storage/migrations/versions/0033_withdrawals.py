"""What a case gets when its applicant withdraws it, beside the document that says so."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; nothing that was sent before sets a status."""
    for name in ("sets_status", "sets_result"):
        op.add_column("sending", sa.Column(name, sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Drop both: what is on its way brings its document only."""
    for name in ("sets_status", "sets_result"):
        op.drop_column("sending", name)
