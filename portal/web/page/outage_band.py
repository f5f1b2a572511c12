"""The band of an outage: on every page where somebody may want to send something."""

from flask import request
from sqlalchemy.exc import SQLAlchemyError

from portal.domain.outages import Outage, announced_outages, current_outages
from portal.web.edge.request_context import current_state
from portal.web.page.bands import Band
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import words

OF_ALL_FORMS = frozenset({"home.index", "submissions.index", "overview.index"})
"""Pages from which any form can be begun: an outage of some is told there too."""


def outage_band() -> Band | None:
    """The band of this page; None: there is no outage that matters here."""
    outages = [outage for outage in current_outages(_outages()) if _matters(outage)]
    if not outages:
        return None
    _ = words().gettext
    what_now = _(
        "Misschien kunt u nu niets versturen. Probeer het later nog een keer, of bel ons. "
        "Moest u vandaag iets versturen? Dan krijgt u meer tijd."
    )
    forms = _forms(outages)
    title = _("Er is een storing bij: %(forms)s", forms=forms) if forms else ""
    sentences = (title, what_now, _until(outages))
    return Band(_("Er is een storing"), tuple(filter(None, sentences)))


def maintenance_band() -> Band | None:
    """The band of what is planned; None: nothing that matters here comes soon."""
    outages = [outage for outage in announced_outages(_outages()) if _matters(outage)]
    if not outages:
        return None
    _ = words().gettext
    forms = _forms(outages)
    title = _("Binnenkort is er onderhoud bij: %(forms)s", forms=forms) if forms else ""
    what_then = _("Misschien kunt u dan niets versturen. Verstuur het liever eerder of later.")
    begins = _("Het begint op %(moment)s.", moment=words().moment(outages[0].begins_at))
    sentences = (title, what_then, begins, _until(outages))
    return Band(_("Binnenkort is er onderhoud"), tuple(filter(None, sentences)))


def _forms(outages: list[Outage]) -> str:
    """Which forms they are of; '' where it is all of them."""
    if any(outage.is_of_all for outage in outages):
        return ""
    slugs = sorted({slug for outage in outages for slug in outage.forms})
    return ", ".join(map(title_of_form, slugs))


def _until(outages: list[Outage]) -> str:
    ends = [outage.ends_at for outage in outages if outage.ends_at]
    if len(ends) < len(outages):
        return ""
    _ = words().gettext
    return _("Wij denken dat het op %(moment)s weer werkt.", moment=words().moment(max(ends)))


def _outages() -> tuple[Outage, ...]:
    """Nothing where the database is away and nothing was read yet: the page itself says so."""
    try:
        return current_state().outages
    except SQLAlchemyError:
        return ()


def _matters(outage: Outage) -> bool:
    slug = (request.view_args or {}).get("slug")
    return outage.is_of_all or request.endpoint in OF_ALL_FORMS or slug in outage.forms
