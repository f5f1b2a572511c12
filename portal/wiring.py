"""Settings in, portal out: the only file that picks what stands behind each of its parts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog
from sqlalchemy.orm import Session, sessionmaker

from forms import DataSource, load_sources
from forms.sources import RegisterField
from portal.configuration import (
    accessibility,
    activities,
    cases,
    documents,
    languages,
    municipality,
    products,
    purposes,
    remedies,
    statuses,
)
from portal.domain.case_intake import CaseIntake
from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.case_rules import CaseRules
from portal.domain.case_system import CaseSystem
from portal.domain.document_rules import DocumentRules
from portal.domain.file_stores import FileStores, StoreName
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.remedies import RemedyRegister
from portal.domain.sources import Shape, SourceDescription, SourceField
from portal.domain.status_words import StatusRegister
from portal.domain.subscriptions import NotificationSystem
from portal.gateways import (
    addresses,
    consultations,
    contacts,
    files,
    identity,
    mail,
    malware,
    maps,
    notifications,
    payments,
    persons,
    records,
    sources,
    tasks,
    vehicles,
)
from portal.gateways.cases.routing import NamedCases, RoutedCases, RoutedIntake
from portal.gateways.cases.zgw import intake, reading
from portal.gateways.cases.zgw.check import checks as zgw_checks
from portal.gateways.consultations.log import VngLog
from portal.handles import Portal
from portal.live_state import LiveState
from portal.resources import resource
from portal.services.candidates import CandidateCheck
from portal.services.consultations.activities import check_sources
from portal.services.current_state import StateReader
from portal.services.switching import check_settings
from portal.settings import Settings
from portal.storage import base
from portal.storage.file_contents import DatabaseFiles
from portal.storage.file_stores import connect_stores

log = structlog.get_logger()
SETTING_OF_SOURCE = {"bag": "locatieserver"}
"""Sources whose address has another name than they have among the sources."""


def assemble(settings: Settings, gateways: Gateways | None = None) -> Portal:
    """The portal of these settings; tests pass their own gateways.

    Every file of the operator is read and held against the others. Raises `BadFile`, which says
    what to mend. A bad file of a form stops nothing: it is named in the log.
    """
    languages.check_translations(resource("translations"))
    chosen_sources = load_sources()
    ours = municipality_of(settings)
    candidates = CandidateCheck(settings, chosen_sources, ours.remedies).candidates()
    check_settings(settings, candidates, chosen_sources)
    for slug, fault in candidates.faults.items():
        log.error("form_file_bad", form=slug, reason=str(fault))
    activity_register = activities.load(settings.activities_file or resource("activities.toml"))
    check_sources(activity_register, chosen_sources)
    # `connect` reads these again, where these gateways are not given.
    status_words_of(settings), document_rules_of(settings)
    consent_purposes = purposes.load()
    purposes.check(consent_purposes, candidates.forms, activity_register)
    sessions = connect_database(settings)
    return Portal(
        settings=settings,
        gateways=gateways or connect(settings),
        sessions=sessions,
        live=LiveState(StateReader(settings, sessions), every_s=settings.state_seconds),
        sources=chosen_sources,
        activities=activity_register,
        purposes=consent_purposes,
        municipality=ours,
        case_rules=case_rules_of(settings),
        products=products.load(settings.products_file or resource("products.toml")),
        search=products.load_search(),
        audit=accessibility.load(resource("accessibility/report/summary.json")),
    )


def candidate_check_of(settings: Settings) -> CandidateCheck:
    """What forms of files are held against; raises `BadFile`."""
    return CandidateCheck(settings, load_sources(), remedies_of(settings))


def connect_database(settings: Settings) -> sessionmaker[Session]:
    """Makes sessions on the portal's database that know where the bytes of files lie."""
    sessions = base.connect(settings)
    outside = files.connect(settings)
    by_name = {StoreName.POSTGRESQL: DatabaseFiles(sessions), **outside}
    connect_stores(sessions, FileStores(by_name, settings.files_store))
    return sessions


def status_words_of(settings: Settings) -> StatusRegister:
    """What residents are told of each status of a case; raises `BadFile`."""
    return statuses.load(settings.statuses_file or resource("statuses.toml"))


def document_rules_of(settings: Settings) -> DocumentRules:
    """Which documents residents see beside what is sent to them; raises `BadFile`."""
    return documents.load(settings.documents_file or resource("documents.toml"))


