"""When a consent was used: told by the consultation lines that were written for it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.consultations import Action, HowChosen
from portal.storage.consents.consents import Consent
from portal.storage.consultations import ConsultationLine


def uses_of(session: Session, consent: Consent) -> list[datetime]:
    """The moments at which data was shared on this consent, newest first."""
    query = select(ConsultationLine.made_at).where(
        ConsultationLine.owner_id == consent.owner_id,
        ConsultationLine.object_kind == "consent",
        ConsultationLine.object_ref == str(consent.id),
        ConsultationLine.action == Action.SHARED,
        ConsultationLine.how_chosen == HowChosen.CONSENT,
    )
    return list(session.scalars(query.order_by(ConsultationLine.made_at.desc())))
