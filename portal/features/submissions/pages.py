"""What the browser gets: the pages of a form, and where it is sent on to."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Form as HtmlForm

from forms import Form, consents, engine, fields, reading
from forms.fields.place import PlaceField
from forms.path import Path, PathPage
from forms.paths import merged
from forms.reading import Row
from portal.features.submissions.receipts import url_after_sending
from portal.features.submissions.starting import SentBefore
from portal.features.submissions.visits import OPTIONAL, TO_CHECK, forget_visitor
from portal.services.maps import is_down
from portal.services.submissions.open_draft import FormVisit, OpenDraft
from portal.services.submissions.saving import (
    EditConflict,
    NoDraft,
    PageElsewhere,
    PageInvalid,
    PageKept,
    PageSaved,
    PageShown,
    ResultOfDraft,
    RowsChanged,
    SaveResult,
    ShowResult,
)
from portal.services.submissions.sending import (
    ChangedSinceCheck,
    NotComplete,
    NothingToSend,
    SendResult,
)
from portal.services.submissions.sent_page import LOG_IN, SITUATION, STAY, STOP
from portal.web.edge.htmx import is_block_wanted, page_or_block
from portal.web.edge.request_context import portal, session


def page_url(form: Form, page: PathPage | None) -> str:
    """Address of this page; where there is none of the list of sections, or else of the check."""
    if page is not None:
        return url_for("submissions.ask", slug=form.slug, page_id=page.id)
    return sections_url(form) or check_url(form)


def sections_url(form: Form) -> str:
    """Address of the list of sections; '' for a form without a task list."""
    return url_for("submissions.sections", slug=form.slug) if form.task_list else ""


def check_url(form: Form) -> str:
    """Address of the page with all answers."""
    return url_for("submissions.check", slug=form.slug)


def resume_url(open_draft: OpenDraft) -> str:
    """Where one goes on who comes back to a draft."""
    form = open_draft.form
    return sections_url(form) or page_url(form, open_draft.page_to_resume)


def respond(result: SaveResult | ShowResult) -> ResponseReturnValue:
    """What the browser gets after a page was sent or asked for."""
    if result.visit.is_before_login:
        return redirect(url_for("submissions.begin", slug=result.visit.slug), 303)
    if isinstance(result, ResultOfDraft) and result.open_draft.are_files_left_out:
        flash(_("Uw bestanden zijn niet toegevoegd. Kies ze opnieuw."), "warning")
    if not isinstance(result, EditConflict | PageShown):
        return _go_on(result)
    if isinstance(result, EditConflict):
        return render_conflict(result), 409
    status = 422 if isinstance(result, PageInvalid) else 200
    return render_page(result.open_draft, result.page, result.form, result.new), status


def _go_on(
    result: NoDraft | PageElsewhere | PageSaved | PageKept | RowsChanged,
) -> ResponseReturnValue:
    """To the page where one goes on."""
    if isinstance(result, NoDraft):
        return no_draft(result.visit)
    if isinstance(result, PageElsewhere):
        return answer_first(result.open_draft)
    if isinstance(result, PageSaved):
        return _after_saving(result)
    if isinstance(result, RowsChanged):
        slug, page_id = result.visit.slug, result.page_id
        return redirect(url_for("submissions.ask", slug=slug, page_id=page_id), 303)
    return _leave(result)


def _leave(result: PageKept) -> ResponseReturnValue:
    """Where the button leads with which one left the page, with what was typed kept."""
    slug = result.visit.slug
    if result.button == LOG_IN:
        return redirect(url_for("submissions.begin_with_login", slug=slug), 303)
    if result.button == SITUATION:
        return redirect(url_for("situation.show", slug=slug, page_id=result.page.id), 303)
    return stop() if result.button == STOP else stay(result.open_draft)


def _after_saving(result: PageSaved) -> ResponseReturnValue:
    """To the next page; from the last one of a section to the list of them all, if there is one."""
    open_draft, page = result.open_draft, result.page_after_saving
    if page is None and result.is_change:
        return redirect(check_url(open_draft.form), 303)
    if page is None and result.section_done:
        title = open_draft.context.translate(result.section_done.title)
        flash(_("“%(section)s” is klaar.", section=title))
    return redirect(page_url(open_draft.form, page), 303)


def respond_to_send(result: SendResult) -> ResponseReturnValue:
    """What the browser gets after the draft was sent."""
    if isinstance(result, NothingToSend):
        return no_draft(result.visit)
    if isinstance(result, NotComplete):
        return _to_open_page(result.open_draft.form, result.page)
    if isinstance(result, ChangedSinceCheck):
        text = _("Uw antwoorden zijn net veranderd in een ander venster. Kijk ze nog een keer na.")
        if result.is_same_draft:
            text = _("Wat het kost, is net veranderd. Kijk het na, en verstuur het dan.")
        return render_check(result.open_draft, (text,)), 409
    if result.is_first and result.submission.tracking_hash:
        forget_visitor()
    return redirect(url_after_sending(result), 303)


def answer_first(open_draft: OpenDraft) -> ResponseReturnValue:
    """To what has to be answered before others, which says why one is there."""
    form, page = open_draft.form, open_draft.page_to_resume
    if page is None or not form.task_list:
        return _to_open_page(form, page)
    flash(_("Dat kan nog niet. Kies hieronder waar u verdergaat."), "info")
    return redirect(sections_url(form), 303)


def _to_open_page(form: Form, page: PathPage | None) -> ResponseReturnValue:
    if page:
        flash(_("Deze pagina is nog niet klaar. Kijk hem na, en kies dan Volgende."), "info")
    return redirect(page_url(form, page), 303)


def no_draft(visit: FormVisit) -> ResponseReturnValue:
    """There is nothing to fill in (any more): back to the start page, which says what can be.

    Who filled it in before they logged in goes on with that.
    """
    if visit.draft_before_login:
        return redirect(url_for("submissions.begin", slug=visit.slug), 303)
    if visit.can_log_in:
        flash(_("Vulde u dit in met DigiD? Log dan in om verder te gaan."), "info")
    else:
        flash(_("Dit formulier staat niet meer open. Misschien heeft u het al verstuurd."), "info")
    return redirect(url_for("submissions.start", slug=visit.slug), 303)


def stop() -> ResponseReturnValue:
    """What is filled in is kept: to the overview."""
    flash(_("Bewaard. U kunt later verdergaan."))
    return redirect(url_for("overview.index"), 303)


def stay(open_draft: OpenDraft | None = None) -> ResponseReturnValue:
    """What is filled in is kept: to the same page, which says what was done.

    Not that one can go on, while a file of this draft is looked into: its row says so.
    """
    files = open_draft.context.uploads.values() if open_draft else ()
    is_ready = not any(file.is_processing for kept in files for file in kept)
    if is_ready and not is_block_wanted():  # a block says itself what is ready
        _tell_of_what_is_kept()
    return redirect(request.full_path.rstrip("?"), 303)


def _tell_of_what_is_kept() -> None:
    """Let the next page say what the button did; of another language one sees it."""
    added = sum(bool(file.filename) for _name, file in request.files.items(multi=True))
    if added:
        flash(ngettext("Uw bestand is toegevoegd.", "Uw bestanden zijn toegevoegd.", added))
    elif "remove" in request.form:
        flash(_("Het bestand is weggehaald."))
    elif request.form.get("action") == STAY:
        flash(_("Wat u invulde, is bewaard. U kunt verder."))


def render_page(
    open_draft: OpenDraft, page: PathPage, form: HtmlForm, new: tuple[str, ...] = ()
) -> str:
    """The page with this form. `new`: the questions that came with what was just typed."""
    data, path = open_draft.form, open_draft.path
    _note_maps(form)
    is_change = request.args.get("terug") == TO_CHECK
    step = engine.step(data, page.page, open_draft.context)
    return page_or_block(
        "submissions/page.html",
        "questions",
        form=data,
        page=page,
        section=step.title,
        intro=reading.intro_of(path, page),
        fields=fields.question_fields(form),
        new=new,
        rows=reading.rows_listed(path, page),
        list_errors=form.form_errors,
        row_pages={each.id: each for each in path if each.row},
        step=0 if data.task_list else step.number,
        steps=0 if data.task_list else step.total,
        previous=engine.previous_page(path, page.id),
        revision=open_draft.draft.revision,
        draft_id=open_draft.draft.id,
        kept_until=open_draft.kept_until,
        can_log_in=open_draft.visit.can_log_in,
        is_change=is_change,
        looked_up=() if is_change else reading.looked_up_before(path, page.id),
        is_asked=_asks_something(page),
    )


def _note_maps(form: HtmlForm) -> None:
    """Let each map say so where there is no picture of it now."""
    for field in fields.question_fields(form):
        if isinstance(field, PlaceField) and field.has_map:
            field.is_map_down = is_down(session(), portal(), field.view)


def _asks_something(page: PathPage) -> bool:
    """Whether the resident has to answer: not where it only shows what others say, or a sum."""
    return any(each.kind.has_answer and each.kind.by_resident for each in page.placed)


def render_check(
    open_draft: OpenDraft, notices: tuple[str, ...] = (), sent: SentBefore | None = None
) -> str:
    """All answers, each with its way back to its page; `sent`: what was sent not long ago."""
    form, path = open_draft.form, open_draft.path
    return render_template(
        "submissions/check.html",
        form=form,
        sections=reading.summary(path),
        consents=consents.rows(path),
        page_urls={page.id: f"{page_url(form, page)}?terug={TO_CHECK}" for page in path},
        last_page=path.pages[-1],
        step=0 if form.task_list else engine.steps(form),
        revision=open_draft.draft.revision,
        kept_until=open_draft.kept_until,
        notices=notices,
        sent=sent,
        way=_way(open_draft),
        can_log_in=open_draft.visit.can_log_in,
        draft_id=open_draft.draft.id,
        cents=open_draft.cents_to_pay,
    )


def _way(open_draft: OpenDraft) -> str:
    """How it is sent, where one may choose: "digid" or "none"; else ''."""
    logins = {open_draft.form.login, open_draft.visit.newest.login}
    if OPTIONAL not in logins:
        return ""
    return "digid" if open_draft.visit.actor else "none"


def render_conflict(conflict: EditConflict) -> str:
    """Two tabs gave two answers: the resident chooses which one holds."""
    open_draft, page = conflict.open_draft, conflict.page
    after = page if conflict.stored else engine.next_page(open_draft.path, page.id)
    texts_by_name = fields.raw_input(conflict.form)
    return render_template(
        "submissions/conflict.html",
        form=open_draft.form,
        page=page,
        stored=_rows(open_draft, page, conflict.stored),
        mine=_rows(open_draft, page, conflict.form),
        raw_input=[(name, text) for name, texts in texts_by_name.items() for text in texts],
        revision=open_draft.draft.revision,
        draft_id=open_draft.draft.id,
        next_page=after,
    )


def _rows(open_draft: OpenDraft, page: PathPage, form: HtmlForm | None) -> list[Row]:
    """The answers of this page: those of this form, as typed where it is wrong; else as stored."""
    questions = fields.question_fields(form) if form else []
    answers = merged(open_draft.content.answers, fields.values(form) if form else {})
    wrong = {field.short_name: field.as_typed for field in questions if field.errors}
    path = Path(open_draft.form, answers, open_draft.context)
    of_page = (row for row in consents.rows(path) if row.page_id == page.id)
    rows = (*reading.rows_on_page(path, page.id), *of_page)
    return [replace(row, lines=wrong.get(row.question_id, row.lines)) for row in rows]
