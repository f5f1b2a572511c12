"""That the register told of a change while a question was on its way; and two quicker ways in."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
TABLE = "contact_request"


def upgrade() -> None:
    """Add them; of what is on its way nothing was heard yet."""
    op.add_column(TABLE, sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_contact_request_undelivered",
        TABLE,
        ["sent_at"],
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
    op.create_index(
        "ix_contact_request_unanswered",
        TABLE,
        ["looked_at"],
        postgresql_where=sa.text("handled_at IS NULL"),
    )


def downgrade() -> None:
    """Drop them: what came meanwhile is seen at the look of every six hours."""
    op.drop_index("ix_contact_request_unanswered", table_name=TABLE)
    op.drop_index("ix_contact_request_undelivered", table_name=TABLE)
    op.drop_column(TABLE, "heard_at")
