"""One number for a submission and its case; what was sent before may have another."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

MAY_DIFFER = "may_have_other_number"
BY_END = "ix_submission_end_of_reference"


def upgrade() -> None:
    """Note of what was sent until now, and is sent by a release before, that its number may differ.

    What became a case keeps its number, and the number that was reserved for what waits is used.
    """
    op.add_column(
        "submission",
        sa.Column(MAY_DIFFER, sa.Boolean(), nullable=False, server_default=sa.text("true")),
    )
    op.create_index(BY_END, "submission", [sa.text('"right"(reference, 9)')], unique=True)


def downgrade() -> None:
    """Drop it: the release before looks for the case of everything that waits without a number."""
    op.drop_index(BY_END, "submission")
    op.drop_column("submission", MAY_DIFFER)
