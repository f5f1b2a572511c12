"""What the catalogue needs as a file that Open Zaak imports: a ZIP with a list per resource.

The format is that of Open Zaak's own export (release 1.30; `manage.py import`, and "importeren" in
its admin): `<Resource>.json` for each, in which fields have the names of the Catalogi API in
snake_case, and refer to each other by URLs of which only the UUID at the end counts. All is a
concept then: kinds of result need a class of the municipality's selection list, which nobody but
the municipality knows, and are made there before the case type is published.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile

from portal.domain.catalogue_design import CaseTypeDesign, DecisionDesign
from portal.gateways.cases.zgw.property_design import specification_of

Fields = dict[str, Any]
PATHS = {
    "Catalogus": "catalogussen",
    "InformatieObjectType": "informatieobjecttypen",
    "BesluitType": "besluittypen",
    "ZaakType": "zaaktypen",
    "StatusType": "statustypen",
    "ZaakTypeInformatieObjectType": "zaaktype-informatieobjecttypen",
    "RolType": "roltypen",
    "Eigenschap": "eigenschappen",
}
"""Each resource in the order in which it is imported → its path in the Catalogi API."""
SECRECY = "zaakvertrouwelijk"
APPLICANT = "Aanvrager"
EMPTY_CASE_TYPE: Fields = {
    "trefwoorden": [],
    "publicatieIndicatie": False,
    "publicatietekst": "",
    "verantwoordingsrelatie": [],
    "productenOfDiensten": [],
    "selectielijstProcestype": "",
    "statustypen": [],
    "resultaattypen": [],
    "eigenschappen": [],
    "informatieobjecttypen": [],
    "roltypen": [],
    "zaakobjecttypen": [],
    "deelzaaktypen": [],
    "gerelateerdeZaaktypen": [],
}
"""What a case type has to have and the forms say nothing of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueOwner:
    """Whose catalogue it is to be."""

    base_url: str
    """Of its Catalogi API, without a slash at the end."""
    rsin: str
    domain: str
    """Short name of the catalogue: at most five capitals."""
    name: str
    begins: date
    """From when all of it holds."""


