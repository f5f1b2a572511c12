"""Contacts of the Klantinteracties API, as a resident may see them: see docs/contacts.md."""

from uuid import UUID

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.contacts import ContactChannel, ContactMoment, RequestKind
from portal.domain.numbers import without_bsn
from portal.gateways.contacts.resources import ContactResource, Identifier

OWN_REGISTER, OWN_KEY = "mijngemeente", "kenmerk"
"""How the portal marks what was asked through it: its own key as the subject of the contact."""
KIND_CODES = {RequestKind.QUESTION: "vraag", RequestKind.CALLBACK: "terugbelverzoek"}
KINDS = {code: kind for kind, code in KIND_CODES.items()}
CASE, CASE_KEY = "zaak", "uuid"
CLIENT, DONE = "klant", "verwerkt"
CHANNELS = {
    "mijngemeente": ContactChannel.PORTAL,
    "portaal": ContactChannel.PORTAL,
    "webformulier": ContactChannel.PORTAL,
    "internet": ContactChannel.PORTAL,
    "telefoon": ContactChannel.PHONE,
    "telefonisch": ContactChannel.PHONE,
    "balie": ContactChannel.COUNTER,
    "e-mail": ContactChannel.MAIL,
    "email": ContactChannel.MAIL,
    "mail": ContactChannel.MAIL,
    "post": ContactChannel.POST,
    "brief": ContactChannel.POST,
    "chat": ContactChannel.CHAT,
}
"""The standard leaves the words for channels open: these are those in use."""


def moment_of(resource: ContactResource, systems: frozenset[str] = frozenset()) -> ContactMoment:
    """The contact; `systems`: names of case systems beside the usual one.

    What employees wrote down in it (`inhoud`) stays where it is.
    """
    mark = own_mark(resource)
    kind = KINDS.get(mark.code_objecttype) if mark else None
    tasks = resource.parts.leidde_tot_interne_taken
    is_handled = bool(tasks) and all(task.status == DONE for task in tasks)
    is_own = mark is not None and kind is not None
    return ContactMoment(
        id=resource.uuid,
        at=resource.plaatsgevonden_op,
        channel=CHANNELS.get(resource.kanaal.strip().lower(), ContactChannel.OTHER),
        subject="" if is_own else without_bsn(resource.onderwerp),
        case_key=_case_of(resource, systems),
        request_id=_uuid(mark.object_id) if is_own and mark else None,
        kind=kind,
        text=(resource.inhoud or "") if is_own else "",
        answer=without_bsn((resource.reactie or "").strip()) if is_own and is_handled else "",
        is_handled=is_own and is_handled,
        is_reached=resource.indicatie_contact_gelukt,
        follows=_followed(resource),
    )


def own_mark(resource: ContactResource) -> Identifier | None:
    """The mark of the portal; None on what was not asked through it."""
    return next((each for each in _identifiers(resource) if _is_own(each)), None)


def is_of(resource: ContactResource, party: UUID) -> bool:
    """Whether this party was the client in it."""
    return any(
        each.rol == CLIENT and each.was_partij is not None and each.was_partij.uuid == party
        for each in resource.parts.had_betrokkenen
    )


def _identifiers(resource: ContactResource) -> list[Identifier]:
    return [
        each.onderwerpobjectidentificator
        for each in resource.parts.ging_over_onderwerpobjecten
        if each.onderwerpobjectidentificator
    ]


def _is_own(identifier: Identifier) -> bool:
    is_ours = (identifier.code_register, identifier.code_soort_object_id) == (OWN_REGISTER, OWN_KEY)
    return is_ours and _uuid(identifier.object_id) is not None


def _case_of(resource: ContactResource, systems: frozenset[str]) -> CaseKey | None:
    """The case that it was about; of several the first."""
    for each in _identifiers(resource):
        if (each.code_objecttype.lower(), each.code_soort_object_id.lower()) == (CASE, CASE_KEY):
            case_id = _uuid(each.object_id)
            if case_id:
                register = each.code_register
                return CaseKey(register if register in systems else ONLY_SYSTEM, case_id)
    return None


def _followed(resource: ContactResource) -> UUID | None:
    subjects = resource.parts.ging_over_onderwerpobjecten
    return next((each.was_klantcontact.uuid for each in subjects if each.was_klantcontact), None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
