"""Records of submissions as objects of the type `productaanvraag` (open-objecten, Dimpact).

Object and submission have one id, so that an Objects API refuses a second one. It is looked up by
`bron.kenmerk`, as other systems do: whoever moves objects may give them other ids.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceError, SourceRefused
from portal.domain.submission_records import SubmissionRecord
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.records.resources import RECORD_PAGE, STORED_RECORD, StoredRecord
from portal.gateways.zgw_access import GEOMETRY
from portal.settings import Settings

SYSTEM = "records"
OURS = "MijnGemeente"
"""What the portal is called as `bron`."""
DUTCH = "nld"
"""ISO 639-2; answers are written in Dutch, in whatever language they were given."""
SUBJECT = "object of type productaanvraag"
"""What a refusal is about, for who has to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRecords:
    """A `RecordRegister` on the Objects API 2."""

    api: Api
    kind: str
    """URL of the object type."""
    type_version: int

    def keep(self, record: SubmissionRecord) -> str:
        """Keep it, the same submission once; gives its URL."""
        try:
            there = self._find(record.submission) or self._make(record)
        except SourceRefused as error:
            raise error.naming(SUBJECT) from None
        return there.url

    def check(self) -> None:
        """Ask once, about no submission, whether it takes our questions; raises `SourceError`."""
        self._find(uuid4())

    def _make(self, record: SubmissionRecord) -> StoredRecord:
        """Make it; an answer that was lost, or a refusal as there is one, is looked up."""
        body = {
            "uuid": str(record.submission),
            "type": self.kind,
            "record": {
                "typeVersion": self.type_version,
                "startAt": today().isoformat(),
                "data": _data_of(record),
            },
        }
        try:
            return self.api.make(STORED_RECORD, "objects", body)
        except SourceError:
            there = self._find(record.submission)
            if there is None:
                raise
            return there

    def _find(self, submission: UUID) -> StoredRecord | None:
        """The object of this submission; None: there is none."""
        query = {"type": self.kind, "data_attr": f"bron__kenmerk__exact__{submission}"}
        page = self.api.read(RECORD_PAGE, "objects", query)
        there = page.results.whole(self.api.system)
        if any(each.record.data.bron.kenmerk != str(submission) for each in there):
            raise InvalidSourceAnswer(self.api.system, "the record of another submission")
        return next((each for each in there if each.type == self.kind), None)


def connect(settings: Settings) -> ObjectRecords | None:
    """The register of these settings; None where they name no object type."""
    if settings.record_objecttype_url is None:
        return None
    token = settings.objecten_token.get_secret_value()
    headers = {"Authorization": f"Token {token}", **GEOMETRY}
    return ObjectRecords(
        api=Api(
            system=SYSTEM,
            link=link_of(settings, "objecten"),
            base_url=str(settings.objecten_url).rstrip("/"),
            limit_s=settings.case_timeout_seconds,
            headers=lambda: headers,
        ),
        kind=str(settings.record_objecttype_url),
        type_version=settings.record_objecttype_version,
    )


def _data_of(record: SubmissionRecord) -> dict[str, Any]:
    """What was sent, as the object type writes it."""
    data: dict[str, Any] = {
        "bron": {"naam": OURS, "kenmerk": str(record.submission)},
        "type": record.form,
        "aanvraaggegevens": record.answers,
        "taal": DUTCH,
        "zaakgegevens": {"identificatie": record.number, "omschrijving": record.description},
    }
    if record.bsn:
        applicant = {"inpBsn": record.bsn, "rolOmschrijvingGeneriek": "initiator"}
        data["betrokkenen"] = [applicant]
    return data
