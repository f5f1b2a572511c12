"""Whether what is published can become cases: the catalogue and the rights, form by form.

At publishing, and daily by the worker: a version of a case type ends, a new one begins that nobody
authorised, a property gets another format. Residents notice nothing: what they send waits.
"""

from collections.abc import Iterable

import structlog
from sqlalchemy.orm import Session, sessionmaker

from forms import Form
from portal.domain.case_intake import CaseIntake
from portal.domain.failures import SourceError
from portal.services.catalogue_needs import needs_of
from portal.services.publishing import published
from portal.storage.catalogue_checks import (
    CheckedForm,
    forget_others,
    is_due,
    keep_check,
    last_checks,
)

log = structlog.get_logger()


def findings_of(intake: CaseIntake, form: Form) -> list[str]:
    """What the catalogue lacks for this form and the portal may not do; raises `SourceError`."""
    return [
        finding
        for needs in needs_of(form)
        for finding in (*intake.lacks(needs), *intake.not_allowed(needs))
    ]


def checked(intake: CaseIntake, form: Form) -> CheckedForm:
    """The check of one form, also where the case system can't be asked."""
    try:
        return CheckedForm(form.slug, form.version, findings_of(intake, form))
    except SourceError as error:
        return CheckedForm(form.slug, form.version, fault=str(error))


def check_due(
    make_session: sessionmaker[Session], intake: CaseIntake, forms_off: Iterable[str] = ()
) -> int:
    """Check the published forms whose turn it is; gives how many. Findings are logged. Commits.

    Raises `UnreadableVersion`.
    """
    off = set(forms_off)
    with make_session() as database:
        forms = [form for form in published(database) if form.slug not in off]
        forget_others(database, [form.slug for form in forms])
        last = last_checks(database)
        due = [form for form in forms if is_due(last.get(form.slug), form.version)]
        database.commit()  # no transaction stays open while the case system is asked
        for form in due:
            check = checked(intake, form)
            _log(check)
            keep_check(database, check)
            database.commit()
    return len(due)


def _log(check: CheckedForm) -> None:
    if check.fault:
        log.warning("catalogue_not_checked", form=check.slug, reason=check.fault)
    for sentence in check.findings:
        log.error("catalogue_lacks", form=check.slug, what=sentence)
