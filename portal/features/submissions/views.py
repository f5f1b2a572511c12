"""Pages of a form: before it, in it, the check of all answers, and the receipt."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.keys import FormSlug
from portal.domain.failures import NotFound
from portal.domain.people import Level
from portal.features.submissions import receipts, withdrawal
from portal.features.submissions.before_login import go_on, go_on_after_login, respond_to_choice
from portal.features.submissions.forms import PageForm
from portal.features.submissions.levels import (
    level_of,
    level_of_receipt,
    level_with_login,
    level_without_login,
)
from portal.features.submissions.pages import (
    answer_first,
    check_url,
    no_draft,
    page_url,
    render_check,
    respond,
    respond_to_send,
    resume_url,
    sections_url,
    stay,
    stop,
)
from portal.features.submissions.sections import render_sections
from portal.features.submissions.starting import (
    begin_url,
    draft_of_visitor,
    sent_before,
    tell_of_new_version,
    ways,
)
from portal.features.submissions.visits import (
    expired_page,
    form_of,
    form_visit,
    has_to_choose,
    sent_page,
    tab_state,
    task_of_link,
    visit_of_tab,
)
from portal.services.submissions import drafts
from portal.services.submissions.moving import move_to_newest
from portal.services.submissions.open_draft import load_open_draft
from portal.services.submissions.receipts import download_line
from portal.services.submissions.saving import open_page, save_page
from portal.services.submissions.sending import send as send_draft
from portal.services.submissions.sent_page import STAY, STOP
from portal.storage import submissions
from portal.storage.consultations import consulting
from portal.storage.submissions import Submission
from portal.texts.after_sending import steps_before_sending
from portal.web.edge.expired_input import restores_input
from portal.web.edge.guard import require_level
from portal.web.edge.limits import (
    BEGIN_FORM,
    BROUGHT,
    SEND_FORM,
    UPLOAD,
    UPLOAD_SIZE,
    UPLOAD_SIZE_OF_VISITOR,
    limited,
)
from portal.web.edge.login_session import acting, actor
from portal.web.edge.request_context import current_state, municipality, session, settings
from portal.web.edge.rules import level, public
from portal.web.edge.staying import button_here, keeps_input
from portal.web.words.form_titles import catalogue
from portal.web.words.formats import words
from portal.web.words.life_events import events

bp = Blueprint("submissions", __name__, url_prefix="/formulieren")
for address in (page_url, sections_url, check_url):
    bp.add_app_template_global(address)


@bp.get("/")
@public
def index() -> str:
    """All forms, by life event."""
    return render_template("submissions/index.html", events=events(catalogue()))


@bp.get("/<slug>/")
@public
def start(slug: FormSlug) -> str:
    """What to know before beginning."""
    form = form_of(slug)
    return render_template(
        "submissions/start.html",
        form=form,
        then=tuple(steps_before_sending(words(), form, municipality().remedies)),
        ways=ways(form),
        draft=draft_of_visitor(form),
        sent=sent_before(slug),
        is_off=not current_state().can_begin(slug),
        is_retired=not current_state().is_published(slug),
        is_ended=slug in current_state().forms_ended,
        draft_days=settings().draft_days,
        crumbs=((_("Wat wilt u regelen?"), url_for("home.index")),),
    )


@bp.get("/<slug>/verder/")
@level(level_of)
@limited(BEGIN_FORM)
def begin(slug: FormSlug) -> ResponseReturnValue:
    """Go on where one was; begin where nothing was begun. Doing it twice changes nothing."""
    if has_to_choose(slug):
        return redirect(url_for("submissions.start", slug=slug, taak=task_of_link()), 303)
    visit = form_visit(slug)
    choice_page = go_on_after_login(visit)
    if choice_page is not None:
        return choice_page
    if move_to_newest(visit):
        tell_of_new_version()
    open_draft = drafts.begin_or_resume(visit, task_of_link())
    if open_draft is None:
        return redirect(url_for("submissions.start", slug=slug), 303)
    return redirect(resume_url(open_draft), 303)


@bp.get("/<slug>/met-digid/")
@level(level_with_login)
@limited(BEGIN_FORM)
def begin_with_login(slug: FormSlug) -> ResponseReturnValue:
    """Go on as oneself, where one may choose; with what was filled in before."""
    return go_on(slug)


@bp.get("/<slug>/zonder-digid/")
@level(level_without_login)
@limited(BEGIN_FORM)
def begin_without_login(slug: FormSlug) -> ResponseReturnValue:
    """Begin in this browser, where one may choose; who is logged in goes on as themselves."""
    if has_to_choose(slug):
        drafts.begin_or_resume(form_visit(slug))
    return go_on(slug)


@bp.post("/<slug>/welk-concept/")
@level(level_of)
@limited(BEGIN_FORM)
def choose_draft(slug: FormSlug) -> ResponseReturnValue:
    """Go on with what was filled in before login, or with what was there already."""
    return respond_to_choice(slug)


@bp.post("/<slug>/opnieuw/")
@level(level_of)
@limited(BEGIN_FORM)
def begin_anew(slug: FormSlug) -> ResponseReturnValue:
    """Throw the concept away and begin with an empty one."""
    visit = form_visit(slug)
    if not drafts.discard(visit) and visit.before_login:
        drafts.discard(visit.before_login)
    return redirect(begin_url(slug), 303)


@bp.get("/<slug>/alle-onderdelen/")
@level(level_of)
def sections(slug: FormSlug) -> ResponseReturnValue:
    """The sections, of a form that one fills in in any order."""
    visit = form_visit(slug)
    open_draft = load_open_draft(visit)
    if open_draft is None or open_draft.asks_nothing:
        return no_draft(visit)
    if not open_draft.form.task_list:
        return redirect(resume_url(open_draft), 303)
    return render_sections(open_draft)


@bp.get("/<slug>/controleren/")
@level(level_of)
def check(slug: FormSlug) -> ResponseReturnValue:
    """All answers, before they are sent."""
    visit = form_visit(slug)
    open_draft = load_open_draft(visit)
    if open_draft is None or open_draft.asks_nothing:
        return no_draft(visit)
    if open_draft.page_to_resume:
        return answer_first(open_draft)
    return render_check(open_draft, sent=sent_before(slug))


@bp.post("/<slug>/controleren/")
@level(level_of)
@limited(SEND_FORM)
@keeps_input
def send(slug: FormSlug) -> ResponseReturnValue:
    """Send it; sending it twice shows the one receipt."""
    button = button_here()
    if button == STOP:
        return stop()
    if button == STAY:  # for more time, or in another language: not for sending
        return stay()
    tab = tab_state(PageForm(request.form))
    return respond_to_send(send_draft(form_visit(slug), tab))


@bp.get("/<slug>/ontvangen/<reference>/")
@level(level_of_receipt)
def receipt(slug: FormSlug, reference: str) -> str:
    """The proof that it was received."""
    return receipts.render_receipt(_submission(slug, reference))


@bp.get("/<slug>/ontvangen/<reference>/antwoorden.pdf")
@level(level_of_receipt)
def pdf(slug: FormSlug, reference: str) -> ResponseReturnValue:
    """All answers as PDF."""
    submission = _submission(slug, reference)
    with consulting(session(), download_line(acting(), submission)):
        return receipts.send_pdf(submission)


@bp.get("/<slug>/ontvangen/<reference>/intrekken/")
@level(level_of_receipt)
def ask_to_withdraw(slug: FormSlug, reference: str) -> ResponseReturnValue:
    """What withdrawing it does, while it is no case yet."""
    return withdrawal.show(_submission(slug, reference))


@bp.post("/<slug>/ontvangen/<reference>/intrekken/")
@level(level_of_receipt)
@limited(BROUGHT)
def withdraw(slug: FormSlug, reference: str) -> ResponseReturnValue:
    """Withdraw it; doing it twice is doing it once."""
    return withdrawal.do(_submission(slug, reference))


@bp.route("/<slug>/<page_id>/", methods=["GET", "POST"])
@level(level_of)
@limited(UPLOAD, UPLOAD_SIZE, UPLOAD_SIZE_OF_VISITOR)
@restores_input
@keeps_input
def ask(slug: FormSlug, page_id: str) -> ResponseReturnValue:
    """One page of questions."""
    visit = visit_of_tab(slug)
    if request.method == "POST":
        return respond(save_page(visit, page_id, sent_page(request)))
    return respond(open_page(visit, page_id, expired_page))


def _submission(slug: FormSlug, reference: str) -> Submission:
    """What this resident sent, whatever became of the form since; at the level of its version."""
    current = actor()
    owner_id = current.for_party.key if current else None
    submission = submissions.submission_of(session(), owner_id, reference) if owner_id else None
    if submission is None or submission.slug != slug or submission.tracking_hash:
        raise NotFound(reference)  # a report without login is there for who has its link only
    require_level(Level.named(receipts.form_of(submission).level))
    return submission
