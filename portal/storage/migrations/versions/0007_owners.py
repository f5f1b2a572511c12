"""Owners: every table names whose a record is by a random id; one table knows who that is."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

FIRST_KEY = "k1"
"""Name that the index key of before gets: `PORTAL_INDEX_KEYS=k1:…`."""

OLD_COLUMNS = {
    "consent": "owner_key",
    "consultation": "subject_key",
    "contact_details": "owner_key",
    "data_choice": "owner_key",
    "draft": "owner_key",
    "login_session": "subject_key",
    "message": "owner_key",
    "parked_input": "subject_key",
    "sending": "owner_key",
    "submission": "owner_key",
    "upload": "owner_key",
}
OF_RESIDENTS = ("consent", "login_session", "parked_input", "sending")
"""Who stands in one of these logged in once; the others may be browsers without login."""

EVERYBODY = " UNION ".join(
    f"SELECT {old} AS hash FROM {table}"  # noqa: S608 - tables and columns named above
    for table, old in OLD_COLUMNS.items()
)
RESIDENTS = " UNION ".join(
    [
        *(f"SELECT {OLD_COLUMNS[table]} FROM {table}" for table in OF_RESIDENTS),  # noqa: S608 - as above
        "SELECT owner_key FROM submission WHERE ground <> 'anonymous'",
        "SELECT subject_key FROM consultation WHERE actor_class <> 'anonymous'",
    ]
)
OWNERS = f"""
    INSERT INTO owner (id, made_at, kind, index_key, hash, revision)
    SELECT gen_random_uuid(), now(),
        CASE WHEN everybody.hash IN ({RESIDENTS}) THEN 'bsn' ELSE 'anonymous' END,
        '{FIRST_KEY}', everybody.hash, 0
    FROM ({EVERYBODY}) AS everybody
"""  # noqa: S608 - names of tables and columns that stand above
INDEXES = {
    "ix_consultation_owner_id_made_at": ("consultation", ["owner_id", "made_at"]),
    "ix_data_choice_owner_id_draft_id": ("data_choice", ["owner_id", "draft_id"]),
    "ix_login_session_owner_id": ("login_session", ["owner_id"]),
    "ix_message_owner_id_made_at": ("message", ["owner_id", "made_at"]),
    "ix_parked_input_owner_id_path": ("parked_input", ["owner_id", "path"]),
    "ix_sending_owner_id": ("sending", ["owner_id"]),
    "ix_submission_owner_id": ("submission", ["owner_id"]),
    "ix_upload_owner_id": ("upload", ["owner_id"]),
}
UNIQUE = {
    "consent": ["owner_id", "purpose"],
    "draft": ["owner_id", "slug"],
    "message": ["owner_id", "kind", "about"],
}


def upgrade() -> None:
    """Make an owner of each hash that there is; the hashes themselves leave the other tables."""
    op.create_table(
        "owner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("index_key", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
        sa.UniqueConstraint("hash", name=op.f("uq_owner_hash")),
    )
    op.create_index(op.f("ix_owner_made_at"), "owner", ["made_at"])
    op.execute(OWNERS)
    for table, old in OLD_COLUMNS.items():
        _name_owner(table, old)
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    for table, columns in UNIQUE.items():
        op.create_unique_constraint(f"uq_{table}_{'_'.join(columns)}", table, columns)
    op.create_primary_key(op.f("pk_contact_details"), "contact_details", ["owner_id"])


def _name_owner(table: str, old: str) -> None:
    """With the old column go its constraints and indexes."""
    op.add_column(table, sa.Column("owner_id", sa.Uuid(), nullable=True))
    op.execute(
        f"UPDATE {table} SET owner_id = owner.id FROM owner WHERE owner.hash = {table}.{old}"  # noqa: S608 - names of ours
    )
    op.alter_column(table, "owner_id", nullable=False)
    op.drop_column(table, old)
    op.create_foreign_key(op.f(f"fk_{table}_owner_id_owner"), table, "owner", ["owner_id"], ["id"])
