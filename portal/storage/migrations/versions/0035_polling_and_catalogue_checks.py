"""When notifications came, how polled cases stood, and what the catalogue lacks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add all three; of before nothing is known, so that each open case is looked at once."""
    op.create_table(
        "notification_heard",
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("system", name=op.f("pk_notification_heard")),
    )
    op.create_table(
        "catalogue_check",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_catalogue_check")),
    )
    op.add_column("submission", sa.Column("case_digest", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("submission", "case_digest")
    op.drop_table("catalogue_check")
    op.drop_table("notification_heard")
