"""Mail addresses that are still to be confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None
MOMENTS = ("mailed_at", "confirmed_at")


def upgrade() -> None:
    """Add their table; addresses that are in use stay so."""
    op.create_table(
        "email_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owner.id"], name=op.f("fk_email_check_owner_id_owner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_check")),
        sa.UniqueConstraint("owner_id", name=op.f("uq_email_check_owner_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_email_check_token_hash")),
    )
    op.create_index(op.f("ix_email_check_asked_at"), "email_check", ["asked_at"])


def downgrade() -> None:
    """Drop it; who was about to confirm an address gives it again."""
    op.drop_table("email_check")