def case_rules_of(settings: Settings) -> CaseRules:
    """Which cases residents see beside those that they started; raises `BadFile`."""
    return cases.load(settings.cases_file or resource("cases.toml"))


def municipality_of(settings: Settings) -> Municipality:
    """The municipality with what one can do against its decisions; raises `BadFile`."""
    file = settings.municipality_file or resource("municipality.toml")
    return replace(municipality.load(file), remedies=remedies_of(settings))


def remedies_of(settings: Settings) -> RemedyRegister:
    """What one can do against a decision; raises `BadFile`."""
    return remedies.load(settings.remedies_file or resource("remedies.toml"))


def connect(settings: Settings) -> Gateways:
    """The outside systems as the settings name them; nothing is asked of them yet.

    Raises `BadFile` where the words for statuses, or the rules for documents, can't be used.
    """
    return Gateways(
        cases=_case_system(settings),
        intake=_case_intake(settings),
        tasks=tasks.connect(settings),
        records=records.connect(settings),
        persons=persons.connect(settings),
        addresses=addresses.connect(settings),
        vehicles=vehicles.connect(settings),
        payments=payments.connect(settings),
        maps=maps.connect(settings),
        sources=sources.connect(settings, map(described, load_sources())),
        identity=identity.connect(settings),
        mailer=mail.connect(settings),
        consultations=consultations.connect(settings),
        scanner=malware.connect(settings),
        contacts=contacts.connect(settings),
    )


def _case_system(settings: Settings) -> CaseSystem:
    """The one case system, or all of them as one."""
    words, rules = status_words_of(settings), document_rules_of(settings)
    case_rules = case_rules_of(settings)
    systems = {
        name: reading.connect(settings, words, rules, case_rules, system=name)
        for name in settings.every_case_system
    }
    if len(systems) == 1:
        return systems[ONLY_SYSTEM]
    return RoutedCases(
        {
            name: NamedCases(cases, settings.every_case_system[name].words, cases.limit_s)
            for name, cases in systems.items()
        }
    )


def _case_intake(settings: Settings) -> CaseIntake:
    """The one case system, or each for the case types that the settings give it."""
    words, every = status_words_of(settings), settings.every_case_system
    systems = {name: intake.connect(settings, words, name) for name in every}
    if len(systems) == 1:
        return systems[ONLY_SYSTEM]
    return RoutedIntake(
        systems, {code: name for name, system in every.items() for code in system.case_types}
    )


def case_checks(settings: Settings) -> dict[str, Callable[[], None]]:
    """Those of each case system; of further ones with its name behind."""
    return {
        api if name == ONLY_SYSTEM else f"{api} ({name})": check
        for name in settings.every_case_system
        for api, check in zgw_checks(settings, name).items()
    }


def connect_notifications(settings: Settings) -> Sequence[NotificationSystem]:
    """Where the portal subscribes to what changes; nowhere where the settings name no system."""
    return notifications.connect(settings)


def checks(settings: Settings) -> dict[str, Callable[[], None]]:
    """By its name in the settings: asks an outside system once, and raises `SourceError`.

    What the settings put off is left out.
    """
    log = consultations.connect(settings)
    registers = sources.connect(settings, map(described, load_sources()))
    named = {
        "oidc": identity.connect(settings).check,
        **case_checks(settings),
        "objecten": tasks.connect(settings).check,
        "brp": persons.connect(settings).check,
        "locatieserver": addresses.connect(settings).check,
        "vehicles": vehicles.connect(settings).check,
        "maps": maps.connect(settings).check,
        **{name: client.check for name, client in registers.by_id.items()},
        "mail": mail.connect(settings).check,
    }
    if scanner := malware.connect(settings):
        named["scanner"] = scanner.check
    if register := contacts.connect(settings):
        named["contacts"] = register.check
    if provider := payments.connect(settings):
        named["payments"] = provider.check
    if kept := records.connect(settings):
        named["productaanvraag"] = kept.check
    if isinstance(log, VngLog):
        named["consultation_log"] = log.check
    off = {SETTING_OF_SOURCE.get(name, name) for name in settings.sources_off}
    return {name: check for name, check in named.items() if name not in off}


def _shape(field: RegisterField) -> Shape:
    return Shape.BALANCE if field.may_be_negative else Shape(field.type)


def described(source: DataSource) -> SourceDescription:
    """A source of the register as its gateway must know it."""
    return SourceDescription(
        id=source.id,
        records=source.records,
        fields=tuple(
            SourceField(name=field.id, at_source=field.at_source, shape=_shape(field))
            for field in source.fields
        ),
    )
