"""The fields of each kind of catalogue resource, as Open Zaak 1.30 answers them."""

from typing import Any

from portal.embedded.zgw.case_type import VALID_FROM, CaseType, DocumentType, Property, Step

KINDS = (
    "catalogus",
    "zaaktype",
    "statustype",
    "roltype",
    "eigenschap",
    "resultaattype",
    "informatieobjecttype",
    "zaaktype-informatieobjecttype",
    "besluittype",
)

_NO_TERM: dict[str, Any] = {
    "beginGeldigheid": None,
    "eindeGeldigheid": None,
    "beginObject": None,
    "eindeObject": None,
}
_TERM: dict[str, Any] = {
    "beginGeldigheid": VALID_FROM.isoformat(),
    "eindeGeldigheid": None,
    "beginObject": VALID_FROM.isoformat(),
    "eindeObject": None,
}
_SELECTIELIJST = "https://selectielijst.example.nl/api/v1"
_SAME_FOR_ALL: dict[str, Any] = {
    "omschrijvingGeneriek": "",
    "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
    "aanleiding": "Een inwoner vraagt het aan of meldt het",
    "toelichting": "",
    "indicatieInternOfExtern": "extern",
    "handelingInitiator": "aanvragen",
    "handelingBehandelaar": "behandelen",
    "opschortingEnAanhoudingMogelijk": True,
    "verlengingMogelijk": True,
    "verlengingstermijn": "P28D",
    "trefwoorden": [],
    "publicatieIndicatie": False,
    "publicatietekst": "",
    "verantwoordingsrelatie": [],
    "productenOfDiensten": [],
    "selectielijstProcestype": f"{_SELECTIELIJST}/procestypen/1",
    "concept": False,
    "broncatalogus": {"url": "", "domein": "", "rsin": ""},
    "bronzaaktype": {"url": "", "identificatie": "", "omschrijving": ""},
    "gerelateerdeZaaktypen": [],
    "zaakobjecttypen": [],
}
"""The fields of a case type that say nothing about it here."""


def catalogue(rsin: str, **contents: list[str]) -> dict[str, Any]:
    """The one catalogue."""
    return {
        "domein": "DEMO",
        "rsin": rsin,
        "contactpersoonBeheerNaam": "Functioneel beheer Demodam",
        "contactpersoonBeheerTelefoonnummer": "08000999",
        "contactpersoonBeheerEmailadres": "beheer@demodam.example.nl",
        **contents,
        "naam": "Catalogus Demodam",
        "versie": "1",
        "begindatumVersie": VALID_FROM.isoformat(),
    }


def case_type(
    each: CaseType,
    *,
    catalogus: str,
    rsin: str,
    informatieobjecttypen: list[str],
    parts: dict[str, list[str]],
) -> dict[str, Any]:
    """A `zaaktype`; `parts` are the addresses of what belongs to it, by kind."""
    return {
        **_SAME_FOR_ALL,
        "beginGeldigheid": each.begins.isoformat(),
        "eindeGeldigheid": each.ends.isoformat() if each.ends else None,
        "beginObject": VALID_FROM.isoformat(),
        "eindeObject": None,
        "versiedatum": each.begins.isoformat(),
        "identificatie": each.code,
        "omschrijving": each.name,
        "doel": each.purpose,
        "onderwerp": each.subject,
        "doorlooptijd": f"P{each.legal_days}D",
        "servicenorm": f"P{each.service_days}D",
        "referentieproces": {"naam": each.subject, "link": ""},
        "verantwoordelijke": rsin,
        "catalogus": catalogus,
        "deelzaaktypen": parts["zaaktype"],
        "statustypen": parts["statustype"],
        "resultaattypen": parts["resultaattype"],
        "eigenschappen": parts["eigenschap"],
        "informatieobjecttypen": informatieobjecttypen,
        "roltypen": parts["roltype"],
        "besluittypen": parts["besluittype"],
    }


