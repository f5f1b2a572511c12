"""What was filled in before one logged in: it becomes the resident's, or they choose."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.keys import FormSlug
from portal.features.submissions.forms import TwoDraftsForm
from portal.features.submissions.ownership import form_of, form_visit, visit_before_login
from portal.features.submissions.visits import task_of_link
from portal.services.submissions.choosing import KEEP_BROWSERS, KEEP_OWN, DraftPair, keep, take_over
from portal.services.submissions.open_draft import FormVisit, OpenDraft, load_open_draft


def go_on_after_login(slug: FormSlug) -> ResponseReturnValue | None:
    """Take over what was filled in before login; the page to choose on where there are two.

    None: there is nothing to choose.
    """
    before = visit_before_login(slug)
    if before is None:
        return None
    own = load_open_draft(form_visit(slug))
    other = load_open_draft(before)
    if own and other:
        return _choice_page(own, other)
    if take_over(form_visit(slug), before.owner_id):
        flash(_("U bent ingelogd. Wat u al invulde, is er nog. U verstuurt dit als uzelf."), "info")
    return None


def respond_to_choice(slug: FormSlug) -> ResponseReturnValue:
    """Keep the draft that was chosen, and go on with it."""
    before, form = visit_before_login(slug), TwoDraftsForm(request.form)
    choice = form.keep.data
    if before and choice in {KEEP_OWN, KEEP_BROWSERS}:
        load_open_draft(form_visit(slug))  # one of a higher level is thrown away at that level only
        pair = DraftPair(form.own.data, form.other.data)
        keep(form_visit(slug), before.owner_id, pair, choice)
    return go_on(slug)


def go_on(slug: FormSlug) -> ResponseReturnValue:
    """To where one goes on with this form."""
    return redirect(url_for("submissions.begin", slug=slug, taak=task_of_link()), 303)


def visit_of_tab(slug: FormSlug, tab_draft: object) -> FormVisit | None:
    """The visit before login, where the tab that sent this showed its draft; else None."""
    before = visit_before_login(slug)
    open_draft = load_open_draft(before) if before else None
    return before if open_draft and open_draft.draft.id == tab_draft else None


def _choice_page(own: OpenDraft, other: OpenDraft) -> str:
    slug = own.form.slug
    return render_template(
        "submissions/two_drafts.html",
        form=form_of(slug),
        own=own.draft,
        other=other.draft,
        own_page=own.page_to_resume,
        other_page=other.page_to_resume,
        choose_url=url_for("submissions.choose_draft", slug=slug, taak=task_of_link()),
    )
