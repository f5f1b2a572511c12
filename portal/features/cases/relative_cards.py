"""What hangs together with a case as its page shows it: other cases, and who acts for whom."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from portal.domain.cases import Case, CaseFile, CaseRelation, Payment, Representation
from portal.features.cases.timeline_cards import name_of_sub_case
from portal.texts.names import ShownName, case_name
from portal.web.page.cards import subject_of
from portal.web.words.formats import day, words


@dataclass(frozen=True, slots=True)
class RelativeCard:
    """Another case that one can go to."""

    name: ShownName
    subject: str
    """What it is about, where that is more than its name; as the municipality wrote it."""
    relation: str
    """What it has to do with this case, in a sentence."""
    url: str


def relative_cards(file: CaseFile) -> tuple[RelativeCard, ...]:
    """The resident's own cases that this one has to do with: the main one, others, and parts."""
    related = [
        RelativeCard(
            case_name(words(), each.case.title, each.case.number),
            subject_of(each.case),
            _relation(each.relation),
            url_for("cases.case", key=each.case.key),
        )
        for each in file.related
    ]
    parts = [
        RelativeCard(
            name_of_sub_case(part),
            "",
            _("Dit is een deel van deze zaak."),
            url_for("cases.case", key=part.key),
        )
        for part in file.sub_cases
        if part.key
    ]
    return (*related, *parts)


def payment_words(case: Case, *, is_withdrawn: bool) -> str:
    """What was paid of its costs and when; '' where nothing is to be paid, or nobody says so.

    Who withdrew it is not told to pay.
    """
    if case.payment is None:
        return ""
    if case.last_paid and case.payment is Payment.ALL:
        return _("U heeft betaald op %(day)s.", day=day(case.last_paid))
    if case.last_paid and case.payment is Payment.IN_PART:
        return _("U heeft een deel betaald. Dat was op %(day)s.", day=day(case.last_paid))
    return {
        Payment.ALL: _("U heeft betaald."),
        Payment.IN_PART: _("U heeft een deel betaald."),
        Payment.NOTHING_YET: _("U heeft nog niet betaald.")
        if is_withdrawn
        else _("U moet nog betalen."),
    }[case.payment]


def representation_words(representation: Representation | None) -> str:
    """Who acts for whom, in a sentence; '' where the resident acts for themselves."""
    if representation is None:
        return ""
    name, is_ours = representation.name, representation.is_by_resident
    if not name:
        return _("U regelt dit voor iemand anders.") if is_ours else _("Iemand regelt dit voor u.")
    if is_ours:
        return _("U regelt dit voor %(name)s.", name=name)
    return _("%(name)s regelt dit voor u.", name=name)


def _relation(relation: CaseRelation) -> str:
    return {
        CaseRelation.MAIN: _("Deze zaak is daar een deel van."),
        CaseRelation.FOLLOWS: _("Deze zaak is een vervolg daarop."),
        CaseRelation.CONCERNS: _("Deze zaak gaat daarover."),
        CaseRelation.HELPS: _("Deze zaak is nodig voor die andere zaak."),
        CaseRelation.OTHER: _("Deze zaak heeft daarmee te maken."),
    }[relation]
