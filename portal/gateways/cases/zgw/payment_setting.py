"""Letting a case say whether what it costs was paid (`betalingsindicatie`)."""

from datetime import datetime
from http import HTTPStatus

from portal.domain.case_intake import CaseClosed
from portal.domain.case_keys import CaseKey
from portal.domain.days import utc_now
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.delivery import NOT_PAID, whole_second
from portal.gateways.cases.zgw.delivery_resources import PAID_CASE

PAID = "geheel"


def set_payment(zgw: Zgw, key: CaseKey, paid_at: datetime | None) -> None:
    """Set it where the case says otherwise; a closed case that refuses raises `CaseClosed`."""
    path = zgw.path_of(key)
    zaak = zgw.cases.read(PAID_CASE, path)
    # The clock of who took the money may be ahead, and a case takes no moment that is to come.
    moment = whole_second(min(paid_at, utc_now())) if paid_at else None
    indication = PAID if moment else NOT_PAID
    if (zaak.betalingsindicatie, zaak.laatste_betaaldatum) == (indication, moment):
        return
    body = {
        "betalingsindicatie": indication,
        "laatsteBetaaldatum": moment.isoformat().replace("+00:00", "Z") if moment else None,
    }
    try:
        after = zgw.cases.change(PAID_CASE, path, body)
    except SourceRefused as error:
        if error.status != HTTPStatus.FORBIDDEN:
            raise
        # It may have been closed meanwhile, and not every system says so in its refusal.
        closed_on = zaak.einddatum or zgw.cases.read(PAID_CASE, path).einddatum
        if closed_on is None:
            raise
        reason = f"the case was closed on {closed_on}, and {indication!r} is not in it"
        raise CaseClosed("cases", reason, closed_on) from None
    if after.betalingsindicatie != indication:
        raise InvalidSourceAnswer(
            "cases", "a case that doesn't say of its payment what was written"
        )
