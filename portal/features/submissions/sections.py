"""The list of the sections of a form, each with how it stands."""

from flask import render_template

from forms.order import SectionState, task_list
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
        is_complete=open_draft.page_to_resume is None,
        kept_until=open_draft.kept_until,
    )
