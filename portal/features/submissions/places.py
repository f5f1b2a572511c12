"""Where in a form somebody is who comes back there from another page."""

from dataclasses import dataclass

from portal.features.submissions.pages import check_url, page_url, sections_url
from portal.services.submissions.open_draft import OpenDraft

CHECK, SECTIONS = "controleren", "alle-onderdelen"
"""In the place of the id of a page: the check of all answers, and the list of sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """Where in a form somebody is: on a page, at the list of sections, or at the check."""

    page_id: str
    """As in its address."""
    title: str
    """Its h1, in Dutch."""
    url: str
    subject: str
    """Which form and which page, for the employee who reads it."""


def place_of(open_draft: OpenDraft, page_id: str) -> FormPlace | None:
    """The place of this id; None where this draft can't be there now."""
    form = open_draft.form
    page = open_draft.reachable_pages.get(page_id)
    if page is not None:
        title, url = page.title, page_url(form, page)
    elif page_id == CHECK and not (open_draft.page_to_resume or open_draft.asks_nothing):
        title, url = "Klopt alles?", check_url(form)
    elif page_id == SECTIONS and form.task_list:
        title, url = "Onderdelen van dit formulier", sections_url(form)
    else:
        return None
    subject = f"formulier “{form.title}”, pagina “{title}”"
    return FormPlace(page_id=page_id, title=title, url=url, subject=subject)
