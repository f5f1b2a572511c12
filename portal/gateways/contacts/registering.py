"""Putting what a resident asks into the register: made once, however often it is tried.

The contact is made with its mark in one call (`maak-klantcontact`), and looked up by that mark
before: so it is there with the mark, or not at all. What belongs to it is added where it lacks.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.contacts import DayPart, NewContact, RequestKind
from portal.domain.failures import InvalidSourceAnswer, SourceError, SourceRefused
from portal.gateways.contacts.parties import party_made
from portal.gateways.contacts.resources import (
    ACTORS,
    ADDRESSES,
    CONTACT_PAGE,
    MADE,
    MADE_CONTACT,
    ContactResource,
)
from portal.gateways.contacts.translate import (
    CASE,
    CASE_KEY,
    CLIENT,
    KIND_CODES,
    OWN_KEY,
    OWN_REGISTER,
    own_mark,
)
from portal.gateways.http import Api

PARTS = "gingOverOnderwerpobjecten,hadBetrokkenen,leiddeTotInterneTaken"
CHANNEL, LANGUAGE, TO_DO = "MijnGemeente", "nld", "te_verwerken"
SUBJECT_MOST, DEED_MOST, NOTE_MOST = 200, 200, 1000
SUBJECTS = {
    RequestKind.QUESTION: "Vraag via MijnGemeente",
    RequestKind.CALLBACK: "Terugbelverzoek via MijnGemeente",
}
DEEDS = {
    RequestKind.QUESTION: "Beantwoord deze vraag (veld reactie), voor {day}",
    RequestKind.CALLBACK: "Bel de inwoner terug, voor {day}",
}
EMAIL, PHONE = "email", "telefoonnummer"
ADDRESS_MOST = 80
PHONE_SHAPE = re.compile(r"0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13}")
"""What the API takes as a number; some countries have shorter ones."""
NAMES = {EMAIL: "E-mail", PHONE: "Telefoon"}
"""What the employee reads before an address that the API doesn't take."""
DAY_PARTS = {
    DayPart.MORNING: "Liefst in de ochtend.",
    DayPart.AFTERNOON: "Liefst in de middag.",
    DayPart.ANY: "De hele dag.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrar:
    """Who puts contacts into the register, as the settings say."""

    api: Api
    actor: str
    """Name of the organisational unit that gets the work."""
    case_register: str
    """What the usual register of cases is called there; others go by their own name."""

    def register(self, new: NewContact) -> UUID:
        """Put it in, with all that belongs to it; gives the id of the contact."""
        unit = self.unit()
        there = self._with_mark(new)
        if there is None:
            self._make(new)
            there = self._with_mark(new)
        if there is None:
            raise InvalidSourceAnswer(self.api.system, "what was made is not found by its mark")
        self._add_case(new, there)
        left = self._add_addresses(new, there)
        if not there.leidde_tot_interne_taken:
            self._add_task(new, there, unit, left)
        return there.uuid

    def unit(self) -> UUID:
        """Who gets the work; raises `SourceRefused` where there is no such unit."""
        query = {
            "naam": self.actor,
            "soortActor": "organisatorische_eenheid",
            "indicatieActief": "true",
        }
        units = self.api.read(ACTORS, "actoren", query).results.whole(self.api.system)
        if not units:
            reason = f"there is no active organisational unit named {self.actor}"
            raise SourceRefused(self.api.system, reason, status=400, is_final=True)
        return units[0].uuid

    def _with_mark(self, new: NewContact) -> ContactResource | None:
        name = "onderwerpobject__onderwerpobjectidentificator"
        query = {
            f"{name}ObjectId": str(new.request_id),
            f"{name}CodeRegister": OWN_REGISTER,
            f"{name}CodeSoortObjectId": OWN_KEY,
            "expand": PARTS,
        }
        page = self.api.read(CONTACT_PAGE, "klantcontacten", query)
        found = [
            each
            for each in page.results.whole(self.api.system)
            if (mark := own_mark(each)) and mark.object_id == str(new.request_id)
        ]
        return found[0] if found else None

    def _make(self, new: NewContact) -> None:
        party = party_made(self.api, new.resident.bsn)
        subject = f"zaak {new.case_number}" if new.case_number else new.subject
        about = f" over {subject}" if subject else ""
        body = {
            "klantcontact": {
                "kanaal": CHANNEL,
                "onderwerp": f"{SUBJECTS[new.kind]}{about}"[:SUBJECT_MOST],
                "inhoud": new.text,
                "indicatieContactGelukt": None,
                "taal": LANGUAGE,
                "vertrouwelijk": False,
                "plaatsgevondenOp": new.asked_at.isoformat(),
            },
            "betrokkene": {
                "wasPartij": {"uuid": str(party)},
                "rol": CLIENT,
                "initiator": True,
            },
            "onderwerpobject": {
                "wasKlantcontact": None,
                "onderwerpobjectidentificator": {
                    "objectId": str(new.request_id),
                    "codeObjecttype": KIND_CODES[new.kind],
                    "codeRegister": OWN_REGISTER,
                    "codeSoortObjectId": OWN_KEY,
                },
            },
        }
        try:
            self.api.make(MADE_CONTACT, "maak-klantcontact", body)
        except SourceError:
            if self._with_mark(new) is None:
                raise

    def _add_case(self, new: NewContact, there: ContactResource) -> None:
        key = new.case_key
        if key is None:
            return
        identifier = {
            "objectId": str(key.id),
            "codeObjecttype": CASE,
            "codeRegister": self.case_register if key.system == ONLY_SYSTEM else key.system,
            "codeSoortObjectId": CASE_KEY,
        }
        subjects = [
            each.onderwerpobjectidentificator for each in there.parts.ging_over_onderwerpobjecten
        ]
        if any(each and each.object_id == identifier["objectId"] for each in subjects):
            return
        body = {
            "klantcontact": {"uuid": str(there.uuid)},
            "wasKlantcontact": None,
            "onderwerpobjectidentificator": identifier,
        }
        self.api.make(MADE, "onderwerpobjecten", body)

    def _add_addresses(self, new: NewContact, there: ContactResource) -> list[str]:
        """Where the resident can be reached about this; nothing of the party itself is changed.

        Gives what the API doesn't take, in words: no address may stop a question.
        """
        both = {EMAIL: new.email, PHONE: new.phone}
        addresses = {kind: address for kind, address in both.items() if address}
        client = next((each for each in there.parts.had_betrokkenen if each.rol == CLIENT), None)
        if not addresses or client is None:
            return [_in_words(kind, address) for kind, address in addresses.items()]
        query = {"verstrektDoorBetrokkene__uuid": str(client.uuid)}
        page = self.api.read(ADDRESSES, "digitaleadressen", query)
        kinds = {each.soort_digitaal_adres for each in page.results.whole(self.api.system)}
        return [
            _in_words(kind, address)
            for kind, address in addresses.items()
            if kind not in kinds and not self._add_address(client.uuid, kind, address)
        ]

    def _add_address(self, client: UUID, kind: str, address: str) -> bool:
        """Add one; False where the API doesn't take it."""
        if len(address) > ADDRESS_MOST or (kind == PHONE and not PHONE_SHAPE.fullmatch(address)):
            return False
        body = {
            "verstrektDoorBetrokkene": {"uuid": str(client)},
            "verstrektDoorPartij": None,
            "adres": address,
            "soortDigitaalAdres": kind,
            "omschrijving": CHANNEL,
        }
        try:
            self.api.make(MADE, "digitaleadressen", body)
        except SourceRefused as error:
            if error.status != HTTPStatus.BAD_REQUEST:
                raise
            return False
        return True

    def _add_task(
        self, new: NewContact, there: ContactResource, unit: UUID, left: list[str]
    ) -> None:
        deed = DEEDS[new.kind].format(day=f"{new.answer_by:%d-%m-%Y}")
        notes = [DAY_PARTS[new.day_part], *left] if new.day_part else left
        body = {
            "gevraagdeHandeling": deed[:DEED_MOST],
            "aanleidinggevendKlantcontact": {"uuid": str(there.uuid)},
            "toegewezenAanActoren": [{"uuid": str(unit)}],
            "toelichting": " ".join(notes)[:NOTE_MOST],
            "status": TO_DO,
        }
        self.api.make(MADE, "internetaken", body)


def _in_words(kind: str, address: str) -> str:
    return f"{NAMES[kind]}: {address}."
