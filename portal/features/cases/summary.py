"""A case on paper: what its page says, to keep or to show to somebody."""

from collections.abc import Iterator
from typing import Any

from flask import Response
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.domain.days import utc_now
from portal.domain.people import Actor, Ground
from portal.domain.remedies import RemedyRegister
from portal.features.cases.cards import case_context
from portal.features.cases.summary_parts import dates, decisions, documents, related, steps, tasks
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, Sender, as_pdf
from portal.services.cases.reading import CasePage
from portal.web.edge.login_session import acting, header
from portal.web.edge.request_context import municipality
from portal.web.edge.responses import download
from portal.web.words.formats import day, label, moment, phone, since

Context = dict[str, Any]
"""What the page of the case shows, by the names that its template has."""


def as_paper(page: CasePage, remedies: RemedyRegister) -> Response:
    """The case as a PDF, in the language of the page: what that shows, and nothing more.

    Raises `SourceUnavailable` where nothing of it is known.
    """
    context: Context = case_context(page, remedies)
    number = context["case"].number
    printed = Printed(
        title=context["name"].text,
        sender=Sender.of(municipality(), _("Gemeente %(name)s", name=municipality().name)),
        language=str(get_locale()),
        intro=tuple(_intro(context)),
        facts=tuple(_facts(context)),
        boxes=_(
            "Ziet u een code zoals U+1F44D? Dat teken kunnen wij niet afdrukken. "
            "De tekst is wel bewaard zoals die is geschreven."
        ),
        footer=_(
            "Vragen? Bel %(phone)s, en noem zaaknummer %(number)s.",
            phone=municipality().phone,
            number=number,
        ),
        sections=tuple(_sections(context)),
    )
    word = _("zaak")
    return download(as_pdf(printed), "application/pdf", f"{word}-{context['case'].key.id}.pdf")


def _intro(context: Context) -> Iterator[str]:
    """What it is about, who made the paper, and from when it is what stands on it."""
    if context["subject"]:
        yield context["subject"]
    if context["is_party"]:
        yield _(
            "Iemand anders heeft deze zaak gestart. De zaak gaat ook over u. "
            "Misschien ziet u hier niet alles."
        )
    if context["representation"]:
        yield context["representation"]
    if context["withdrawal"].state:
        yield context["withdrawal"].state
    yield _made_by(acting())
    source = context["source"]
    if source.as_of:
        yield _("Bijgewerkt: %(time)s.", time=since(source.as_of))
    if not source.known:
        yield _("Wij kunnen ons systeem nu niet bereiken.")


def _made_by(actor: Actor) -> str:
    """When this paper was made and by whom; never an employee as if they were the resident."""
    at, shown = moment(utc_now()), header()
    if actor.ground is Ground.COUNTER_EMPLOYEE:
        return _("Een medewerker van de gemeente maakte dit overzicht op %(moment)s.", moment=at)
    if actor.ground is Ground.REPRESENTATIVE:
        return _("Iemand die dit voor u mag doen, maakte dit overzicht op %(moment)s.", moment=at)
    if shown and shown.name:
        return _(
            "%(name)s maakte dit overzicht op %(moment)s, ingelogd met DigiD.",
            name=shown.name,
            moment=at,
        )
    return _("U maakte dit overzicht op %(moment)s, ingelogd met DigiD.", moment=at)


def _facts(context: Context) -> Iterator[PrintedRow]:
    case = context["case"]
    yield PrintedRow(_("Zaaknummer"), (case.number,))
    yield PrintedRow(_("Ontvangen op"), (day(case.started),))
    yield PrintedRow(_("Hoe staat het ermee?"), (_how_far(context),))
    if case.is_closed and (case.result or context["explanation"]):
        lines = filter(None, (case.result, context["explanation"]))
        yield PrintedRow(_("Resultaat"), tuple(lines))
    if context["payment"]:
        yield PrintedRow(_("Betaling"), (context["payment"],))


def _how_far(context: Context) -> str:
    case = context["case"]
    is_withdrawn = context["withdrawal"].state and not case.is_closed
    return _("Door u ingetrokken") if is_withdrawn else label(case.progress)


def _sections(context: Context) -> Iterator[PrintedSection]:
    """The parts of the page, in its order; those that could not be read say so."""
    unread = context["unread"]
    yield from tasks(context["tasks"], is_known=context["tasks_source"].known)
    yield from decisions(context["decisions"], is_whole="decisions" not in unread)
    has_tasks = any(not task.is_optional for task in context["tasks"])
    sentences = dates(context["case"], context["days"], has_tasks=has_tasks)
    yield steps(context["steps"], sentences, is_whole="steps" not in unread)
    groups = {
        _("Van de gemeente"): context["documents_ours"],
        _("Van u"): context["documents_yours"],
        _("Van anderen"): context["documents_others"],
    }
    yield from documents(groups, context["on_the_way"], is_whole="documents" not in unread)
    yield from related(context["related"])
    yield from _contact(context)


def _contact(context: Context) -> Iterator[PrintedSection]:
    contact = context["contact"]
    if contact:
        lines = (contact.role, phone(contact.phone), contact.email)
        row = PrintedRow(contact.name, tuple(filter(None, lines)))
        yield PrintedSection(_("Uw contactpersoon"), (row,))
