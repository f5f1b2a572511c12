"""The list of the sections of a form, each with how it stands."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from forms.order import SectionState, task_list
from forms.path import PathPage
from portal.features.submissions.addresses import check_url
from portal.services.submissions.open_draft import OpenDraft


def render_sections(open_draft: OpenDraft) -> str:
    """The page, from which one goes to a section and comes back."""
    form = open_draft.form
    progress = task_list(open_draft.path, open_draft.content.raw_input)
    return render_template(
        "submissions/sections.html",
        form=form,
        sections=progress,
        needed=sum(each.state is not SectionState.NOT_NEEDED for each in progress),
        done=sum(each.state is SectionState.DONE for each in progress),
        ends=any(each.state is SectionState.END for each in progress),
        check_url="" if open_draft.page_to_resume else check_url(form.slug),
        back_url=url_for("submissions.start", slug=form.slug),
        kept_until=open_draft.kept_until,
    )


def tell_of_finished_section(open_draft: OpenDraft, page: PathPage) -> None:
    """Let the list say that the section of this page is done, if it is."""
    form = open_draft.form
    section = form.sections[form.section_numbers[page.page.id]]
    for each in task_list(open_draft.path, open_draft.content.raw_input):
        if each.section is section and each.state is SectionState.DONE:
            title = open_draft.context.translate(section.title)
            flash(_("“%(section)s” is klaar.", section=title))
