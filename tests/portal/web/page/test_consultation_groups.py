"""Looks on one page are grouped by case, whatever each line calls it."""

from portal.services.consultations.paging import CaseName
from portal.web.page.consultation_cards import ConsultationCard, groups
from tests.case_keys import a_key

KEY, OTHER = a_key("ZAAK-1"), a_key("ZAAK-2")


def a_card(case: CaseName) -> ConsultationCard:
    """A card about this case, of which nothing else matters."""
    card = object.__new__(ConsultationCard)
    object.__setattr__(card, "case", case)
    return card


def test_lines_that_call_one_case_differently_stand_together_under_its_best_name():
    nameless, named = CaseName(KEY), CaseName(KEY, "ZAAK-1", "Parkeervergunning")

    [group] = groups([a_card(nameless), a_card(named), a_card(nameless)])

    assert (group.title, group.number) == ("Parkeervergunning", "ZAAK-1")
    assert len(group.looks) == 3


def test_other_cases_and_cases_without_a_key_stay_apart():
    cases = [CaseName(KEY, "1"), CaseName(OTHER, "1"), CaseName(number="1"), CaseName()]

    assert len(groups(map(a_card, cases))) == 4
