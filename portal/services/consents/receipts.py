"""Receipts of consents: ISO/IEC TS 27560:2023 as JSON-LD in the words of DPV 2, signed, and as PDF.

A receipt is a readable document with its own signature in it: `proof.jws` is a compact JWS (ES256)
over the canonical form (RFC 8785) of the document without `proof`. Keys stand in
`/.well-known/consent-receipts.jwks.json`.
"""

import json
from datetime import UTC, datetime
from typing import Any

import rfc8785
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from portal.domain.consents import AskedQuestion, ConsentState, ConsentText, Shared
from portal.domain.municipality import Municipality
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, Sender, as_pdf
from portal.settings import Settings
from portal.storage.consents.consents import Consent, ConsentEvent
from portal.texts.words import Words, words_in

Json = dict[str, Any]
ALGORITHM = "ES256"
MEDIA_TYPE = "consent-receipt+jws"
CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "loc": "https://w3id.org/dpv/loc#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#"
STATUS = {
    ConsentState.GIVEN: "dpv:ConsentGiven",
    ConsentState.REFUSED: "dpv:ConsentRefused",
    ConsentState.WITHDRAWN: "dpv:ConsentWithdrawn",
    ConsentState.EXPIRED: "dpv:ConsentExpired",
}
PERSONAL_DATA = {Shared.NAME: "pd:Name", Shared.PHONE: "pd:TelephoneNumber"}


class NotGenuine(ValueError):
    """It is not a receipt of this portal, or it was changed."""


def receipt_document(
    consent: Consent,
    event: ConsentEvent,
    text: ConsentText,
    municipality: Municipality,
) -> Json:
    """The receipt of one event, not signed yet; names nobody: who has it, knows whose it is.

    Made of what was kept with the event and nothing else: what is asked today has no say in it.
    """
    record = {
        "@id": f"urn:uuid:{consent.id}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": f"{SCHEMA}record-eu-gdpr",
        "dct:identifier": str(consent.id),
        "dct:hasVersion": "ISO/IEC TS 27560:2023",
        # A pseudonym that means nothing outside this record: never a BSN.
        "dpv:hasDataSubject": {"@id": f"urn:uuid:{consent.id}#subject", "@type": "dpv:DataSubject"},
        "dpv:hasNotice": _notice(text),
        "dpv:hasProcess": _process(text, event.question, municipality),
        "dpv:hasConsentStatus": STATUS[ConsentState(event.state)],
        "dct:hasPart": [_happened(event)],
    }
    return {
        "@context": CONTEXT,
        "@id": f"urn:uuid:{event.id}",
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": f"{SCHEMA}receipt-eu-gdpr",
        "dct:identifier": str(event.id),
        "dct:created": _utc(event.made_at),
        "dct:publisher": _controller(municipality),
        "dpv:hasRecordOfActivity": record,
    }


def sign(document: Json, settings: Settings) -> Json:
    """The document with its proof, signed with the newest key."""
    key = _keys(settings)[0]
    head = {"alg": ALGORITHM, "kid": key.kid, "typ": MEDIA_TYPE}
    signed = jws.serialize_compact(head, rfc8785.dumps(document), key, algorithms=[ALGORITHM])
    proof = {"type": "JWS", "kid": key.kid, "jws": signed}
    return {**document, "proof": proof}


def verify(receipt: Json, public_keys: Json) -> Json:
    """The document, if its proof was made with one of these keys (a JWK set); else `NotGenuine`."""
    document = {name: value for name, value in receipt.items() if name != "proof"}
    try:
        keys = KeySet.import_key_set({"keys": public_keys["keys"]})
        signed = jws.deserialize_compact(str(receipt["proof"]["jws"]), keys, algorithms=[ALGORITHM])
        canonical = rfc8785.dumps(document)
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise NotGenuine(type(error).__name__) from error
    if signed.headers().get("typ") != MEDIA_TYPE or signed.payload != canonical:
        raise NotGenuine("what is signed is not what it says")
    return document


def public_keys(settings: Settings) -> Json:
    """All keys that receipts were ever signed with, their public halves, as a JWK set."""
    return {"keys": [key.as_dict(private=False) for key in _keys(settings)]}


def receipt_pdf(receipt: Json, municipality: Municipality, name: str) -> bytes:
    """The same facts on paper (PDF/UA), in the language in which the question was read.

    `name`: of the resident, who asks for it now; '' where nobody knows it. It is on paper only.
    """
    record = receipt["dpv:hasRecordOfActivity"]
    notice, [event] = record["dpv:hasNotice"], record["dct:hasPart"]
    words = words_in(notice["dct:language"])
    _ = words.gettext
    return as_pdf(
        Printed(
            title=_("Bewijs: %(title)s", title=notice["dct:title"]),
            sender=Sender.of(municipality, _("Gemeente %(name)s", name=municipality.name)),
            language=words.language.code,
            intro=(_("Dit bewijs is voor u. Bewaar het goed."),),
            boxes=_(
                "Ziet u een code zoals U+1F44D? Dat teken kunnen wij niet afdrukken. "
                "De tekst is wel bewaard zoals die is geschreven."
            ),
            footer=_("Vragen? Bel %(phone)s.", phone=municipality.phone),
            sections=(
                PrintedSection(_("Wat er is gebeurd"), _rows(words, event, name)),
                PrintedSection(
                    _("De tekst die u las"),
                    (PrintedRow(notice["dct:title"], tuple(notice["dct:description"])),),
                ),
                PrintedSection(_("Om na te kijken of dit bewijs echt is"), _checks(words, receipt)),
            ),
        )
    )


