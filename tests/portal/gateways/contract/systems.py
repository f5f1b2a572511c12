"""The case systems that keep one contract, each with what its tests need to know of it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from forms.keys import FormSlug
from portal.domain.case_intake import CaseIntake, NewCase, NewDocument
from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
from portal.domain.case_system import CaseSystem
from portal.domain.cases import CaseFile, Progress
from portal.domain.consultations import ConsultationProof
from portal.domain.days import today
from portal.domain.people import Party
from portal.domain.submission_records import SubmissionRecord
from portal.embedded.objects.product_requests import PRODUCT_REQUEST_TYPE
from portal.gateways import records
from portal.gateways.cases.memory import MemoryCases, MemoryIntake
from portal.gateways.cases.routing import NamedCases, RoutedCases, RoutedIntake
from portal.gateways.cases.zgw import intake, reading
from portal.gateways.cases.zgw.api import Zgw
from portal.settings import Settings
from tests.factories import BSN, OTHER_BSN, a_decision
from tests.portal.gateways.deliveries import a_document, a_submission
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S, get, items, settings_for, settings_of_the_world
from tests.portal.gateways.recordings import (
    DECISION_LINKS,
    DECISIONS,
    KEY,
    NUMBER,
    PHOTO,
    OpenZaak,
    body,
    page,
)

REAL = "PORTAL_TEST_CASE_API_"
REAL_NEEDS = (
    "ZAKEN_URL",
    "CATALOGI_URL",
    "DOCUMENTEN_URL",
    "BESLUITEN_URL",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "RSIN",
    "CASE_TYPE",
    "DOCUMENT_KIND",
)
"""Of the real one: its APIs, an application with all scopes, a case type and one of its kinds."""

KIND_WITHOUT_RECORDING = Reply(json={"omschrijving": "Soort"})
"""One kind of document was recorded, of those that the case type has."""


@dataclass(frozen=True, slots=True)
class Given:
    """A case that is there."""

    key: CaseKey
    number: CaseNumber
    own: frozenset[UUID]
    """What the resident sent it in."""
    document: UUID
    """One that they may see."""


@dataclass(kw_only=True)
class TriedSystem:
    """A case system that is held against the contract."""

    cases: CaseSystem
    intake: CaseIntake
    address: str
    """Of its Zaken API."""
    close: Callable[[CaseKey], None]
    """End a case, as a case worker does."""
    decide: Callable[[CaseKey], None]
    """Send a decision in a case."""
    objects_in: Callable[[CaseKey], int]
    """How many things a case says that it is about."""
    keep_record: Callable[[NewCase], str] = lambda _new: "https://objecten.example/objects/1"
    """Keep a record of what was sent, and give its URL."""
    case_type: str = "VERHUIZING"
    kind: str = "Huurcontract"
    """A kind of document that residents may send for it."""
    has_properties: bool = True
    """Whether its case type has the properties of a move."""
    resident: ConsultationProof = field(default_factory=lambda: proof_of(BSN))
    stranger: ConsultationProof = field(default_factory=lambda: proof_of(OTHER_BSN))
    unreachable: CaseSystem | None = None
    """The same system, that can't be reached; None where nothing can be in the way."""

    def submission(self, **changes) -> NewCase:
        """Something that the resident sends now."""
        new = a_submission(case_type=self.case_type)
        new = new if self.has_properties else replace(new, properties={})
        initiator = replace(new.initiator, bsn=self.resident.subject.bsn)
        documents = tuple(replace(each, kind=self.kind) for each in new.documents)
        return replace(new, **{"initiator": initiator, "documents": documents, **changes})

    def document(self, suffix: str = "7", content: bytes = b"%PDF-1.7 later") -> NewDocument:
        """Something that is sent for a case later, in a reply of its own."""
        return a_document(uuid4(), suffix, self.kind, content)

    def a_case(self) -> Given:
        """A case that the resident has by now."""
        new = self.submission()
        key = self.intake.deliver(new)
        [document, *_] = self.cases.case_file(self.resident, key).documents
        return Given(key, new.number, frozenset({new.submission}), document.id)


def proof_of(bsn: str) -> ConsultationProof:
    """A line about this resident."""
    return ConsultationProof(uuid4(), Party.resident(bsn, uuid4()))


def reply_of(document: NewDocument) -> UUID:
    """What a document was sent in, by its reference."""
    return UUID(document.reference.partition("-")[0])


def routed() -> TriedSystem:
    """Two in memory as one: what is sent goes to the second."""
    first, second = in_memory(), in_memory("vth")
    both = {"zgw": first, "vth": second}
    return replace(
        second,
        cases=RoutedCases(
            {name: NamedCases(each.cases, name, ENOUGH_S) for name, each in both.items()}
        ),
        intake=RoutedIntake(
            {name: each.intake for name, each in both.items()}, {second.case_type: "vth"}
        ),
    )


def in_memory(name: str = ONLY_SYSTEM) -> TriedSystem:
    """The one in memory."""
    cases = MemoryCases(name=name, address=f"https://{name}.example")

    def change(key: CaseKey, changed: Callable[[CaseFile], CaseFile]) -> None:
        for files in cases.files.values():
            files[:] = [changed(file) if file.case.key == key else file for file in files]

    def ended(file: CaseFile) -> CaseFile:
        return replace(file, case=replace(file.case, progress=Progress.CLOSED, closed=today()))

    def decided(file: CaseFile) -> CaseFile:
        return replace(file, decisions=(a_decision(sent=today()),))

    memory_intake = MemoryIntake(cases=cases)
    return TriedSystem(
        cases=cases,
        intake=memory_intake,
        objects_in=lambda key: len(memory_intake.objects[key]),
        address=f"{cases.address}/zaken/api/v1",
        close=lambda key: change(key, ended),
        decide=lambda key: change(key, decided),
    )


