"""The answers on one page: shown, looked up where a register knows better, and judged."""

from dataclasses import dataclass, replace

import structlog
from werkzeug.datastructures import MultiDict
from wtforms import Form as HtmlForm

from forms import fields
from forms.context import (
    AddressAnswer,
    AddressQuery,
    RegisterAddress,
    RegisterVehicle,
    VehicleAnswer,
)
from forms.drafts_mapping import input_under_new_names
from forms.path import PathPage
from portal.domain.addresses import AddressRegister
from portal.domain.failures import SourceError
from portal.domain.switches import BAG, VEHICLES
from portal.domain.vehicles import VehicleRegister
from portal.services.submissions.open_draft import OpenDraft
from portal.services.submissions.sent_page import PageInput, SentPage, TabState

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """What was sent of a page, and what is wrong with it."""

    form: HtmlForm
    """Its `errors` are empty where it was not to be judged."""
    is_conflict: bool
    """Whether another tab saved this page meanwhile, with other answers."""
    new: tuple[str, ...] = ()
    """The labels of the questions that came with the answers, which the tab did not show yet."""


def blank_form(open_draft: OpenDraft, page: PathPage, raw_input: PageInput | None) -> HtmlForm:
    """The page's form as the draft is now: with this input, or with the stored answers.

    It isn't judged yet. A page that the answers call for no more stays what it was.
    """
    page = page_as_typed(open_draft, page, raw_input)
    sent_texts: MultiDict[str, str] | None = None
    if raw_input is not None:
        sent_texts = MultiDict(_as_named_now(open_draft, page, raw_input))
    return fields.form_class(page, HtmlForm)(sent_texts)


def page_as_typed(open_draft: OpenDraft, page: PathPage, raw_input: PageInput | None) -> PathPage:
    """The page as the draft is now, with the questions that this input calls for."""
    page = open_draft.path.by_id.get(page.id, page)
    if raw_input is None:
        return page
    return fields.as_typed(page, MultiDict(_as_named_now(open_draft, page, raw_input)))


def _as_named_now(open_draft: OpenDraft, page: PathPage, raw_input: PageInput) -> PageInput:
    """The input, also of a tab that was open before the draft went on with another version."""
    return input_under_new_names(open_draft.form.drafts, page.page.questions, raw_input)


def look_up(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> OpenDraft:
    """The draft with what registers say of this input, where anybody wants to know.

    Ends the transaction before it asks: a register can take seconds. Nothing may be locked.
    """
    if not sent.look_up and not _is_judged(open_draft, page, sent):
        return open_draft
    return _look_up(open_draft, blank_form(open_draft, page, sent.raw_input))


def judge_page(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> JudgedPage:
    """Judge what was sent of this page, and hold it against what another tab saved. Asks nobody.

    Of a page that is only kept, the field that is to be looked up is judged.
    """
    form = blank_form(open_draft, page, sent.raw_input)
    if not _is_judged(open_draft, page, sent):
        if sent.look_up in form:
            form[sent.look_up].validate(form)
        return JudgedPage(form, is_conflict=False, new=_new_questions(form, sent))
    fields.validate(form, page_as_typed(open_draft, page, sent.raw_input))
    is_stale = _is_saved_since(open_draft, page, sent.tab)
    is_conflict = is_stale and _differs(open_draft, page, form)
    return JudgedPage(form, is_conflict, _new_questions(form, sent))


def judge_stored(open_draft: OpenDraft, page: PathPage) -> HtmlForm | None:
    """The unfinished input that is stored of this page, judged; None where all answers are right.

    Ends the transaction and asks the registers. Nothing may be locked.
    """
    raw_input = open_draft.content.raw_input.get(page.id)
    if raw_input is None:
        return None
    looked_up = _look_up(open_draft, blank_form(open_draft, page, raw_input))
    form = blank_form(looked_up, page, raw_input)
    fields.validate(form, page_as_typed(looked_up, page, raw_input))
    return form


def _new_questions(form: HtmlForm, sent: SentPage) -> tuple[str, ...]:
    """The labels of the questions that came with what was typed; those are not at fault yet."""
    if sent.asked is None:
        return ()
    new = [field for field in fields.question_fields(form) if field.name not in sent.asked]
    for field in new:
        field.errors = []
    return tuple(str(field.label.text) for field in new)


def _is_judged(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> bool:
    """What is only kept is judged too where it may have to be held against another tab's."""
    return sent.is_to_be_judged or _is_saved_since(open_draft, page, sent.tab)


def _is_saved_since(open_draft: OpenDraft, page: PathPage, tab: TabState) -> bool:
    """Whether this page was saved after the tab showed it, or the tab showed another draft."""
    is_same_draft = tab.draft == open_draft.draft.id
    return not is_same_draft or tab.revision < open_draft.content.saved.get(page.id, 0)


def _differs(open_draft: OpenDraft, page: PathPage, form: HtmlForm) -> bool:
    """Whether this judged form says something else than what is stored of the page."""
    unfinished = open_draft.content.raw_input.get(page.id)
    if unfinished is not None:
        return unfinished != fields.raw_input(form)
    values = fields.values(form)
    return any(open_draft.content.answers.get(name) != value for name, value in values.items())


def _look_up(open_draft: OpenDraft, form: HtmlForm) -> OpenDraft:
    off = open_draft.visit.state.sources_off
    queries = () if BAG in off else fields.address_queries(form)
    plates = () if VEHICLES in off else fields.plates_to_look_up(form)
    points = () if BAG in off else fields.points_to_name(form)
    if not (queries or plates or points):
        return open_draft
    open_draft.visit.database.commit()
    gateways = open_draft.visit.portal.gateways
    context = replace(
        open_draft.context,
        addresses={query: _answer_to(query, gateways.addresses) for query in queries},
        vehicles={plate: _vehicle_with(plate, gateways.vehicles) for plate in plates},
        nearest={point: _nearest(point, gateways.addresses) for point in points},
    )
    return replace(open_draft, context=context)


def _vehicle_with(plate: str, register: VehicleRegister) -> VehicleAnswer:
    """The vehicle with this plate, as far as the register could be asked."""
    try:
        vehicle = register.find(plate)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return VehicleAnswer(None, is_known=False)
    if vehicle is None:
        return VehicleAnswer(None)
    return VehicleAnswer(
        RegisterVehicle(vehicle.make, vehicle.model, vehicle.colour, vehicle.inspected_until)
    )


def _nearest(point: tuple[str, str], register: AddressRegister) -> str:
    """The address that is nearest on one line; empty where none is near, or nobody can say."""
    try:
        address = register.near(*map(float, point))
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return ""
    return ", ".join(address.lines) if address else ""


def _answer_to(query: AddressQuery, register: AddressRegister) -> AddressAnswer:
    """Which addresses fit, as far as the register could be asked."""
    try:
        answer = register.find(query.postcode, query.number)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return AddressAnswer((), is_known=False)
    fitting = (
        RegisterAddress(a.street, a.number, a.letter, a.addition, a.postcode, a.city, a.bag_id)
        for a in answer.value
    )
    return AddressAnswer(tuple(fitting), is_known=True, is_whole=not answer.missing)
