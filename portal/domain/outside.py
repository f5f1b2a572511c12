"""The systems outside the portal, and the ways in which they let us down."""

from dataclasses import dataclass

from portal.domain.addresses import AddressRegister
from portal.domain.case_intake import CaseIntake
from portal.domain.case_system import CaseSystem
from portal.domain.consultations import ConsultationLog
from portal.domain.contacts import ContactRegister
from portal.domain.identity import IdentityProvider
from portal.domain.malware import MalwareScanner
from portal.domain.maps import MapSystem
from portal.domain.messages import Mailer
from portal.domain.payments import PaymentProvider
from portal.domain.persons import PersonRegister
from portal.domain.sources import Sources
from portal.domain.submission_records import RecordRegister
from portal.domain.tasks import TaskSystem
from portal.domain.vehicles import VehicleRegister


@dataclass(frozen=True, slots=True)
class Gateways:
    """One field per outside system; `portal.wiring` fills them."""

    cases: CaseSystem
    intake: CaseIntake
    tasks: TaskSystem
    records: RecordRegister | None
    """None where the municipality keeps none: then answers go in the case only."""
    persons: PersonRegister
    addresses: AddressRegister
    vehicles: VehicleRegister
    maps: MapSystem
    sources: Sources
    identity: IdentityProvider
    mailer: Mailer
    consultations: ConsultationLog
    scanner: MalwareScanner | None
    """None where the municipality has none: then files are not looked through."""
    contacts: ContactRegister | None
    """None where the municipality has none: then pages offer nothing of it."""
    payments: PaymentProvider | None
    """None where the municipality has none: then a bill comes by post."""