def _rows(words: Words, event: Json, name: str) -> tuple[PrintedRow, ...]:
    _ = words.gettext
    rows = [
        *([PrintedRow(_("Naam"), (name,))] if name else []),
        PrintedRow(_("Uw antwoord"), (words.label(ConsentState(event["dct:type"])),)),
        PrintedRow(_("Wanneer"), (words.moment(datetime.fromisoformat(event["dct:date"])),)),
    ]
    if event["dct:valid"]:
        until = datetime.fromisoformat(event["dct:valid"])
        rows.append(PrintedRow(_("Geldt tot en met"), (words.day(until),)))
    return tuple(rows)


def _checks(words: Words, receipt: Json) -> tuple[PrintedRow, ...]:
    _ = words.gettext
    record = receipt["dpv:hasRecordOfActivity"]
    use = _("Een computer kan hiermee nakijken dat dit bewijs van ons is. U hoeft niets te doen.")
    return (
        PrintedRow(_("Waar zijn deze codes voor?"), (use,)),
        PrintedRow(_("Nummer van dit bewijs"), (receipt["dct:identifier"],)),
        PrintedRow(_("Code van de tekst"), (record["dpv:hasNotice"]["dct:identifier"],)),
        PrintedRow(_("Sleutel van de gemeente"), (receipt["proof"]["kid"],)),
    )


def _notice(text: ConsentText) -> Json:
    return {
        "@type": "dpv:ConsentNotice",
        "dct:identifier": f"sha256:{text.sha256}",
        "dct:hasVersion": str(text.version),
        "dct:language": text.language,
        "dct:title": text.title,
        "dct:description": text.shown.split("\n"),
    }


def _process(text: ConsentText, question: AskedQuestion | None, municipality: Municipality) -> Json:
    process: Json = {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "dct:identifier": text.purpose,
            "dct:title": text.title,
            "dct:description": text.why,
        },
        "dpv:hasLegalBasis": "eu-gdpr:A6-1-a",
        "dpv:hasProcessing": ["dpv:Disclose", "dpv:Use"],
        "dpv:hasPersonalData": {"@type": "dpv:PersonalData", "dct:description": text.what},
        "dpv:hasDataController": _controller(municipality),
        "dpv:hasRecipient": {"@type": "dpv:DataProcessor", "dpv:hasName": text.recipient},
        "dpv:hasStorageCondition": {"dct:description": text.until, "dpv:hasLocation": "loc:NL"},
        "dpv:hasJurisdiction": "loc:NL",
        "dpv:hasRight": ["eu-gdpr:A7-3", "eu-gdpr:A15", "eu-gdpr:A17"],
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dct:description": text.withdrawal,
            "dpv:hasContact": municipality.phone,
        },
    }
    if question is not None:
        recipient = question.recipient
        process["dpv:hasPersonalData"]["dpv:hasPersonalData"] = [
            PERSONAL_DATA[shared] for shared in question.shares
        ]
        process["dpv:hasRecipient"] |= {
            "dpv:hasAddress": recipient.address,
            "dpv:hasContact": recipient.contact,
        }
    return process


def _controller(municipality: Municipality) -> Json:
    return {
        "@type": ["dpv:DataController", "dpv:LocalAuthority"],
        "dpv:hasName": f"Gemeente {municipality.name}",
        "dpv:hasAddress": ", ".join(municipality.counter_address),
        "dpv:hasContact": [municipality.email, municipality.phone],
    }


def _happened(event: ConsentEvent) -> Json:
    return {
        "@id": f"urn:uuid:{event.id}#event",
        "@type": [STATUS[ConsentState(event.state)], "dpv:ExplicitlyExpressedConsent"],
        "dct:type": event.state,
        "dct:date": _utc(event.made_at),
        "dct:valid": _utc(event.valid_until) if event.valid_until else None,
        "dpv:hasEntity": event.ground,
        "dpv:hasIndicationMethod": event.channel,
        "dpv:isIndicatedBy": "dpv:DataSubject",
        "dct:source": event.asked_in or None,
        "dct:identifier": f"sha256:{event.hash}",
        "dct:replaces": f"sha256:{event.previous_hash}" if event.number > 1 else None,
    }


def _keys(settings: Settings) -> list[ECKey]:
    keys = json.loads(settings.receipt_keys.get_secret_value())
    return [ECKey.import_key({**key, "alg": ALGORITHM, "use": "sig"}) for key in keys]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