def import_file(owner: CatalogueOwner, designs: Iterable[CaseTypeDesign]) -> bytes:
    """The ZIP; of the same designs always the same."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for resource, items in resources_of(owner, list(designs)).items():
            text = json.dumps([_snake(item) for item in items], ensure_ascii=False, indent=1)
            archive.writestr(f"{resource}.json", text)
    return content.getvalue()


def resources_of(owner: CatalogueOwner, designs: list[CaseTypeDesign]) -> dict[str, list[Fields]]:
    """The items of each resource, in the names of the Catalogi API."""
    items: dict[str, list[Fields]] = {resource: [] for resource in PATHS}
    items["Catalogus"] = [_catalogue(owner)]
    kinds = {name for design in designs for name in design.kinds_of_document}
    items["InformatieObjectType"] = [_kind(owner, name) for name in sorted(kinds)]
    for design in designs:
        items["ZaakType"].append(_case_type(owner, design))
        items["BesluitType"] += [_decision(owner, each) for each in design.decisions]
        items["StatusType"] += _statuses(owner, design)
        items["ZaakTypeInformatieObjectType"] += _links(owner, design)
        items["RolType"].append(_role(owner, design))
        items["Eigenschap"] += _properties(owner, design)
    return {resource: _once(each) for resource, each in items.items()}


def _once(items: list[Fields]) -> list[Fields]:
    """Each item once, however many forms need it."""
    by_url: dict[str, Fields] = {}
    for item in items:
        by_url.setdefault(item["url"], item)
    return list(by_url.values())


def _url(owner: CatalogueOwner, resource: str, *names: str) -> str:
    """Where it will be: by its names, so that the same design has the same UUID."""
    item = uuid5(NAMESPACE_URL, "/".join((owner.rsin, owner.domain, resource, *names)))
    return f"{owner.base_url}/{PATHS[resource]}/{item}"


def _catalogue(owner: CatalogueOwner) -> Fields:
    return {
        "url": _url(owner, "Catalogus"),
        "domein": owner.domain,
        "rsin": owner.rsin,
        "contactpersoonBeheerNaam": "Functioneel beheer",
        "contactpersoonBeheerTelefoonnummer": "",
        "contactpersoonBeheerEmailadres": "",
        "zaaktypen": [],
        "besluittypen": [],
        "informatieobjecttypen": [],
        "naam": owner.name[:200],
        "versie": "1",
        "begindatumVersie": owner.begins.isoformat(),
    }


def _kind(owner: CatalogueOwner, name: str) -> Fields:
    return {
        "url": _url(owner, "InformatieObjectType", name),
        "catalogus": _url(owner, "Catalogus"),
        "omschrijving": name,
        "vertrouwelijkheidaanduiding": SECRECY,
        "beginGeldigheid": owner.begins.isoformat(),
        "eindeGeldigheid": None,
        "concept": True,
        "besluittypen": [],
        "zaaktypen": [],
        "informatieobjectcategorie": "document",
        "trefwoord": [],
        "omschrijvingGeneriek": {
            "informatieobjecttypeOmschrijvingGeneriek": "",
            "definitieInformatieobjecttypeOmschrijvingGeneriek": "",
            "herkomstInformatieobjecttypeOmschrijvingGeneriek": "",
            "hierarchieInformatieobjecttypeOmschrijvingGeneriek": "",
            "opmerkingInformatieobjecttypeOmschrijvingGeneriek": "",
        },
    }


def _decision(owner: CatalogueOwner, decision: DecisionDesign) -> Fields:
    return {
        "url": _url(owner, "BesluitType", decision.name),
        "catalogus": _url(owner, "Catalogus"),
        "zaaktypen": [],  # they are there only later, and name it themselves
        "omschrijving": decision.name,
        "omschrijvingGeneriek": "",
        "besluitcategorie": "",
        "reactietermijn": decision.objection_period,
        "publicatieIndicatie": False,
        "publicatietekst": "",
        "publicatietermijn": None,
        "toelichting": "",
        "informatieobjecttypen": [_url(owner, "InformatieObjectType", "Besluit")],
        "beginGeldigheid": owner.begins.isoformat(),
        "eindeGeldigheid": None,
        "concept": True,
        "resultaattypen": [],
        "resultaattypenOmschrijving": [],
        "vastgelegdIn": [],
    }


def _case_type(owner: CatalogueOwner, design: CaseTypeDesign) -> Fields:
    begins, subject = owner.begins.isoformat(), design.description[:80]
    return {
        **EMPTY_CASE_TYPE,
        "url": _url(owner, "ZaakType", design.code),
        "identificatie": design.code,
        "omschrijving": subject,
        "omschrijvingGeneriek": "",
        "vertrouwelijkheidaanduiding": SECRECY,
        "doel": subject,
        "aanleiding": f"Een inwoner verstuurt het formulier {design.form_title}",
        "toelichting": "",
        "indicatieInternOfExtern": "extern",
        "handelingInitiator": "aanvragen",
        "onderwerp": subject,
        "handelingBehandelaar": "behandelen",
        "doorlooptijd": design.legal_period or design.usual_period,
        "servicenorm": design.usual_period if design.legal_period else None,
        "opschortingEnAanhoudingMogelijk": True,
        "verlengingMogelijk": False,
        "verlengingstermijn": None,
        "referentieproces": {"naam": subject, "link": ""},
        "verantwoordelijke": owner.rsin,
        "catalogus": _url(owner, "Catalogus"),
        "besluittypen": [_url(owner, "BesluitType", each.name) for each in design.decisions],
        "beginGeldigheid": begins,
        "eindeGeldigheid": None,
        "versiedatum": begins,
        "concept": True,
    }


def _of_case_type(owner: CatalogueOwner, design: CaseTypeDesign) -> Fields:
    return {
        "zaaktype": _url(owner, "ZaakType", design.code),
        "zaaktypeIdentificatie": design.code,
        "catalogus": _url(owner, "Catalogus"),
    }


def _statuses(owner: CatalogueOwner, design: CaseTypeDesign) -> Iterator[Fields]:
    for number, name in enumerate(design.statuses, start=1):
        yield {
            "url": _url(owner, "StatusType", design.code, name),
            **_of_case_type(owner, design),
            "omschrijving": name[:80],
            "omschrijvingGeneriek": "",
            "statustekst": "",
            "volgnummer": number,
            "isEindstatus": number == len(design.statuses),
            "informeren": True,
            "doorlooptijd": None,
            "toelichting": "",
            "checklistitemStatustype": [],
            "eigenschappen": [],
        }


def _links(owner: CatalogueOwner, design: CaseTypeDesign) -> Iterator[Fields]:
    for number, (name, way) in enumerate(design.kinds_of_document.items(), start=1):
        yield {
            "url": _url(owner, "ZaakTypeInformatieObjectType", design.code, name),
            **_of_case_type(owner, design),
            "informatieobjecttype": _url(owner, "InformatieObjectType", name),
            "volgnummer": number,
            "richting": way,
            "statustype": None,
        }


def _role(owner: CatalogueOwner, design: CaseTypeDesign) -> Fields:
    return {
        "url": _url(owner, "RolType", design.code, APPLICANT),
        **_of_case_type(owner, design),
        "omschrijving": APPLICANT,
        "omschrijvingGeneriek": "initiator",
    }


def _properties(owner: CatalogueOwner, design: CaseTypeDesign) -> Iterator[Fields]:
    for need in design.needs.properties:
        yield {
            "url": _url(owner, "Eigenschap", design.code, need.name),
            **_of_case_type(owner, design),
            "naam": need.name,
            "definitie": f"Vraag van het formulier {design.form_title}"[:255],
            "specificatie": specification_of(need.shape),
            "toelichting": "",
            "statustype": None,
        }


def _snake(value: Any) -> Any:
    """The same with the names of fields as Open Zaak's import reads them."""
    if isinstance(value, list):
        return [_snake(item) for item in value]
    if isinstance(value, dict):
        return {_snake_name(name): _snake(item) for name, item in value.items()}
    return value


def _snake_name(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
