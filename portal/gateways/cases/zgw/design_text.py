"""What the catalogue needs for a form, in the words of the catalogue: for who manages it.

In Dutch, as the screens of the catalogue are.
"""

from collections.abc import Iterable, Iterator

from portal.domain.catalogue_design import CaseTypeDesign
from portal.gateways.cases.zgw.property_design import specification_of

SCOPES = {
    "Zaken": "zaken.lezen, zaken.aanmaken, zaken.bijwerken, zaken.statussen.toevoegen",
    "Documenten": "documenten.lezen, documenten.aanmaken, documenten.bijwerken, documenten.lock",
    "Besluiten": "besluiten.lezen",
    "Catalogi": "catalogi.lezen",
    "Notificaties": "notificaties.consumeren",
}
Row = tuple[str, ...]


def design_lines(design: CaseTypeDesign) -> Iterator[str]:
    """The lines about one form."""
    yield f"{design.form_title}: zaaktype {design.code}"
    for heading, rows in _parts(design):
        yield f"  {heading}"
        yield from (f"    {line}" for line in _columns(rows))


def rights_lines() -> Iterator[str]:
    """The lines about what the portal's application must be allowed."""
    yield "Autorisaties van de applicatie, voor elke versie van deze zaaktypen en deze"
    yield "informatieobjecttypen, tot en met zaakvertrouwelijk:"
    yield from (f"    {line}" for line in _columns(SCOPES.items()))
    yield "Geef nooit alle autorisaties (heeftAlleAutorisaties) en niets om te schrijven in de"
    yield "catalogus."


def _parts(design: CaseTypeDesign) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "Zaaktype", _case_type(design)
    yield "Statustypen, in deze volgorde", _statuses(design)
    yield "Roltypen", [("Aanvrager", "omschrijvingGeneriek initiator")]
    yield "Eigenschappen", _properties(design)
    kinds = design.kinds_of_document.items()
    yield "Informatieobjecttypen", [(name, f"richting {way}") for name, way in kinds]
    yield "Resultaattypen", _results(design)
    yield "Besluittypen", _decisions(design)


def _case_type(design: CaseTypeDesign) -> Iterator[Row]:
    yield "identificatie", design.code
    yield "omschrijving", design.description
    yield "doorlooptijd", design.legal_period or "(het formulier noemt geen wettelijke termijn)"
    yield "servicenorm", f"{design.usual_period} (zo belooft het formulier het)"
    yield "vertrouwelijkheid", "zaakvertrouwelijk, of minder"
    yield "gepubliceerd", "en geldig op de dag van versturen"


def _statuses(design: CaseTypeDesign) -> Iterator[Row]:
    for number, name in enumerate(design.statuses, start=1):
        roles = {1: "zet het portaal", len(design.statuses): "eindstatus"}
        yield str(number), name, roles.get(number, "")


def _properties(design: CaseTypeDesign) -> Iterator[Row]:
    for need in design.needs.properties:
        asked = specification_of(need.shape)
        codes = ", ".join(need.shape.codes)
        many = "meer waarden (kardinaliteit N)" if need.shape.is_list else ""
        yield (
            need.name,
            f"formaat {asked['formaat']}",
            f"lengte {asked['lengte']}",
            f"waarden: {codes}" if codes else many,
        )


def _results(design: CaseTypeDesign) -> Iterator[Row]:
    for name in design.results:
        yield name, "het portaal zegt wat dit betekent"
    if not design.results:
        yield ("(ten minste één; namen naar keuze)",)


def _decisions(design: CaseTypeDesign) -> Iterator[Row]:
    for decision in design.decisions:
        yield decision.name, f"reactietermijn {decision.objection_period}", "document: Besluit"
    if not design.decisions:
        yield ("(geen)",)


def _columns(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines, each column as wide as it needs."""
    table = list(rows)
    widths = [
        max(len(row[place]) for row in table if place < len(row))
        for place in range(max((len(row) for row in table), default=0))
    ]
    for row in table:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        yield "  ".join(padded).rstrip()
