"""Where one goes on in a form: a page, the list of its sections, or the check of all answers."""

from flask import url_for

from forms import Form
from forms.keys import FormSlug
from forms.path import PathPage
from portal.services.submissions.open_draft import OpenDraft


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
