"""What the pages of a form show."""

from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form as HtmlForm

from forms import Form, consents, engine, fields
from forms.definition import Page
from forms.engine import Row
from portal.domain.people import Level
from portal.features.submissions import desk as desks
from portal.features.submissions import filling
from portal.features.submissions.desk import Desk, form_of, level_of, owner_key
from portal.services.submissions.prefill import keep_facts, read_facts
from portal.storage import drafts
from portal.web.edge.access import actor, parked_input
from portal.web.edge.expired_input import OWN_FIELDS
from portal.web.edge.request_context import gateways, session
from portal.web.page.cards import DraftCard, draft_card, kept_until

TO_CHECK = "controleren"


def draft_of_visitor(form: Form) -> DraftCard | None:
    """The concept of who is looking at the start page, if there is one to see."""
    if level_of(form.slug) is not Level.NONE and actor() is None:
        return None
    draft = drafts.draft_of(session(), owner_key(form.slug), form.slug)
    return draft_card(draft) if draft else None


def begin_or_resume(slug: str) -> Desk:
    """The visitor's draft, begun where there is none, with what registers say. Commits."""
    form = form_of(slug)
    drafts.publish(session(), form.version, slug, form.source)
    drafts.begin(session(), owner_key(slug), slug, form.version)
    session().commit()
    desk = desks.open_desk(slug)
    assert desk is not None
    return with_facts(desk)


def with_facts(desk: Desk) -> Desk:
    """The desk with what registers say about the resident, if they can be asked now."""
    if desk.actor is None or desk.content.facts_at:
        return desk
    slug = desk.form.slug
    read = read_facts(session(), gateways(), desk.actor, desk.draft)
    keep_facts(session(), desk.owner_key, slug, read)
    return desks.open_desk(slug) or desk


def discard(slug: str) -> None:
    """Throw the visitor's draft away; none is none. Commits."""
    draft = drafts.draft_of(session(), owner_key(slug), slug, for_update=True)
    if draft:
        session().delete(draft)
        session().commit()


def no_draft(slug: str) -> ResponseReturnValue:
    """There is nothing to fill in (any more): back to the start page, which says what can be."""
    flash(_("Dit formulier staat niet meer open. Misschien heeft u het al verstuurd."), "info")
    return redirect(url_for("submissions.start", slug=slug), 303)


def show(desk: Desk, page: Page) -> ResponseReturnValue:
    """The page, with what was typed or stored before."""
    desk = with_facts(desk)
    typed = parked_input() if desk.actor else None
    if typed is not None:
        # A new login after the session had expired: the same page with the same text (rule 3).
        seen, typed = seen_in(typed), without_own_fields(typed)
        raw = typed.to_dict(flat=False)
        if filling.is_stale(desk, page, seen):
            desk = filling.looked_up(desk, page, raw)
        conflict = filling.keep_typed(desk.locked(), page, typed, seen)
        if conflict:
            return render_conflict(desk, page, conflict.form), 409
        return render(desk, page, filling.blank(desk, page, raw))
    return render(desk, page, filling.blank(desk, page, desk.content.typed.get(page.id)))


def render(desk: Desk, page: Page, form: HtmlForm) -> str:
    """The page with this form."""
    answers, context = desk.content.answers, desk.context
    step = engine.step(desk.form, page, answers, context)
    previous = engine.previous_page(desk.form, page, answers, context)
    is_change = request.args.get("terug") == TO_CHECK
    back = desk.url(previous) if previous else url_for("submissions.start", slug=desk.form.slug)
    return render_template(
        "submissions/page.html",
        form=desk.form,
        page=page,
        section=step.title,
        fields=fields.question_fields(form),
        step=step.number,
        steps=step.total,
        back_url=desk.url(None) if is_change else back,
        revision=desk.draft.revision,
        draft_id=desk.draft.id,
        kept_until=kept_until(desk.draft) if desk.actor else None,
        is_change=is_change,
    )


def render_check(desk: Desk, notices: tuple[str, ...] = ()) -> str:
    """All answers, each with its way back to its page."""
    answers, context = desk.content.answers, desk.context
    path = engine.path(desk.form, answers, context)
    return render_template(
        "submissions/check.html",
        form=desk.form,
        sections=engine.summary(desk.form, answers, context),
        consents=consents.rows(desk.form, answers, context),
        page_urls={
            page.id: url_for(
                "submissions.ask", slug=desk.form.slug, page_id=page.id, terug=TO_CHECK
            )
            for page in path
        },
        back_url=desk.url(path[-1]),
        revision=desk.draft.revision,
        kept_until=kept_until(desk.draft) if desk.actor else None,
        notices=notices,
        draft_id=desk.draft.id,
    )


def without_own_fields(fields: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was typed, without what the page itself added."""
    return MultiDict(pair for pair in fields.items(multi=True) if pair[0] not in OWN_FIELDS)


def seen_in(sent: MultiDict[str, str]) -> filling.Seen:
    """Which draft, and which state of it, the tab showed that sent this."""
    return filling.Seen(sent.get("draft", type=UUID), sent.get("revision", 0, type=int))


def render_conflict(desk: Desk, page: Page, form: HtmlForm) -> str:
    """Two tabs gave two answers: the resident chooses which one holds. `form` is judged."""
    unfinished = desk.content.typed.get(page.id)
    kept = None
    if unfinished is not None:
        kept = filling.judged(filling.looked_up(desk, page, unfinished), page, unfinished)
    after = page if kept else filling.next_stop(desk, page, to_check=False)
    return render_template(
        "submissions/conflict.html",
        form=desk.form,
        page=page,
        kept=_rows(desk, page, kept),
        mine=_rows(desk, page, form),
        typed=[(name, text) for name, texts in fields.typed(form).items() for text in texts],
        revision=desk.draft.revision,
        draft_id=desk.draft.id,
        next_url=desk.url(after),
    )


def _rows(desk: Desk, page: Page, form: HtmlForm | None) -> list[Row]:
    """The answers of this page: those of this form, as typed where it is wrong; else as stored."""
    typed = fields.question_fields(form) if form else []
    answers = {**desk.content.answers, **(fields.values(form) if form else {})}
    wrong = {field.short_name: field.as_typed for field in typed if field.errors}
    sections = engine.summary(desk.form, answers, desk.context)
    rows = [row for section in sections for row in section.rows]
    rows += consents.rows(desk.form, answers, desk.context)
    return [
        replace(row, lines=wrong.get(row.question_id, row.lines))
        for row in rows
        if row.page_id == page.id
    ]
