"""Pages of a form: before it, in it, the check of all answers, and the receipt."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from forms.definition import Page
from forms.kinds.data_choice import FETCH
from portal.domain.failures import NotFound
from portal.features.submissions import choosing, filling, pages, receipts, sending
from portal.features.submissions import desk as desks
from portal.features.submissions.desk import Desk, form_of, level_of, owner_key
from portal.features.submissions.receiving import receive
from portal.storage import submissions, uploads
from portal.storage.consultations import consulting
from portal.storage.submissions import Submission
from portal.web.edge.access import acting, level, public
from portal.web.edge.expired_input import gives_back
from portal.web.edge.request_context import session, settings
from portal.web.words.form_titles import catalogue
from portal.web.words.life_events import events

bp = Blueprint("submissions", __name__, url_prefix="/formulieren")
KEEPING = ("stop", "stay")
"""Buttons after which the page is kept as it was typed, not judged."""


@bp.get("/")
@public
def index() -> str:
    """All forms, by life event."""
    return render_template("submissions/index.html", events=events(catalogue()))


@bp.get("/<slug>/")
@public
def start(slug: str) -> str:
    """What to know before beginning."""
    form = form_of(slug)
    return render_template(
        "submissions/start.html",
        form=form,
        begin_url=url_for("submissions.begin", slug=slug),
        anew_url=url_for("submissions.begin_anew", slug=slug),
        draft=pages.draft_of_visitor(form),
        draft_days=settings().draft_days,
        crumbs=((_("Wat wilt u regelen?"), url_for("home.index")),),
    )


@bp.get("/<slug>/verder/")
@level(level_of)
def begin(slug: str) -> ResponseReturnValue:
    """Go on where one was; begin where nothing was begun. Doing it twice changes nothing."""
    desk = pages.begin_or_resume(slug)
    return redirect(desk.url(desk.first_open), 303)


@bp.post("/<slug>/opnieuw/")
@level(level_of)
def begin_anew(slug: str) -> ResponseReturnValue:
    """Throw the concept away and begin with an empty one."""
    pages.discard(slug)
    return redirect(url_for("submissions.begin", slug=slug), 303)


@bp.get("/<slug>/controleren/")
@level(level_of)
def check(slug: str) -> ResponseReturnValue:
    """All answers, before they are sent."""
    desk = desks.open_desk(slug)
    if desk is None:
        return pages.no_draft(slug)
    first = desk.first_open
    return redirect(desk.url(first), 303) if first else pages.render_check(desk)


@bp.post("/<slug>/controleren/")
@level(level_of)
def send(slug: str) -> ResponseReturnValue:
    """Send it; sending it twice shows the one receipt."""
    if request.form.get("action") == "stop":
        return _stop()
    if request.form.get("action") == "stay":  # "Ik ga door", for more time: not for sending
        return redirect(url_for("submissions.check", slug=slug), 303)
    desk = desks.open_desk(slug, for_update=True)
    return _send(desk) if desk and _is_seen(desk) else _sent_before(slug)


@bp.get("/<slug>/ontvangen/<reference>/")
@level(level_of)
def receipt(slug: str, reference: str) -> str:
    """The proof that it was received."""
    submission = _submission(slug, reference)
    return receipts.render(submission)


@bp.get("/<slug>/ontvangen/<reference>/antwoorden.pdf")
@level(level_of)
def pdf(slug: str, reference: str) -> Response:
    """All answers as PDF."""
    submission = _submission(slug, reference)
    with consulting(session(), receipts.download_line(acting(), submission)):
        return receipts.send_pdf(submission)


@bp.route("/<slug>/<page_id>/", methods=["GET", "POST"])
@level(level_of)
@gives_back
def ask(slug: str, page_id: str) -> ResponseReturnValue:
    """One page of questions."""
    desk = desks.open_desk(slug)
    if desk is None:
        return pages.no_draft(slug)
    page = filling.page_to_show(desk, page_id)
    if page is None or page.id != page_id:
        return redirect(desk.url(page), 303)
    return _answer(desk, page) if request.method == "POST" else pages.show(desk, page)


def _answer(desk: Desk, page: Page) -> ResponseReturnValue:
    desk = _with_files(desk, page)
    typed, seen = pages.without_own_fields(request.form), pages.seen_in(request.form)
    if request.form.get("action") in choosing.CHOICES:
        return _chosen_again(desk.locked(), page, request.form["action"])
    is_judged = "remove" not in request.form and request.form.get("action") not in KEEPING
    if is_judged or filling.is_stale(desk, page, seen):
        desk = filling.looked_up(desk, page, typed.to_dict(flat=False))
    desk = desk.locked()
    if not is_judged:
        return _kept(desk, page, are_refused=any(desk.context.refused.values()))
    result = filling.fill(desk, page, typed, seen)
    if isinstance(result, filling.Conflict):
        return pages.render_conflict(desk, page, result.form), 409
    if isinstance(result, filling.Faulty):
        return pages.render(desk, page, result.form), 422
    return _go_on(choosing.fetch_chosen(desk, page), page)


def _with_files(desk: Desk, page: Page) -> Desk:
    """The desk with the files that came along; a tab of another draft brings none into this one."""
    if not any(file.filename for file in request.files.values()):
        return desk
    if not _is_seen(desk):
        flash(_("Uw bestanden zijn niet toegevoegd. Kies ze opnieuw."), "warning")
        return desk
    refused = receive(desk.locked(), page, request.files)
    session().commit()  # files are kept whatever becomes of the rest of the page
    return desk.refused(refused)


def _is_seen(desk: Desk) -> bool:
    """Whether this draft is the one that the tab showed."""
    return pages.seen_in(request.form).draft == desk.draft.id


def _go_on(desk: Desk, page: Page) -> ResponseReturnValue:
    to_check = request.args.get("terug") == pages.TO_CHECK
    return redirect(desk.url(filling.next_stop(desk, page, to_check=to_check)), 303)


def _chosen_again(desk: Desk, page: Page, choice: str) -> ResponseReturnValue:
    """After "Probeer het nog een keer" the same page, with what came; else on to supplying it.

    What a tab says of another draft changes nothing in this one: the page shows how that is now.
    """
    if not _is_seen(desk):
        return redirect(desk.url(page), 303)
    desk = choosing.choose_again(desk, page, choice)
    if choice == FETCH:
        return redirect(request.full_path.rstrip("?"), 303)
    return _go_on(desk, page)


def _kept(desk: Desk, page: Page, *, are_refused: bool) -> ResponseReturnValue:
    """After another button than "next": what was typed is kept, not judged."""
    typed = pages.without_own_fields(request.form)
    conflict = filling.keep_typed(desk, page, typed, pages.seen_in(request.form))
    if conflict:
        return pages.render_conflict(desk, page, conflict.form), 409
    if are_refused:
        return pages.render(desk, page, filling.blank(desk, page, typed.to_dict(flat=False))), 422
    if request.form.get("action") == "stop":
        return _stop()
    if "remove" in request.form:
        _remove_file(desk, request.form["remove"])
    return redirect(request.full_path.rstrip("?"), 303)


def _remove_file(desk: Desk, file: str) -> None:
    try:
        uploads.remove(session(), desk.owner_key, desk.draft.id, UUID(file))
    except ValueError as error:
        raise NotFound(file) from error
    session().commit()


def _stop() -> ResponseReturnValue:
    flash(_("Bewaard. U kunt later verdergaan."))
    return redirect(url_for("overview.index"), 303)


def _send(desk: Desk) -> ResponseReturnValue:
    checked = request.form.get("revision", type=int)
    try:
        submission = sending.send(session(), desk, str(get_locale()), checked=checked)
    except sending.NotComplete as error:
        return redirect(desk.url(error.page), 303)
    except sending.Changed:
        text = _("Uw antwoorden zijn net veranderd in een ander venster. Kijk ze nog een keer na.")
        return pages.render_check(desk, (text,)), 409
    if desk.actor is None:
        desks.forget_visitor()
    return redirect(_receipt_url(submission), 303)


def _sent_before(slug: str) -> ResponseReturnValue:
    draft = request.form.get("draft", type=UUID)
    submission = submissions.sent_from(session(), draft) if draft else None
    if submission is None:
        return pages.no_draft(slug)
    # Without login the draft's id is the only proof: as hard to guess as the tracking link.
    is_theirs = submission.tracking_hash or submission.owner_key == owner_key(slug)
    return redirect(_receipt_url(submission), 303) if is_theirs else pages.no_draft(slug)


def _receipt_url(submission: Submission) -> str:
    if submission.tracking_hash:
        token = sending.tracking_token(session(), submission.draft_id)
        return url_for("tracking.receipt", token=token)
    slug, reference = submission.slug, submission.reference
    return url_for("submissions.receipt", slug=slug, reference=reference)


def _submission(slug: str, reference: str) -> Submission:
    submission = submissions.submission_of(session(), owner_key(slug), reference)
    if submission is None or submission.slug != slug or submission.tracking_hash:
        raise NotFound(reference)  # a report without login is there for who has its link only
    return submission
