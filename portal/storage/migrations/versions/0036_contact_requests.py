"""What residents ask the municipality: questions and wishes to be called."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
TABLE = "contact_request"


def upgrade() -> None:
    """Add their table."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("acted_by", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_system", sa.String(), server_default="", nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("case_number", sa.String(), server_default="", nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("delivered_at", moment, nullable=True),
        sa.Column("handed_over_at", moment, nullable=True),
        sa.Column("handed_over_by", sa.String(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("looked_at", moment, nullable=True),
        sa.Column("handled_at", moment, nullable=True),
        sa.Column("request", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owner.id"], name=op.f("fk_contact_request_owner_id_owner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_request")),
    )
    for column in ("owner_id", "sent_at", "contact_id"):
        op.create_index(op.f(f"ix_contact_request_{column}"), TABLE, [column])


def downgrade() -> None:
    """Drop it; what is in the register stays there."""
    op.drop_table(TABLE)
