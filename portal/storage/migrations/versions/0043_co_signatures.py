"""Co-signatures that were asked for; and what was sent that waits for one."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table; nothing of before waits for a signature."""
    op.add_column(
        "submission",
        sa.Column("is_held", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_table(
        "cosign_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("cosigner_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_signer", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("mail_asked_at", MOMENT, nullable=False),
        sa.Column("mailed_at", MOMENT, nullable=True),
        *_days(),
        *_constraints(),
    )
    for column in ("owner_id", "cosigner_id"):
        op.create_index(f"ix_cosign_request_{column}", "cosign_request", [column])
    op.create_index(
        "ix_cosign_request_open",
        "cosign_request",
        ["asked_on"],
        postgresql_where=sa.text("case_on IS NULL"),
    )


def _days() -> list[sa.Column[date]]:
    later = ("reminded", "agreed", "refused", "lapsed", "withdrawn", "case")
    asked = sa.Column("asked_on", sa.Date(), nullable=False)
    return [asked, *(sa.Column(f"{name}_on", sa.Date(), nullable=True) for name in later)]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owner.id"], name="fk_cosign_request_owner_id_owner"
        ),
        sa.ForeignKeyConstraint(
            ["cosigner_id"], ["owner.id"], name="fk_cosign_request_cosigner_id_owner"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name="fk_cosign_request_submission_id_submission",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cosign_request"),
        sa.UniqueConstraint("submission_id", name="uq_cosign_request_submission_id"),
        sa.UniqueConstraint("token_hash", name="uq_cosign_request_token_hash"),
    ]


def downgrade() -> None:
    """Drop both; what waited is brought to the case system then, as it was sent."""
    op.drop_table("cosign_request")
    op.drop_column("submission", "is_held")