def status_type(step: Step, *, volgnummer: int, is_end: bool) -> dict[str, Any]:
    """A `statustype`."""
    return {
        "omschrijving": step.name,
        "omschrijvingGeneriek": step.name,
        "statustekst": step.text,
        "volgnummer": volgnummer,
        "isEindstatus": is_end,
        "informeren": True,
        "doorlooptijd": None,
        "toelichting": None,
        "checklistitemStatustype": [],
        "eigenschappen": [],
        "zaakobjecttypen": [],
        **_NO_TERM,
    }


def role_names(applicant: str) -> tuple[tuple[str, str], ...]:
    """The roles of every case type, as (name, generic name)."""
    return (
        (applicant, "initiator"),
        ("Behandelaar", "behandelaar"),
        ("Belanghebbende", "belanghebbende"),
    )


def role_type(name: str, generic: str) -> dict[str, Any]:
    """A `roltype`."""
    return {"omschrijving": name, "omschrijvingGeneriek": generic, **_NO_TERM}


def property_type(each: Property) -> dict[str, Any]:
    """An `eigenschap`."""
    return {
        "naam": each.name,
        "definitie": each.about,
        "specificatie": {
            "groep": "",
            "formaat": each.formaat,
            "lengte": "8" if each.formaat == "datum" else each.lengte,
            "kardinaliteit": each.kardinaliteit,
            "waardenverzameling": list(each.values),
        },
        "toelichting": "",
        "statustype": None,
        **_NO_TERM,
    }


def result_type(name: str, *, years: int) -> dict[str, Any]:
    """A `resultaattype`; the case is destroyed so many years after it was closed."""
    return {
        "omschrijving": name,
        "resultaattypeomschrijving": f"{_SELECTIELIJST}/resultaattypeomschrijvingen/1",
        "omschrijvingGeneriek": name,
        "selectielijstklasse": f"{_SELECTIELIJST}/resultaten/1",
        "toelichting": "",
        "archiefnominatie": "vernietigen",
        "archiefactietermijn": f"P{years}Y",
        "brondatumArchiefprocedure": {
            "afleidingswijze": "afgehandeld",
            "datumkenmerk": "",
            "einddatumBekend": False,
            "objecttype": "",
            "registratie": "",
            "procestermijn": None,
        },
        "procesobjectaard": "",
        "indicatieSpecifiek": None,
        "procestermijn": None,
        "besluittypen": [],
        "besluittypeOmschrijving": [],
        "informatieobjecttypen": [],
        "informatieobjecttypeOmschrijving": [],
        **_NO_TERM,
    }


def document_type(
    each: DocumentType, *, catalogus: str, zaaktypen: list[str], besluittypen: list[str]
) -> dict[str, Any]:
    """An `informatieobjecttype`."""
    return {
        "catalogus": catalogus,
        "omschrijving": each.name,
        "vertrouwelijkheidaanduiding": each.vertrouwelijkheidaanduiding,
        **_TERM,
        "concept": False,
        "besluittypen": besluittypen,
        "informatieobjectcategorie": "document",
        "trefwoord": [],
        "omschrijvingGeneriek": {
            "informatieobjecttypeOmschrijvingGeneriek": "",
            "definitieInformatieobjecttypeOmschrijvingGeneriek": "",
            "herkomstInformatieobjecttypeOmschrijvingGeneriek": "",
            "hierarchieInformatieobjecttypeOmschrijvingGeneriek": "",
            "opmerkingInformatieobjecttypeOmschrijvingGeneriek": "",
        },
        "zaaktypen": zaaktypen,
    }


def decision_type(
    name: str,
    *,
    days: int,
    catalogus: str,
    zaaktypen: list[str],
    informatieobjecttypen: list[str],
) -> dict[str, Any]:
    """A `besluittype`; one may object to the decision during so many days."""
    return {
        "catalogus": catalogus,
        "zaaktypen": zaaktypen,
        "omschrijving": name,
        "omschrijvingGeneriek": "",
        "besluitcategorie": "",
        "reactietermijn": f"P{days}D",
        "publicatieIndicatie": False,
        "publicatietekst": "",
        "publicatietermijn": None,
        "toelichting": "",
        "informatieobjecttypen": informatieobjecttypen,
        **_TERM,
        "concept": False,
        "resultaattypen": [],
        "resultaattypenOmschrijving": [],
        "vastgelegdIn": ["Beschikking"],
    }
