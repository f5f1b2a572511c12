"""Parental authority (gezag), as far as the BRP says it."""

from portal.gateways.answers import ItemList
from portal.gateways.persons.resources import AuthorityRelation

UNDETERMINED = "GezagNietTeBepalen"


def authority_over(
    child: str | None, bsn: str, relations: ItemList[AuthorityRelation]
) -> bool | None:
    """Whether the person with this BSN has authority over this child.

    None where the BRP doesn't say: no number, grown up, can't be determined, not asked, or not all
    of it could be read.
    """
    about = [each for each in relations if child and each.minderjarige.burgerservicenummer == child]
    if any(bsn in each.holders for each in about):
        return True
    is_told = any(each.type != UNDETERMINED for each in about) and not relations.odd
    return False if is_told else None
