"""One submission becomes one case, however often it is tried and whatever goes wrong in between.

All keys come from the stored submission: the case's number, its mark (kenmerk), the reference of
each document, the moment of the first status. The role of the applicant comes first and the status
last: a case without our status is not finished, and is finished by the next try.
"""

from datetime import UTC, datetime
from typing import Any

from portal.domain.case_intake import KeptRecord, NewCase, NumberIgnored
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.gateways.cases.zgw import applicants, case_objects, properties, uploads
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivered_cases import find_case
from portal.gateways.cases.zgw.delivery_resources import (
    DELIVERED_CASE,
    MADE,
    DeliveredCase,
)
from portal.gateways.cases.zgw.idempotency import create_or_find, find_or_create
from portal.gateways.cases.zgw.refusals import naming, not_in_catalogue
from portal.gateways.cases.zgw.resources import OUR_MARK, STATUSES, CaseStatus
from portal.gateways.pages import read_pages
from portal.gateways.problems import CLOSED

NOT_PAID, NO_COSTS = "nog_niet", "nvt"
Json = dict[str, Any]


def deliver(zgw: Zgw, new: NewCase) -> CaseKey:
    """Make or complete the case of this submission, and give its key."""
    with naming(f"case type {new.case_type}"):
        zaak = find_or_create(lambda: find_case(zgw, new), lambda: _make_case(zgw, new))
    url, key = zaak.url, zgw.case_at(zaak.url)
    if zaak.identificatie != new.number and not (zgw.numbers_itself or new.key):
        raise NumberIgnored("cases", key)
    if find_status(zgw, url, new.sent_at):
        return key
    if zaak.einddatum:
        reason = f"its case was closed on {zaak.einddatum}, before it was whole"
        raise SourceRefused("cases", reason, status=403, code=CLOSED, is_final=True)
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    applicants.put(zgw, url, case_type, new.initiator, new.agent)
    properties.put(zgw, url, case_type, new.properties)
    for document in new.documents:
        uploads.put(zgw, url, case_type, document)
    record = (KeptRecord(new.record(CaseNumber(zaak.identificatie))),) if new.record else ()
    case_objects.put(zgw, url, (*new.objects, *record))
    _put_first_status(zgw, url, case_type, new.sent_at)
    return key


def _make_case(zgw: Zgw, new: NewCase) -> DeliveredCase:
    case_type = zgw.catalogue.case_type_on(new.case_type, today())
    if case_type is None:
        raise not_in_catalogue(f"no case type {new.case_type} holds today")
    properties.written(zgw.catalogue, case_type, new.properties)  # what does not fit makes no case
    body: Json = {
        **zgw.channel,
        "bronorganisatie": zgw.rsin,
        "verantwoordelijkeOrganisatie": zgw.rsin,
        "zaaktype": case_type.url,
        "identificatie": "" if zgw.numbers_itself else new.number,
        "omschrijving": new.description,
        "startdatum": new.started.isoformat(),
        "einddatumGepland": new.planned.isoformat(),
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "betalingsindicatie": NOT_PAID if new.costs_money else NO_COSTS,
        "kenmerken": [{"bron": OUR_MARK, "kenmerk": str(new.submission)}],
    }
    if new.due:
        body["uiterlijkeEinddatumAfdoening"] = new.due.isoformat()
    if new.point:  # GeoJSON has the longitude first (RFC 7946, 3.1.1)
        degrees = (new.point.longitude, new.point.latitude)
        body["zaakgeometrie"] = {"type": "Point", "coordinates": [float(each) for each in degrees]}
    return zgw.cases.make(DELIVERED_CASE, "zaken", body)


def find_status(
    zgw: Zgw, case_url: str, moment: datetime, status_type: str = ""
) -> CaseStatus | None:
    """The status that we set at this moment, its natural key; None where we did not yet.

    `status_type`: the URL of its type, where it is not the only one that we set.
    """
    statuses = read_pages(zgw.cases, STATUSES, "statussen", {"zaak": case_url}).whole("cases")
    if any(status.zaak != case_url for status in statuses):
        raise InvalidSourceAnswer("cases", "a status of another case")
    sent = whole_second(moment)
    at_once = (status for status in statuses if status.datum_status_gezet == sent)
    return next((each for each in at_once if status_type in ("", each.statustype)), None)


def _put_first_status(zgw: Zgw, case_url: str, case_type: CaseType, moment: datetime) -> None:
    if not case_type.steps:
        raise not_in_catalogue(f"case type {case_type.code} has no status types")
    if case_type.lacks_steps:
        # The first of those that could be read need not be the first there is.
        raise InvalidSourceAnswer("catalogue", f"case type {case_type.code} has odd status types")
    body = {
        "zaak": case_url,
        "statustype": case_type.steps[0].url,
        "datumStatusGezet": whole_second(moment).isoformat().replace("+00:00", "Z"),
        "statustoelichting": "",
    }
    try:
        with naming(f"status {case_type.steps[0].name}"):
            create_or_find(
                lambda: zgw.cases.make(MADE, "statussen", body),
                lambda: find_status(zgw, case_url, moment),
            )
    except SourceRefused as error:
        if error.code == "date-in-future":
            raise SourceUnavailable("cases", "its clock is behind ours") from None
        raise


def whole_second(moment: datetime) -> datetime:
    """The moment as it is sent: earlier rather than later, for it may not be in the future."""
    return moment.astimezone(UTC).replace(microsecond=0)
