"""The parts that the portal is made of, as one value: `wiring` makes it, everything gets it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session, sessionmaker

from forms import SourceRegister
from portal.domain.accessibility import Audit
from portal.domain.activities import Register
from portal.domain.case_rules import CaseRules
from portal.domain.consents import Purpose
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.products import Product, SearchFile
from portal.live_state import LiveState
from portal.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One portal of one municipality; two of them may stand in one process."""

    settings: Settings
    gateways: Gateways
    sessions: sessionmaker[Session]
    """Makes sessions on the portal's database."""
    live: LiveState
    """Which forms are published, and what is off: all that changes while the portal runs."""
    sources: SourceRegister
    """The sources of which residents can choose that we ask them."""
    activities: Register
    """The register of processing activities."""
    purposes: dict[str, Purpose]
    """What consent may be asked for, by code."""
    municipality: Municipality
    case_rules: CaseRules
    """Which cases residents see, and how they withdraw one."""
    products: tuple[Product, ...]
    """What the municipality does that isn't online."""
    search: SearchFile
    """The words that the search knows, and the pages it finds beside forms and products."""
    audit: Audit | None
    """The newest accessibility audit; None: none was done."""
