"""Letting go of what the portal kept long enough, in batches that lock nothing for long.

Nothing goes before it is delivered, or handed over by hand.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlalchemy import CursorResult, TextClause, select, text, update
from sqlalchemy.orm import Session

from portal.domain.days import today
from portal.domain.retention import DAYS, KeptPart
from portal.storage import cosign_requests
from portal.storage.base import do_each, vault_of
from portal.storage.submissions import SEAL, Submission, SubmissionContent

BATCH = 200
OVER = " OR ".join(
    f"{{of}}.{moment} < now() - make_interval(days => :days)"
    for moment in ("delivered_at", "handed_over_at")
)
OVER = f"({OVER})"
"""Each of the two moments by its own index."""


def _delete(table: str, joined: str, condition: str) -> TextClause:
    """Deletes at most `:batch` rows; those that somebody holds are left for the next time."""
    return text(
        f"DELETE FROM {table} WHERE ctid = ANY(ARRAY("  # noqa: S608 - all of it stands here
        f"SELECT kept.ctid FROM {table} AS kept {joined} WHERE {condition}"
        " LIMIT :batch FOR UPDATE OF kept SKIP LOCKED))"
    )


def _long_ended(condition: str) -> str:
    return (
        f"kept.tracking_hash IS {condition} AND kept.case_ended_on < CAST(:today AS date) - :days"
    )


STATEMENTS = (
    (
        KeptPart.FILES,
        _delete(
            "upload",
            "JOIN submission AS sent ON sent.id = kept.submission_id",
            OVER.format(of="sent"),
        ),
    ),
    (
        KeptPart.FILES,
        _delete(
            "upload", "JOIN sending AS sent ON sent.id = kept.sending_id", OVER.format(of="sent")
        ),
    ),
    (KeptPart.TASK_REPLY, _delete("sending", "", OVER.format(of="kept"))),
    (
        KeptPart.REQUEST,
        _delete(
            "contact_request",
            "",
            "kept.delivered_at IS NOT NULL AND kept.sent_at < now() - make_interval(days => :days)",
        ),
    ),
    (KeptPart.SUBMISSION, _delete("submission", "", _long_ended("NULL"))),
    (KeptPart.REPORT, _delete("submission", "", _long_ended("NOT NULL"))),
    (
        KeptPart.MESSAGE,
        _delete("message", "", "kept.made_at < now() - make_interval(days => :days)"),
    ),
    (
        KeptPart.UNCONFIRMED_ADDRESS,
        _delete("email_check", "", "kept.asked_at < now() - make_interval(days => :days)"),
    ),
    (
        KeptPart.CONTACT,
        _delete(
            "contact_details",
            "",
            "kept.changed_at < now() - make_interval(days => :days)"
            " AND NOT EXISTS (SELECT 1 FROM submission AS other"
            "  WHERE other.owner_id = kept.owner_id)"
            " AND NOT EXISTS (SELECT 1 FROM sending AS other"
            "  WHERE other.owner_id = kept.owner_id)"
            " AND NOT EXISTS (SELECT 1 FROM contact_request AS other"
            "  WHERE other.owner_id = kept.owner_id)"
            " AND NOT EXISTS (SELECT 1 FROM consent AS other"
            "  WHERE other.owner_id = kept.owner_id AND other.state = 'given')",
        ),
    ),
)
"""What goes as a whole, with its term; answers are emptied by `_empty_answers`."""


def let_go(session: Session, batch: int = BATCH) -> dict[KeptPart, int]:
    """Remove what is past its term; gives how many of each. Commits each batch."""
    counts = dict.fromkeys(KeptPart, 0)

    def remove(part: KeptPart, step: Callable[[], int], _session: Session) -> None:
        counts[part] += _in_batches(session, batch, step)

    steps = [
        (
            part,
            partial(
                _count, session, statement, {"days": DAYS[part], "batch": batch, "today": today()}
            ),
        )
        for part, statement in STATEMENTS
    ]
    steps.append((KeptPart.ANSWERS, partial(_empty_answers, session, batch)))
    do_each(session, *(partial(remove, part, step) for part, step in steps))
    return counts


def _in_batches(session: Session, batch: int, step: Callable[[], int]) -> int:
    """How many all steps did together; the last is the one that did less than a batch."""
    total, count = 0, batch
    while count == batch:
        count = step()
        session.commit()
        total += count
    return total


def _count(session: Session, statement: TextClause, values: dict[str, int | date]) -> int:
    result = session.execute(statement, values)
    assert isinstance(result, CursorResult)
    return int(result.rowcount)


def _empty_answers(session: Session, batch: int) -> int:
    """Overwrite the answers of some that were delivered long ago with none."""
    nothing = asdict(SubmissionContent(bsn=None, answers={}, facts={}, summary=[]))
    over: Any = text(OVER.format(of="submission")).bindparams(days=DAYS[KeptPart.ANSWERS])
    query = select(Submission.id).where(Submission.answers_removed_at.is_(None), over)
    ids = list(session.scalars(query.limit(batch).with_for_update(skip_locked=True)))
    for submission_id in ids:
        sealed = vault_of(session).seal_json(nothing, SEAL)
        session.execute(
            update(Submission)
            .where(Submission.id == submission_id)
            .values(sealed=sealed, answers_removed_at=datetime.now(UTC))
        )
    cosign_requests.forget_signers(session, ids)
    return len(ids)
