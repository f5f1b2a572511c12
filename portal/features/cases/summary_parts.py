"""The parts of a case as they stand on paper: in the sentences of its page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.cases import Case
from portal.features.cases.date_cards import CaseDays
from portal.features.cases.decision_cards import DecisionCard, RemedyCard
from portal.features.cases.document_cards import DocumentCard
from portal.features.cases.relative_cards import RelativeCard
from portal.features.cases.timeline_cards import StepCard
from portal.printing.pdf import PrintedRow, PrintedSection
from portal.web.page.cards import TaskCard
from portal.web.words.formats import day, label, size, step_name


def tasks(cards: Iterable[TaskCard], *, is_known: bool) -> Iterator[PrintedSection]:
    """What the resident still has to do; whether it is known what that is."""
    every = tuple(cards)
    rows = tuple(PrintedRow(card.name.text, tuple(_until(card))) for card in every)
    unsure = () if is_known else (_("Wij kunnen nu niet zien of u iets moet doen."),)
    may_all = rows and not unsure and all(card.is_optional for card in every)
    title = _("Dit kunt u nog doen") if may_all else _("Dit moet u nog doen")
    if rows or unsure:
        yield PrintedSection(title, rows, unsure)


def _until(card: TaskCard) -> Iterator[str]:
    last = card.last_day
    if last and card.is_optional:
        if last.has_passed:
            yield _("U kon dit sturen tot en met %(day)s. Het hoefde niet.", day=day(last.day))
        else:
            yield _("U kunt dit sturen tot en met %(day)s. Het hoeft niet.", day=day(last.day))
    elif last and last.has_passed:
        yield _("Dit moest uiterlijk %(day)s", day=day(last.day))
    elif last:
        yield _("Doe dit uiterlijk %(day)s", day=day(last.day))


def steps(
    of_case: Iterable[StepCard], sentences: Iterable[str], *, is_whole: bool
) -> PrintedSection:
    """What was done, what happens now and what comes next; `sentences`: about its days."""
    rows = tuple(
        PrintedRow(
            step_name(card.step).text,
            (label(card.step.state), *filter(None, _about_step(card))),
        )
        for card in of_case
    )
    unsure = _("Wij kunnen nu niet alle stappen laten zien. Probeer het later nog een keer.")
    all_sentences = (*sentences, *(() if is_whole else (unsure,)))
    return PrintedSection(_("Hoe staat het ermee?"), rows, all_sentences)


def _about_step(card: StepCard) -> Iterator[str]:
    """Of which part it is a step, when it was reached, and what is written about it."""
    if card.sub_case:
        yield card.sub_case.text
    if card.step.at:
        yield day(card.step.at)
    yield card.step.note


def related(cards: Iterable[RelativeCard]) -> Iterator[PrintedSection]:
    """The other cases that it has to do with."""
    rows = tuple(
        PrintedRow(card.name.text, tuple(filter(None, (card.subject, card.relation))))
        for card in cards
    )
    if rows:
        yield PrintedSection(_("Zaken die hierbij horen"), rows)


def dates(case: Case, days: CaseDays, *, has_tasks: bool) -> Iterator[str]:
    """What moves the days of the case, and when it should end."""
    if days.ends_by_withdrawal and not case.is_closed:
        if not has_tasks:
            yield _(
                "U heeft uw aanvraag ingetrokken. Voor deze stappen hoeft u niets meer te doen."
            )
    elif not case.is_closed:
        yield from _put_off(case)
        yield from _standing_still(days)
    yield from _promised(case, days, has_tasks=has_tasks)


def _put_off(case: Case) -> Iterator[str]:
    if case.suspension is not None:
        stands = _("Uw zaak staat nu stil. Daardoor duurt het langer.")
        yield f"{stands} {case.suspension}".strip()
    if case.extension is not None:
        more = _("Wij hebben meer tijd nodig.")
        if case.extension_days:
            more = ngettext(
                "Wij hebben %(num)d dag meer tijd nodig.",
                "Wij hebben %(num)d dagen meer tijd nodig.",
                case.extension_days,
            )
        yield f"{more} {case.extension}".strip()


def _standing_still(days: CaseDays) -> Iterator[str]:
    until = days.waits_until
    if until and until.has_passed:
        yield _(
            "Wij wachtten op u tot en met %(day)s. Onze tijd loopt nu weer.", day=day(until.day)
        )
    elif until and days.waits:
        yield _(
            "Wij wachten op u, tot en met %(day)s. Zolang wij wachten, loopt onze tijd niet.",
            day=day(until.day),
        )
    elif days.waits:
        yield _("Zolang wij op u wachten, loopt onze tijd niet.")
    elif days.was_suspended and not days.passed:
        yield _("Uw zaak stond een tijd stil. Die tijd telt niet mee.")
    elif days.waited and not days.passed:
        yield _("Wij hebben een tijd op u gewacht. Die tijd telt niet mee.")


def _promised(case: Case, days: CaseDays, *, has_tasks: bool) -> Iterator[str]:
    expected, due = days.expected, days.due
    if expected and not expected.has_passed:
        yield _("Wij verwachten dat dit klaar is op %(day)s.", day=day(expected.day))
        if days.expected_before:
            yield _("Eerst was dat %(day)s.", day=day(days.expected_before))
        if has_tasks:
            yield _("Daarvoor hebben wij eerst nog iets van u nodig.")
    elif not (case.is_closed or expected or due or days.waits or days.ends_by_withdrawal):
        yield _("Wij weten nog niet op welke dag dit klaar is.")
    if days.passed:
        yield from _late(days)
    elif days.stood_still and (expected or due):
        yield _("Het kan daarom later klaar zijn dan hier staat.")
    yield from _by_law(days)


def _by_law(days: CaseDays) -> Iterator[str]:
    due = days.due
    if due and not due.has_passed:
        yield _("Volgens de wet moeten wij uiterlijk %(day)s klaar zijn.", day=day(due.day))
        if days.due_before:
            yield _("Eerst was dat %(day)s.", day=day(days.due_before))


def _late(days: CaseDays) -> Iterator[str]:
    """That a day has passed; what one can do then is on the page, where it is up to date."""
    passed = days.passed
    if passed is None:
        return
    words = day(passed.day)
    if days.stood_still:
        yield _(
            "Wij wilden klaar zijn op %(day)s. Maar uw zaak stond een tijd stil. "
            "Die tijd telt niet mee.",
            day=words,
        )
    elif passed is days.due:
        yield _(
            "Volgens de wet moesten wij uiterlijk %(day)s klaar zijn. Dat is niet gelukt.",
            day=words,
        )
    else:
        yield _("Wij wilden klaar zijn op %(day)s. Dat is niet gelukt.", day=words)


def decisions(cards: Iterable[DecisionCard], *, is_whole: bool) -> Iterator[PrintedSection]:
    """Each decision, with what one can do against it and until when."""
    for card in cards:
        rows = [PrintedRow(each.name.text, (each.how.text,)) for each in card.next_steps]
        if card.documents:
            names = tuple(map(document_line, card.documents))
            rows.insert(0, PrintedRow(_("Documenten"), names))
        title = _("Besluit: %(name)s", name=card.name.text)
        yield PrintedSection(title, tuple(rows), tuple(_of_decision(card)))
    if not is_whole:
        unsure = _(
            "Wij kunnen besluiten in deze zaak nu niet laten zien. Probeer het later nog een keer."
        )
        yield PrintedSection(_("Besluit"), (), (unsure,))


def _of_decision(card: DecisionCard) -> Iterator[str]:
    yield from filter(None, (card.end, card.text))
    if card.sent:
        yield _("Verstuurd op %(day)s", day=day(card.sent))
    if card.remedy:
        yield from _of_remedy(card.remedy)


def _of_remedy(remedy: RemedyCard) -> Iterator[str]:
    yield " ".join((_("Bent u het er niet mee eens?"), remedy.until))
    yield from remedy.notes
    way = remedy.way
    if way and way.address:
        yield _("Stuur de brief naar: %(address)s.", address=", ".join(way.address))
    if way:
        yield " ".join((_("Hierover beslist:"), f"{way.to.text}."))
        yield " ".join((_("Dat staat in:"), f"{way.law.text}."))


def documents(
    groups: Mapping[str, Sequence[DocumentCard]],
    on_the_way: Iterable[tuple[str, str]],
    *,
    is_whole: bool,
) -> Iterator[PrintedSection]:
    """The documents by who sent them, and what is on its way."""
    rows = [
        PrintedRow(sender, tuple(map(document_line, cards)))
        for sender, cards in groups.items()
        if cards
    ]
    rows += [PrintedRow(name, (state,)) for name, state in on_the_way]
    unsure = _("Wij kunnen de documenten nu niet laten zien. Probeer het later nog een keer.")
    if any(groups.values()):
        unsure = _("Wij kunnen nu niet alle documenten laten zien. Probeer het later nog een keer.")
    if rows or not is_whole:
        yield PrintedSection(_("Documenten"), tuple(rows), () if is_whole else (unsure,))


def document_line(card: DocumentCard) -> str:
    """A document in one line: its name, how large it is, what it is and of which day."""
    size_words = f"({size(card.size)})" if card.size is not None else ""
    about = ", ".join(filter(None, (card.kind, day(card.added))))
    return " ".join(filter(None, (card.name.text, size_words, about)))
