"""What was filled in before one logged in: it becomes the resident's, or they choose."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.keys import FormSlug
from portal.features.submissions.forms import TwoDraftsForm
from portal.features.submissions.visits import form_visit, task_of_link
from portal.services.submissions.choosing import KEEP_BROWSERS, KEEP_OWN, DraftPair, keep, take_over
from portal.services.submissions.open_draft import FormVisit, OpenDraft, load_open_draft


def go_on_after_login(visit: FormVisit) -> ResponseReturnValue | None:
    """Take over what was filled in before login; the page to choose on where there are two.

    None: there is nothing to choose.
    """
    before = visit.before_login
    if before is None:
        return None
    own = load_open_draft(visit)
    other = load_open_draft(before)
    if own and other:
        return _choice_page(own, other)
    if take_over(visit, before.owner_id):
        flash(_("U bent ingelogd. Wat u al invulde, is er nog. U verstuurt dit als uzelf."), "info")
    return None


def respond_to_choice(slug: FormSlug) -> ResponseReturnValue:
    """Keep the draft that was chosen, and go on with it."""
    visit, form = form_visit(slug), TwoDraftsForm(request.form)
    before, choice = visit.before_login, form.keep.data
    if before and choice in {KEEP_OWN, KEEP_BROWSERS}:
        load_open_draft(visit)  # one of a higher level is thrown away at that level only
        keep(visit, before.owner_id, DraftPair(form.own.data, form.other.data), choice)
    return go_on(slug)


def go_on(slug: FormSlug) -> ResponseReturnValue:
    """To where one goes on with this form."""
    return redirect(url_for("submissions.begin", slug=slug, taak=task_of_link()), 303)


def _choice_page(own: OpenDraft, other: OpenDraft) -> str:
    return render_template(
        "submissions/two_drafts.html",
        form=own.visit.newest,
        own=own.draft,
        other=other.draft,
        own_page=own.page_to_resume,
        other_page=other.page_to_resume,
        choose_url=url_for("submissions.choose_draft", slug=own.visit.slug, taak=task_of_link()),
    )
