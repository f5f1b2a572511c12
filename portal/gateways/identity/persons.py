"""Whom the claims are about: their own citizen service number (BSN), and nobody else's."""

import re

from stdnum.nl import bsn as bsn_numbers

from portal.domain.identity import LoginFailed, LoginProblem
from portal.gateways.identity.tokens import Claims, claim_at

SECTOR_BSN = "s00000000:"
"""Sector code of a BSN (Logius DigiD koppelvlak); any other sector names another kind of number."""
BSN = re.compile(r"[0-9]{9}")
ACTING = "urn:nl-eid-gdi:1.0:ActingSubjectID"
LEGAL = "urn:nl-eid-gdi:1.0:LegalSubjectID"
REPRESENTS = "represents"
OF_MANDATES = (ACTING, LEGAL, REPRESENTS)
"""Claims that say that somebody acts for somebody else. They are asked for: a provider that gives
just what is asked would else pass the represented person off as the one who logged in."""


def own_bsn(claims: Claims, path: tuple[str, ...]) -> str:
    """The BSN of who logged in for themselves; raises `LoginFailed` where there is none.

    Who acts for somebody else is refused: the acting person may not disappear.
    """
    value = claim_at(claims, path)
    acting = claims.get(ACTING, value)
    if REPRESENTS in claims or claims.get(LEGAL, acting) != acting:
        raise LoginFailed(LoginProblem.REFUSED, "the login is on behalf of somebody else")
    if not isinstance(value, str):
        raise LoginFailed(LoginProblem.REFUSED, "no BSN")
    number = value.removeprefix(SECTOR_BSN)
    if not BSN.fullmatch(number) or not bsn_numbers.is_valid(number):
        raise LoginFailed(LoginProblem.REFUSED, "not a BSN, or of a wrong sector")
    return number
