"""Bytes of files in pieces: each sealed by itself, and in the database each in a row."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; files that are there stay whole, as they were sealed."""
    op.create_table(
        "file_piece",
        sa.Column("content_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["file_content.id"],
            name=op.f("fk_file_piece_content_id_file_content"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("content_id", "number", name=op.f("pk_file_piece")),
    )
    # What is sealed can't be compressed: PostgreSQL needn't try.
    op.execute("ALTER TABLE file_piece ALTER COLUMN content SET STORAGE EXTERNAL")
    op.add_column("file_content", sa.Column("pieces", sa.Integer(), nullable=True))
    op.add_column("upload", sa.Column("piece_bytes", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop them; files that came since are lost with their bytes."""
    op.execute("DELETE FROM upload WHERE piece_bytes IS NOT NULL")
    op.execute("DELETE FROM file_content WHERE pieces IS NOT NULL")
    op.drop_column("upload", "piece_bytes")
    op.drop_column("file_content", "pieces")
    op.drop_table("file_piece")
