"""What the BRP says besides about a person, as remarks for the resident."""

from portal.domain.persons import Remark
from portal.gateways.answers import ItemList
from portal.gateways.persons import places
from portal.gateways.persons.resources import PersonRecord, Residence

SUSPENDED = {
    "O": Remark.DECEASED,
    "E": Remark.NON_RESIDENT,
    "M": Remark.NON_RESIDENT,
    "R": Remark.NON_RESIDENT,
}
"""By the reason for which a person isn't followed any more (landelijke tabel 60)."""


def remarks_of(record: PersonRecord) -> tuple[Remark, ...]:
    """The remarks in the order in which they are shown; each once."""
    residence = record.verblijfplaats or Residence()
    home = residence.verblijfadres
    relatives = (record.partners or ItemList()) + (record.kinderen or ItemList())
    facts = {
        Remark.CONFIDENTIAL: record.geheimhouding_persoonsgegevens,
        Remark.GUARDIANSHIP: record.indicatie_curatele_register,
        _suspended(record): True,
        Remark.ABROAD: residence.type == places.ABROAD,
        Remark.ADDRESS_UNKNOWN: residence.type == places.UNKNOWN,
        Remark.NOT_AT_ADDRESS: residence.indicatie_vastgesteld_verblijft_niet_op_adres,
        Remark.NAME_INVESTIGATED: record.naam and record.naam.in_onderzoek,
        Remark.BIRTH_INVESTIGATED: record.geboorte and record.geboorte.in_onderzoek,
        Remark.ADDRESS_INVESTIGATED: residence.in_onderzoek or (home and home.in_onderzoek),
        Remark.FAMILY_INVESTIGATED: any(
            relative.is_investigated for relative in relatives if not relative.is_former
        ),
    }
    return tuple(remark for remark, holds in facts.items() if remark and holds)


def _suspended(record: PersonRecord) -> Remark | None:
    suspension = record.opschorting_bijhouding
    code = suspension.reden.code if suspension and suspension.reden else None
    if code in SUSPENDED:
        return SUSPENDED[code or ""]
    return Remark.NON_RESIDENT if record.rni else None
