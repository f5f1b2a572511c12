"""The answers as data, kept beside the case in a register of objects where there is one."""

from collections.abc import Callable
from dataclasses import replace

from portal.domain.case_keys import CaseNumber
from portal.domain.submission_records import RecordRegister, SubmissionRecord


def record_keeper(
    register: RecordRegister | None, record: SubmissionRecord
) -> Callable[[CaseNumber], str] | None:
    """Keeps this record with the number that its case got, see `NewCase.record`.

    None where there is no register. What it gives raises `SourceError`.
    """
    if register is None:
        return None

    def keep(number: CaseNumber) -> str:
        return register.keep(replace(record, number=number))

    return keep
