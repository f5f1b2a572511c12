"""What the page of a case says of days, names and statuses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.cases import Payment, Progress, Step, StepState
from portal.domain.days import today
from portal.domain.terms import shifted
from portal.texts.words import words_in
from tests.browser import heading_of, links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_decision, a_document, a_task

NUMBER = "ZAAK-2026-0000000001"
PAGE = f"/zaken/{a_key(NUMBER).id}/"
LONG_AGO, LONG_AHEAD = today() - timedelta(days=30), today() + timedelta(days=30)
SUNDAY = date(2026, 10, 18)


def in_words(day: date) -> str:
    return words_in("nl").day(day)


def page_of(browser, world, **changes) -> str:
    world.cases.files[BSN] = [a_case_file(**changes)]
    return main_of(browser.get(PAGE))


@pytest.mark.parametrize(
    ("days", "verb"), [(-30, "moesten wij"), (30, "moeten wij"), (0, "moeten wij")]
)
def test_the_legal_term_is_told_as_to_come_or_as_passed(browser, world, days, verb):
    day = today() + timedelta(days=days)
    words = page_of(browser, world, case=a_case(due=day))

    assert f"Volgens de wet {verb} uiterlijk {in_words(shifted(day))} klaar zijn." in words
    is_late = verb == "moesten wij"
    assert ("U mag ons een brief sturen" in words) is is_late
    if is_late:
        assert words.index("Wij zijn te laat") < words.index("Hoe staat het ermee?"), "on top"
        assert "Dat heet een ingebrekestelling." in words
        assert "Stuur de brief naar: Stadskantoor Demodam, Marktplein 1, 1234 CD Demodam." in words
        assert "artikel 4:17" in words


def test_a_service_norm_that_has_passed_is_told_on_top(browser, world):
    words = page_of(browser, world, case=a_case(expected=LONG_AGO))

    assert words.index("Wij wilden klaar zijn op") < words.index("Hoe staat het ermee?")
    assert words.count("Wij wilden klaar zijn op") == 1
    assert "ingebrekestelling" not in words, "no law was broken"


def decided_for(day):
    """A decision to which one can object until this day."""
    return a_decision(sent=day - timedelta(days=42), last_day_to_object=day)


def test_what_is_still_possible_after_the_term_to_object_is_told(browser, world):
    words = page_of(browser, world, decisions=(decided_for(LONG_AGO),))

    assert "Kon u er niets aan doen dat het niet lukte? Dan kan het soms nog." in words


def test_no_documents_of_ours_is_not_said_under_a_letter(browser, world):
    letter = a_document(title="Besluit")
    decision = a_decision(documents=(letter.id,))
    words = page_of(browser, world, documents=(letter,), decisions=(decision,))

    assert "Er zijn nog geen documenten van ons." not in words
    assert "De brief bij het besluit staat boven aan deze pagina." in words


@pytest.mark.parametrize(("day", "verb"), [(LONG_AGO, "kon"), (LONG_AHEAD, "kunt")])
def test_the_last_day_to_object_is_told_as_to_come_or_as_passed(browser, world, day, verb):
    words = page_of(browser, world, decisions=(decided_for(day),))

    assert f"U {verb} bezwaar maken tot en met {in_words(shifted(day))}." in words


def test_the_last_day_to_object_is_moved_as_the_law_says(browser, world):
    words = page_of(browser, world, decisions=(decided_for(SUNDAY),))

    assert "tot en met 19 oktober 2026" in words


@pytest.mark.parametrize(
    ("day", "sentence"), [(LONG_AGO, "Dit moest uiterlijk"), (LONG_AHEAD, "Doe dit uiterlijk")]
)
def test_the_day_of_a_task_is_told_as_to_come_or_as_passed(browser, world, day, sentence):
    case = a_case()
    task = a_task(case, last_day=day)
    world.tasks.tasks[BSN] = [task]

    in_case = page_of(browser, world, case=case)
    on_its_page = main_of(browser.get(f"/taken/{task.id}/"))

    assert f"{sentence} {in_words(day)}" in in_case
    assert f"{sentence} {in_words(day)}" in on_its_page


def test_a_suspended_case_says_why_and_promises_no_day(browser, world):
    case = a_case(
        progress=Progress.SUSPENDED,
        suspension="Advies van de arts",
        due=LONG_AGO,
        expected=LONG_AGO,
    )

    words = page_of(browser, world, case=case)

    assert "Staat stil" in words
    assert "Uw zaak staat nu stil. Daardoor duurt het langer. Advies van de arts" in words
    assert "Wij weten nog niet op welke dag dit klaar is." in words
    assert in_words(LONG_AGO) not in words


def test_an_extended_case_says_why_and_its_new_day(browser, world):
    words = page_of(browser, world, case=a_case(extension="Het is druk.", expected=LONG_AHEAD))

    assert "Wij hebben meer tijd nodig. Het is druk." in words
    assert f"Wij verwachten dat dit klaar is op {in_words(LONG_AHEAD)}." in words


def test_the_result_and_what_is_paid_are_shown(browser, world):
    case = a_case(
        progress=Progress.CLOSED, closed=LONG_AGO, result="Toegekend", payment=Payment.ALL
    )

    words = page_of(browser, world, case=case)

    assert "Resultaat: Toegekend" in words
    assert "U heeft betaald" in words


def test_a_case_that_ended_stands_among_those_that_did(browser, world):
    page_of(browser, world, case=a_case(progress=Progress.CLOSED))

    words = main_of(browser.get("/zaken/"))

    assert words.index("Afgeronde zaken") < words.index(NUMBER)


def test_nothing_is_without_a_name(browser, world):
    document = a_document(title="", added=date(2026, 11, 3), kind="")
    case, task = a_case(title=""), a_task(a_case(), title="")
    decision = a_decision(title="", sent=date(2026, 11, 4))
    world.tasks.tasks[BSN] = [task]

    words = page_of(browser, world, case=case, documents=(document,), decisions=(decision,))

    for name in ("Document van 3 november 2026", "Besluit van 4 november 2026"):
        assert name in words
    assert f"Vraag bij zaak {NUMBER}" in words
    assert heading_of(browser.get(PAGE)) == f"Zaak {NUMBER}"
    assert heading_of(browser.get(f"/taken/{task.id}/")) == f"Vraag bij zaak {NUMBER}"
    for page in ("/zaken/", "/overzicht/"):
        assert f"Zaak {NUMBER}" in main_of(browser.get(page))
    assert "None" not in words


@pytest.mark.parametrize("days", [{"expected": LONG_AGO}, {"expected": None, "due": LONG_AGO}])
def test_the_card_of_a_case_that_is_late_says_so(browser, world, days):
    world.cases.files[BSN] = [a_case_file(a_case(**days)), a_case_file(a_case("ZAAK-2"))]

    words = main_of(browser.get("/zaken/"))

    assert words.count("Het duurt langer dan wij wilden") == 1


def test_equal_cards_say_what_each_is_about(browser, world):
    subjects = ("Voor <b>bezoek</b>", "GB-123-X", " verhuizing  doorgeven.")
    cases = [
        a_case(f"ZAAK-{number}", description=subject) for number, subject in enumerate(subjects)
    ]
    world.cases.files[BSN] = [a_case_file(case) for case in cases]

    words = main_of(browser.get("/zaken/"))

    assert "Voor <b>bezoek</b>" in words, "as text"
    assert "GB-123-X" in words
    assert words.lower().split().count("verhuizing") == len(cases), "nothing is said twice"


def test_a_step_is_called_what_the_municipality_says_or_in_general_words(browser, world):
    moment = datetime.now(UTC)
    steps = (
        Step(name="", state=StepState.DONE, at=moment, progress=Progress.RECEIVED),
        Step(name="Stuur nog iets", words={"en": "Send more"}, state=StepState.NOW, at=moment),
        Step(name="", state=StepState.NEXT, at=None, progress=Progress.CLOSED),
    )
    words = page_of(browser, world, steps=steps)
    browser.get(f"/taal/?taal=en&next={PAGE}")
    in_english = main_of(browser.get(PAGE))

    assert all(name in words for name in ("Ontvangen", "Stuur nog iets", "Afgerond"))
    assert all(name in in_english for name in ("Received", "Send more", "Completed"))


def test_links_of_equal_cards_say_what_tells_them_apart(browser, world):
    cases = [a_case(f"ZAAK-{number}", description=f"Straat {number}") for number in range(2)]
    world.cases.files[BSN] = [a_case_file(case) for case in (*cases, a_case("X", title="Boom"))]

    names = [name for name in links_of(browser.get("/zaken/")) if name.startswith("Verhuizing")]

    about = [name.partition(":")[2].strip() for name in sorted(names)]
    assert [words.startswith(f"Straat {number}") for number, words in enumerate(about)] == [
        True
    ] * 2
    assert all("ontvangen op" in words for words in about)
    assert "Boom" in links_of(browser.get("/zaken/")), "one of a kind needs no more"
