"""Where one goes on in a form: a page, the list of its sections, or the check of all answers."""

from dataclasses import dataclass

from flask import url_for

from forms import Form
from forms.keys import FormSlug
from forms.path import PathPage
from portal.services.submissions.open_draft import OpenDraft

CHECK, SECTIONS = "controleren", "alle-onderdelen"
"""In the place of the id of a page: the check of all answers, and the list of sections."""


def page_url(form: Form, page: PathPage | None) -> str:
    """Address of this page; where there is none of the list of sections, or else of the check."""
    if page is not None:
        return url_for("submissions.ask", slug=form.slug, page_id=page.id)
    return sections_url(form) or check_url(form.slug)


def sections_url(form: Form) -> str:
    """Address of the list of sections; '' for a form without a task list."""
    return url_for("submissions.sections", slug=form.slug) if form.task_list else ""


def check_url(slug: FormSlug) -> str:
    """Address of the page with all answers."""
    return url_for("submissions.check", slug=slug)


def resume_url(open_draft: OpenDraft) -> str:
    """Where one goes on who comes back to a draft."""
    form = open_draft.form
    return sections_url(form) or page_url(form, open_draft.page_to_resume)


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
        title, url = "Klopt alles?", check_url(form.slug)
    elif page_id == SECTIONS and form.task_list:
        title, url = "Onderdelen van dit formulier", sections_url(form)
    else:
        return None
    subject = f"formulier “{form.title}”, pagina “{title}”"
    return FormPlace(page_id=page_id, title=title, url=url, subject=subject)
