"""Where the bytes of a file lie: in a table of their own, or outside the database."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Place and key of the bytes, empty for the files that are there: theirs stay in their row."""
    op.create_table(
        "file_content",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_content")),
    )
    op.create_index(op.f("ix_file_content_made_at"), "file_content", ["made_at"])
    op.add_column("upload", sa.Column("store", sa.String(), nullable=True))
    op.add_column("upload", sa.Column("content_id", sa.Uuid(), nullable=True))
    op.add_column("upload", sa.Column("sealed_key", sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_upload_content_id"), "upload", ["content_id"])


def downgrade() -> None:
    """Drop them; files that came since are lost with their bytes."""
    op.execute("DELETE FROM upload WHERE content_id IS NOT NULL")
    op.drop_index(op.f("ix_upload_content_id"), "upload")
    for name in ("store", "content_id", "sealed_key"):
        op.drop_column("upload", name)
    op.drop_index(op.f("ix_file_content_made_at"), "file_content")
    op.drop_table("file_content")
