"""What was decided about forms: published, scheduled, retired, rolled back; by whom and when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
TABLE = "form_publication"
PUBLISHED = """
    INSERT INTO form_publication
        (slug, version, kind, begins_at, ends_drafts, decided_at, decided_by, changes, reason)
    SELECT slug, version, 'published', since, false, since,
        CASE WHEN withdrawn_at IS NULL THEN published_by ELSE '' END, '[]', ''
    FROM published_form ORDER BY slug
"""
WITHDRAWN = """
    INSERT INTO form_publication
        (slug, version, kind, begins_at, ends_drafts, decided_at, decided_by, changes, reason)
    SELECT slug, version, 'retired', withdrawn_at, false, withdrawn_at, published_by, '[]', ''
    FROM published_form WHERE withdrawn_at IS NOT NULL ORDER BY slug
"""


def upgrade() -> None:
    """One table; what is published or withdrawn now begins its history.

    Who published what was withdrawn later is not known any more: that name was written over.
    """
    moment = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("number", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("begins_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=True),
        sa.Column("ends_drafts", sa.Boolean(), nullable=False),
        sa.Column("decided_at", moment, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("changes", JSONB(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["form_version.version"], name=op.f(f"fk_{TABLE}_version_form_version")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_slug_begins_at"), TABLE, ["slug", "begins_at"])
    op.execute(PUBLISHED)
    op.execute(WITHDRAWN)


def downgrade() -> None:
    """Drop it: what counted at that moment stands in `published_form` too."""
    op.drop_table(TABLE)
