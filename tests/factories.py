"""Things that tests need; each test names only what it is about."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from joserfc.jwk import ECKey

from portal.domain.addresses import Address
from portal.domain.case_keys import ONLY_SYSTEM, CaseNumber
from portal.domain.cases import (
    Case,
    CaseDocument,
    CaseFile,
    Contact,
    Decision,
    DocumentSender,
    Progress,
    Step,
    StepState,
)
from portal.domain.consultations import (
    Action,
    Activity,
    Consultation,
    DataKind,
    NewConsultation,
    Who,
)
from portal.domain.failures import MissingPart
from portal.domain.identity import Identity
from portal.domain.people import Ground, Level, Party
from portal.domain.persons import Person, Relation, Relative
from portal.domain.tasks import Task
from portal.settings import Settings
from portal.storage.task_replies import TaskReply
from tests.case_keys import a_key

PORTAL = "https://mijn.demodam.example"
BSN, OTHER_BSN, THIRD_BSN = "999993653", "999990019", "999994669"
"""Test numbers, valid by the eleven-check; all residents are fictitious."""
NOTIFICATION_TOKEN = "notification-token-of-tests"
MOVES = UUID("951f2b52-b09e-4698-86b2-6f3f54b135d4")
INQUIRY = UUID("ca314dc5-1375-4dd2-b06a-3c4bae0b737a")
"""Activities in `activities.toml`: handling a move, and one that stays secret."""
BUREAU_SECRET = "secret-of-the-research-bureau-in-tests"
RECEIPT_KEY = ECKey.generate_key("P-256", {"alg": "ES256", "use": "sig"}, auto_kid=True)
RECEIPT_KEYS = json.dumps([RECEIPT_KEY.as_dict(private=True)])
SOURCES = json.dumps(
    {
        name: {"url": f"https://{name}.example/api", "token": "q" * 32}
        for name in ("uwv", "belastingdienst", "rdw")
    }
)
NOWHERE = "postgresql+psycopg://nobody@nowhere.example/none"
REPORT_STEPS = (
    Step(name="Ontvangen", state=StepState.DONE, at=datetime(2026, 11, 20, 9, tzinfo=UTC)),
    Step(name="Ingepland", state=StepState.NOW, at=datetime.now(UTC), note="Dinsdag komt iemand."),
    Step(name="Afgerond", state=StepState.NEXT, at=None),
)
"""How a report stands that was planned."""


def settings_for(database_url: str = NOWHERE, **changes) -> Settings:
    """Settings of a portal on this database, in a world where nothing is real."""
    values = {
        "public_url": PORTAL,
        "trusted_proxies": "none",
        "fresh_seconds": 0,  # a test changes the world between two pages
        "database_url": database_url,
        "secret_key": "s" * 32,
        "encryption_keys": "k1:" + "A" * 43 + "=",
        "index_keys": "k1:" + "i" * 32,
        "audit_keys": "k1:" + "a" * 32,
        "organisation_rsin": "002220647",
        "zaken_url": "https://zaken.example/zaken/api/v1",
        "catalogi_url": "https://zaken.example/catalogi/api/v1",
        "documenten_url": "https://zaken.example/documenten/api/v1",
        "besluiten_url": "https://zaken.example/besluiten/api/v1",
        "case_client_id": "portaal",
        "case_client_secret": "z" * 32,
        "notification_token": NOTIFICATION_TOKEN,
        "objecten_url": "https://objecten.example/api/v2",
        "objecten_token": "o" * 32,
        "task_objecttype_url": f"https://objecten.example/objecttypes/{uuid4()}",
        "brp_url": "https://brp.example/personen",
        "brp_api_key": "b" * 32,
        "locatieserver_url": "https://adressen.example/search/v3_1",
        "vehicles_url": "https://kentekens.example/resource",
        "maps_url": "https://kaart.example/wmts",
        "sources": SOURCES,
        "mail_url": "https://bericht.example",
        "mail_service_id": str(uuid4()),
        "mail_key": "m" * 32,
        "mail_template_id": str(uuid4()),
        "receipt_keys": RECEIPT_KEYS,
        "consent_clients": f"peil:{BUREAU_SECRET}",
        "oidc_issuer": "https://digid.example",
        "oidc_client_id": "portaal",
        "oidc_client_auth": "client_secret_basic",
        "oidc_client_secret": "c" * 32,
        **changes,
    }
    return Settings.model_validate(values)


def an_identity(bsn: str = BSN, **changes) -> Identity:
    """Somebody who just proved who they are."""
    usual = Identity(
        issuer="https://digid.example",
        subject=f"subject of {bsn[-3:]}",
        bsn=bsn,
        level=Level.MIDDEN,
        authenticated_at=datetime.now(UTC),
        provider_session="",
        id_token="",
    )
    return replace(usual, **changes)


def a_person(**changes) -> Person:
    """A resident with a partner and a child, as the population register knows them."""
    usual = Person(
        name="Noor de Wit",
        born=date(1986, 4, 17),
        address=an_address(),
        relatives=(
            Relative(key="p1", name="Sam Yilmaz", relation=Relation.PARTNER, born=date(1985, 1, 2)),
            Relative(key="p2", name="Lila Yilmaz", relation=Relation.CHILD, born=date(2015, 6, 7)),
        ),
    )
    return replace(usual, **changes)


def an_address(**changes) -> Address:
    """An address in Demodam."""
    usual = Address(street="Lindelaan", number=12, postcode="1234 AB", city="Demodam")
    return replace(usual, **changes)


def a_case(number: str = "ZAAK-2026-0000000001", **changes) -> Case:
    """A running case."""
    usual = Case(
        key=a_key(number),
        number=CaseNumber(number),
        title="Verhuizing doorgeven",
        description="Verhuizing doorgeven",
        progress=Progress.IN_PROGRESS,
        status="In behandeling",
        started=date(2026, 11, 2),
        closed=None,
        expected=date(2026, 12, 12),
        due=None,
        case_type="VERHUIZING",
    )
    return replace(usual, **changes)


def a_case_file(case: Case | None = None, **changes) -> CaseFile:
    """A case with all that its page shows."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    usual = CaseFile(
        case=case or a_case(),
        steps=(
            Step(name="Ontvangen", state=StepState.DONE, at=yesterday - timedelta(days=2)),
            Step(name="In behandeling", state=StepState.NOW, at=yesterday),
            Step(name="Afgerond", state=StepState.NEXT, at=None),
        ),
        documents=(a_document(), a_document(title="Aanvraag", sender=DocumentSender.RESIDENT)),
        contact=Contact(
            name="Ans Visser", phone="0800 0999", email="a@demodam.example", role="behandelaar"
        ),
        decisions=(),
    )
    return replace(usual, **changes)


