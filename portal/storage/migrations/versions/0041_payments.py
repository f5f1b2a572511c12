"""What residents have to pay for what they sent, and each try to pay it."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add both tables; nothing of before is paid here."""
    _add_payments()
    _add_attempts()


def _add_payments() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("law", sa.String(), nullable=False),
        sa.Column("paid_at", MOMENT, nullable=True),
        sa.Column("reversed_at", MOMENT, nullable=True),
        sa.Column("refunded_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name="fk_payment_owner_id_owner"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name="fk_payment_submission_id_submission",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_payment"),
        sa.UniqueConstraint("submission_id", name="uq_payment_submission_id"),
    )
    op.create_index("ix_payment_owner_id", "payment", ["owner_id"])
    op.create_index(
        "ix_payment_unpaid", "payment", ["made_at"], postgresql_where=sa.text("paid_at IS NULL")
    )


def _add_attempts() -> None:
    op.create_table(
        "payment_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("paid_at", MOMENT, nullable=True),
        sa.Column("cents_refunded", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("cents_charged_back", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("pay_url", sa.String(), nullable=False, server_default=""),
        sa.Column("heard_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["payment_id"],
            ["payment.id"],
            name="fk_payment_attempt_payment_id_payment",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_payment_attempt"),
        sa.UniqueConstraint("provider_id", name="uq_payment_attempt_provider_id"),
    )
    op.create_index("ix_payment_attempt_payment_id", "payment_attempt", ["payment_id"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("payment_attempt")
    op.drop_table("payment")
