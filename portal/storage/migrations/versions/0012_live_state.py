"""What changes while running: which form versions are published, and what is switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing is published yet: `portal migrate` does that next, from the files."""
    op.create_table(
        "published_form",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("slug", name="pk_published_form"),
        sa.ForeignKeyConstraint(
            ["version"], ["form_version.version"], name="fk_published_form_version_form_version"
        ),
    )
    op.create_table(
        "switch",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("off_since", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("switched_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_switch"),
    )