def a_document(**changes) -> CaseDocument:
    """A document of the municipality."""
    usual = CaseDocument(
        id=uuid4(),
        title="Brief over uw verhuizing",
        file_name="brief.pdf",
        media_type="application/pdf",
        size=2048,
        added=date(2026, 11, 3),
        sender=DocumentSender.MUNICIPALITY,
        kind="Bijlage",
    )
    return replace(usual, **changes)


def a_decision(**changes) -> Decision:
    """A decision that was sent today."""
    usual = Decision(
        title="Wij schrijven u in",
        text="U staat op uw nieuwe adres.",
        sent=datetime.now(UTC).date(),
        last_day_to_object=date(2027, 1, 4),
        documents=(),
        id=uuid4(),
    )
    return replace(usual, **changes)


def a_task(case: Case | None = None, **changes) -> Task:
    """Something that the municipality asks for."""
    case = case or a_case()
    usual = Task(
        id=uuid4(),
        title="Stuur uw huurcontract",
        explanation="Wij missen de bladzijde met de handtekeningen.",
        document_kind="Huurcontract",
        last_day=date(2026, 12, 1),
        case_key=case.key,
        case_number=case.number,
    )
    return replace(usual, **changes)


def a_consultation(subject: Party, **changes) -> NewConsultation:
    """A look at somebody's cases."""
    usual = NewConsultation(
        subject=subject,
        ground=Ground.SELF,
        acted_by=subject.key,
        activity=Activity.CASES,
        action=Action.VIEWED,
        kinds=(DataKind.CASE,),
        source="zaaksysteem",
    )
    return replace(usual, **changes)


def a_line(**changes) -> Consultation:
    """An employee opened a document, an hour ago."""
    usual = Consultation(
        id=uuid4(),
        at=datetime.now(UTC) - timedelta(hours=1),
        who=Who.EMPLOYEE,
        activity_id=MOVES,
        action=Action.VIEWED,
        kinds=(DataKind.DOCUMENT,),
        details=("Huurcontract",),
        deed="Document geopend door een medewerker",
        reason="Aanvraag beoordelen",
        source="",
        process="Verhuizing doorgeven",
    )
    return replace(usual, **changes)


def missing(*names: str) -> tuple[MissingPart, ...]:
    """Parts of an answer that could not be read."""
    return tuple(MissingPart(name, "HTTP 503") for name in names)


def a_task_reply(owner: UUID, **changes) -> TaskReply:
    """A document for a task; not sent yet."""
    values = {
        "owner_id": owner,
        "acted_by": owner,
        "task_id": uuid4(),
        "task_title": "Stuur",
        "document_kind": "Bijlage",
        "case_system": ONLY_SYSTEM,
        "case_id": uuid4(),
        "case_number": "n",
        "ground": "self",
        **changes,
    }
    return TaskReply(**values)
