"""Events of consents know what was asked; and nothing is emptied, but goes five years after."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LAST_MOMENT = """
    UPDATE consent SET valid_until = (
        date_trunc('day', valid_until AT TIME ZONE 'Europe/Amsterdam')
        + interval '1 day' - interval '1 microsecond'
    ) AT TIME ZONE 'Europe/Amsterdam' WHERE valid_until IS NOT NULL
"""
REFUSE_WHAT_IS_YOUNG = """
    CREATE FUNCTION refuse_change_of_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' AND current_setting('portal.remove_ended_consents', true) = 'on'
            AND NOT EXISTS (
                SELECT 1 FROM consent_event AS young WHERE young.consent_id = OLD.consent_id
                AND young.made_at >= now() - interval '5 years'
            )
        THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
    END $$
"""
WHOLE = """
    CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """What was asked isn't known of events of before: nothing is made up, it stays empty there."""
    _consent()
    _consent_event()
    _consent_text()


def _consent() -> None:
    """Residents were told a day: it is theirs until its end. Their events stay as they are."""
    op.execute(LAST_MOMENT)


def _consent_event() -> None:
    op.add_column(
        "consent_event",
        sa.Column("asked", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
    op.execute(REFUSE_WHAT_IS_YOUNG)
    op.execute(
        "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON consent_event"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_event()"
    )
    op.execute(WHOLE.format(table="consent_event"))


def _consent_text() -> None:
    op.execute(WHOLE.format(table="consent_text"))
