"""Lines of the municipality's own log (VNG Verwerkingenlogging, Inzage API 0.9.0).

The API takes the BSN only as a parameter of a GET. So it stands in that address, and nowhere else:
no log line and no error of ours holds parameters (`portal.gateways.http`); whoever runs the log
must keep it out of the access log there, too.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID

from portal.domain.consultations import Consultation, ConsultationProof
from portal.domain.days import today
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    SourceAnswer,
    SourceRefused,
    SourceUnavailable,
)
from portal.gateways.answers import ItemList
from portal.gateways.consultations.resources import LINES, ONE, AnyLine
from portal.gateways.consultations.translate import is_shown, line_of
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.pages import read_pages
from portal.gateways.subjects import NOBODY, bsn_of
from portal.settings import Settings

SYSTEM = "consultation log"
PATH = "verwerkte-objecten"


@dataclass(frozen=True, slots=True, kw_only=True)
class VngLog:
    """A `ConsultationLog` on the Inzage API."""

    api: Api
    own: str
    """RSIN of the municipality: as OIN, what itself did is not of another organisation."""

    def is_connected(self) -> bool:
        """It is."""
        return True

    def lines_of(
        self, proof: ConsultationProof, first: date, last: date
    ) -> SourceAnswer[list[Consultation]]:
        """The lines about this resident of these days, both included, newest first."""
        bsn = bsn_of(proof)
        api = self.api.within(Deadline.of_call(self.api.limit_s))
        items = _items(api, bsn, first, last)
        lines = [line_of(item, self.own) for item in items.logged(SYSTEM) if is_shown(item)]
        newest_first = sorted(lines, key=lambda line: (line.at, str(line.id)), reverse=True)
        return SourceAnswer(newest_first, items.missing("line"))

    def line(self, proof: ConsultationProof, line_id: UUID) -> Consultation:
        """One line about this resident; raises `NotFound`."""
        bsn = bsn_of(proof)
        try:
            item = self.api.read(ONE, f"{PATH}/{line_id}")
        except SourceRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise NotFound(line_id) from None
            raise
        if not (_is_about(item, bsn) and is_shown(item)):
            raise NotFound(line_id)
        return line_of(item, self.own)

    def check(self) -> None:
        """Ask once, about nobody, whether it takes our questions; raises `SourceError`."""
        _items(self.api, NOBODY, today(), today())


@dataclass(frozen=True, slots=True)
class NoLog:
    """Stands where there is no log: pages ask `is_connected` and say so."""

    def is_connected(self) -> bool:
        """It is not."""
        return False

    def lines_of(
        self, proof: ConsultationProof, first: date, last: date
    ) -> SourceAnswer[list[Consultation]]:
        """Nothing is known; never an empty list."""
        del proof, first, last
        raise SourceUnavailable(SYSTEM, "not connected")

    def line(self, proof: ConsultationProof, line_id: UUID) -> Consultation:
        """There is none to be found."""
        del proof
        raise NotFound(line_id)


def connect(settings: Settings) -> VngLog | NoLog:
    """The log of these settings."""
    if settings.consultation_log_url is None or settings.consultation_log_token is None:
        return NoLog()
    headers = {"Authorization": f"Bearer {settings.consultation_log_token.get_secret_value()}"}
    return VngLog(
        api=Api(
            system=SYSTEM,
            link=link_of(settings, "consultation_log"),
            base_url=str(settings.consultation_log_url).rstrip("/"),
            limit_s=settings.register_seconds,
            headers=lambda: headers,
        ),
        own=settings.organisation_rsin,
    )


def _items(api: Api, bsn: str, first: date, last: date) -> ItemList[AnyLine]:
    """Everything between these days; the API's last day is not included."""
    query = {
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": bsn,
        "beginDatum": first.isoformat(),
        "eindDatum": (last + timedelta(days=1)).isoformat(),
    }
    items = read_pages(api, LINES, PATH, query)
    if not all(_is_about(item, bsn) for item in items):
        raise InvalidSourceAnswer(SYSTEM, "a line about somebody else")
    return items


def _is_about(item: AnyLine, bsn: str) -> bool:
    about = (item.objecttype, item.soort_object_id.upper(), item.object_id)
    return about == ("persoon", "BSN", bsn)
