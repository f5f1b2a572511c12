"""The banner of an outage: on every page where somebody may want to send something."""

from dataclasses import dataclass

from flask import request
from sqlalchemy.exc import SQLAlchemyError

from portal.domain.outages import Outage, current_outages
from portal.web.edge.request_context import current_state
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import words

OF_ALL_FORMS = frozenset({"home.index", "submissions.index", "overview.index"})
"""Pages from which any form can be begun: an outage of some is told there too."""


@dataclass(frozen=True, slots=True)
class OutageBanner:
    """What the banner says."""

    title: str
    text: str
    until: str
    """When we think that it ends; '' where nobody knows."""


def outage_banner() -> OutageBanner | None:
    """The banner of this page; None: there is no outage that matters here."""
    outages = [outage for outage in _lasting() if _matters(outage)]
    if not outages:
        return None
    _ = words().gettext
    return OutageBanner(
        _title(outages),
        _(
            "Misschien kunt u nu niets versturen. Probeer het later nog een keer, of bel ons. "
            "Moest u vandaag iets versturen? Dan krijgt u meer tijd."
        ),
        _until(outages),
    )


def _title(outages: list[Outage]) -> str:
    _ = words().gettext
    if any(outage.is_of_all for outage in outages):
        return _("Er is een storing")
    slugs = sorted({slug for outage in outages for slug in outage.forms})
    return _("Er is een storing bij: %(forms)s", forms=", ".join(map(title_of_form, slugs)))


def _until(outages: list[Outage]) -> str:
    ends = [outage.ends_at for outage in outages if outage.ends_at]
    if len(ends) < len(outages):
        return ""
    _ = words().gettext
    return _("Wij denken dat het op %(moment)s weer werkt.", moment=words().moment(max(ends)))


def _lasting() -> tuple[Outage, ...]:
    """Nothing where the database is away and nothing was read yet: the page itself says so."""
    try:
        return current_outages(current_state().outages)
    except SQLAlchemyError:
        return ()


def _matters(outage: Outage) -> bool:
    slug = (request.view_args or {}).get("slug")
    return outage.is_of_all or request.endpoint in OF_ALL_FORMS or slug in outage.forms
