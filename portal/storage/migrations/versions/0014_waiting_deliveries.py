"""What could not be delivered yet, and what an operator took in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SENT = ("submission", "sending")


def upgrade() -> None:
    """What fails from now on gets a row; older processes know of none and lack none."""
    op.create_table(
        "waiting_delivery",
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("argument", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fault", sa.String(), nullable=False, server_default=""),
        sa.Column("system", sa.String(), nullable=False, server_default=""),
        sa.Column("cause", sa.String(), nullable=False, server_default=""),
        sa.Column("is_probe", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("stuck_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("task", "subject", name=op.f("pk_waiting_delivery")),
    )
    op.create_index(
        op.f("ix_waiting_delivery_stuck_at"),
        "waiting_delivery",
        ["stuck_at"],
        postgresql_where=sa.text("stuck_at IS NOT NULL"),
    )
    for table in SENT:
        op.add_column(table, sa.Column("handed_over_at", MOMENT, nullable=True))
        op.add_column(table, sa.Column("handed_over_by", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    for table in SENT:
        op.drop_column(table, "handed_over_by")
        op.drop_column(table, "handed_over_at")
    op.drop_table("waiting_delivery")
