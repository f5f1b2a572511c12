"""Who acted, on what somebody did: today always the person whom it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of events of consents it stays empty: what is guarded by hashes is not written anew."""
    for table in ("consent_event", "consultation", "sending", "submission"):
        op.add_column(table, sa.Column("acted_by", sa.Uuid(), nullable=True))
    op.execute(
        "UPDATE consultation SET acted_by = owner_id WHERE actor_class IN ('self', 'anonymous')"
    )
    op.execute("UPDATE sending SET acted_by = owner_id")
    op.execute("UPDATE submission SET acted_by = owner_id")
    op.alter_column("sending", "acted_by", nullable=False)
    op.alter_column("submission", "acted_by", nullable=False)
