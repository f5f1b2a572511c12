"""Equal security events of a minute are one row as soon as they come in, so no flood fills it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
COLUMNS: dict[str, Any] = {  # "minute" is a name in the statement of older workers
    "of_minute": sa.DateTime(timezone=True),
    "last_at": sa.DateTime(timezone=True),
    "place": sa.Integer(),
}
NAME = "uq_security_event_equal"
EQUAL = ["of_minute", "origin", "kind", "code", "endpoint", "subject", "place"]


def upgrade() -> None:
    """Empty for what is there, and for what an older release adds: such rows equal no other."""
    for name, kind in COLUMNS.items():
        op.add_column("security_event", sa.Column(name, kind, nullable=True))
    count = sa.Column("count", sa.Integer(), nullable=False, server_default="1")
    op.add_column("security_event", count)
    op.create_index(NAME, "security_event", EQUAL, unique=True)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(NAME, "security_event")
    for name in (*COLUMNS, "count"):
        op.drop_column("security_event", name)
