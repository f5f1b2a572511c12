"""Whom a question to a register is about."""

from stdnum.nl import bsn as numbers

from portal.domain.consultations import ConsultationProof

DIGITS = 9
NOBODY = "0" * DIGITS
"""A number that was never given out: who asks about it asks about nobody."""


def bsn_of(proof: ConsultationProof) -> str:
    """The BSN to ask for; raises `ValueError` for none, which would ask for everybody's data."""
    bsn = proof.subject.bsn
    if len(bsn) != DIGITS or not numbers.is_valid(bsn):
        raise ValueError("no valid BSN")
    return bsn