def over_http(settings: Settings, **changes) -> TriedSystem:
    """One that speaks the ZGW standards, at the addresses of these settings."""
    worker = intake.connect(settings)
    down = settings.model_copy(update={"zaken_url": "http://127.0.0.1:9/zaken/api/v1"})
    return TriedSystem(
        cases=reading.connect(settings),
        intake=worker,
        address=str(settings.zaken_url).rstrip("/"),
        close=lambda key: close_by_api(worker.zgw, key),
        decide=lambda key: decide_by_api(worker.zgw, key),
        objects_in=lambda key: objects_by_api(worker.zgw, key),
        unreachable=reading.connect(down),
        **changes,
    )


def embedded(base: str) -> TriedSystem:
    """The embedded case API, over HTTP."""
    kind = f"{base}/objecttypen/api/v2/objecttypes/{PRODUCT_REQUEST_TYPE}"
    settings = settings_of_the_world(
        base, case_timeout_seconds=ENOUGH_S, record_objecttype_url=kind
    )
    register = records.connect(settings)
    assert register is not None
    return over_http(settings, keep_record=lambda new: register.keep(record_of(new)))


def record_of(new: NewCase) -> SubmissionRecord:
    """A record of what was sent, without answers."""
    return SubmissionRecord(
        submission=new.submission,
        form=FormSlug("verhuizing-doorgeven"),
        number=new.number,
        description=new.description,
        bsn=new.initiator.bsn,
        answers={},
    )


@dataclass(kw_only=True)
class RecordedSystem(TriedSystem):
    """What a real one answered once: there is one case, and nothing can be sent."""

    def a_case(self) -> Given:
        """The case of the recordings."""
        return Given(KEY, CaseNumber(NUMBER), frozenset(), PHOTO)


def recorded(zgw: OpenZaak) -> RecordedSystem:
    """What a real one answered once."""
    settings = settings_for(zgw.base, register_seconds=ENOUGH_S)
    zgw["GET /zaken/api/v1/rollen"] = page(*zgw.zaak["_expand"]["rollen"][:1])
    for url in zgw.zaak["_expand"]["zaaktype"]["informatieobjecttypen"]:
        zgw.replies.setdefault(f"GET {url.removeprefix(zgw.base)}", KIND_WITHOUT_RECORDING)
    usual = over_http(settings)

    def decide(_key: CaseKey) -> None:
        decision = body("brc-02", zgw.base)["results"][0]
        zgw[DECISIONS] = page({**decision, "verzenddatum": today().isoformat()})
        zgw[DECISION_LINKS] = Reply(json=[])

    return RecordedSystem(
        cases=usual.cases,
        intake=usual.intake,
        address=usual.address,
        close=usual.close,
        decide=decide,
        objects_in=usual.objects_in,
        unreachable=usual.unreachable,
    )


def real_settings(environment: Mapping[str, str] = os.environ) -> Settings | None:
    """Those of a real one that was given to try; None where none was."""
    values = {name: environment.get(f"{REAL}{name}", "") for name in REAL_NEEDS}
    if not all(values.values()):
        return None
    urls = {name.lower(): values[name] for name in REAL_NEEDS if name.endswith("_URL")}
    return settings_for(
        "http://127.0.0.1:9",
        **urls,
        case_client_id=values["CLIENT_ID"],
        case_client_secret=values["CLIENT_SECRET"],
        organisation_rsin=values["RSIN"],
        register_seconds=ENOUGH_S,
        case_timeout_seconds=ENOUGH_S,
    )


def real(settings: Settings, environment: Mapping[str, str] = os.environ) -> TriedSystem:
    """The real one; what is sent to it stays there."""
    return over_http(
        settings,
        case_type=environment[f"{REAL}CASE_TYPE"],
        kind=environment[f"{REAL}DOCUMENT_KIND"],
        has_properties=False,
    )


def close_by_api(zgw: Zgw, key: CaseKey) -> None:
    """Give the case a result and its last status."""
    url = zgw.url_of(key)
    case_type = {"zaaktype": get(zgw.cases, zgw.path_of(key))["zaaktype"]}
    results = items(zgw.catalogue.api, "resultaattypen", case_type)
    statuses = items(zgw.catalogue.api, "statustypen", case_type)
    if results:
        zgw.cases.post("resultaten", {"zaak": url, "resultaattype": results[0]["url"]})
    last = max(statuses, key=lambda status: status["volgnummer"])
    # Of the second in which it was sent there is a status already, and moments are told apart.
    moment = (datetime.now(UTC) - timedelta(seconds=1)).replace(microsecond=500_000).isoformat()
    zgw.cases.post(
        "statussen", {"zaak": url, "statustype": last["url"], "datumStatusGezet": moment}
    )


def objects_by_api(zgw: Zgw, key: CaseKey) -> int:
    """How many things the case says that it is about."""
    return len(items(zgw.cases, "zaakobjecten", {"zaak": zgw.url_of(key)}))


def decide_by_api(zgw: Zgw, key: CaseKey) -> None:
    """Send a decision of the first kind that its case type has."""
    case_type = get(zgw.cases, zgw.path_of(key))["zaaktype"]
    kinds = items(zgw.catalogue.api, "besluittypen", {"zaaktypen": case_type})
    assert kinds, "name a case type that has a kind of decision"
    day = today().isoformat()
    decision = {
        "verantwoordelijkeOrganisatie": zgw.rsin,
        "besluittype": kinds[0]["url"],
        "zaak": zgw.url_of(key),
        "datum": day,
        "ingangsdatum": day,
        "verzenddatum": day,
    }
    zgw.decisions.post("besluiten", decision)
