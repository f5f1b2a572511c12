"""The first sentences: of people, whole and true for none, one and many, in both languages."""

import re

import pytest

from portal.domain.consultations import Action, Activity, DataKind, Who
from portal.domain.people import Ground
from portal.services.consultations.counts import HistoryCounts
from portal.storage import consultations
from portal.texts.dutch_names import unmarked
from portal.web.words.formats import in_language
from portal.web.words.look_summary import LookSubject, LookSummary, summary_sentences
from tests.browser import main_element, main_of, title_of
from tests.factories import a_case, a_case_file, a_consultation
from tests.portal.features.consultations.conftest import ALL, CASE_ID, folded_on
from tests.tree import text_of

MESSAGE = "bijvoorbeeld om u een bericht te sturen."


def sentences(
    subject=LookSubject.EVERYTHING, months=12, *, is_whole=True, language="nl", **counts
) -> str:
    """What is said of these counts."""
    summary = LookSummary(
        counts=HistoryCounts(**counts), subject=subject, months=months, is_whole=is_whole
    )
    with in_language(language):
        return unmarked(" ".join(summary_sentences(summary)))


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "In de laatste 12 maanden keek niemand anders."),
        (
            {"routine": 3},
            (
                "Geen medewerker keek in de laatste 12 maanden naar uw gegevens."
                f" Onze computer deed dat wel, {MESSAGE}"
            ),
        ),
        (
            {"computer": 1},
            (
                "Geen medewerker keek in de laatste 12 maanden naar uw gegevens."
                " Onze computer deed dat wel."
            ),
        ),
        (
            {"employees": 1, "departments": ("Parkeren",), "for_cases": 1},
            (
                "Een medewerker van Parkeren keek 1 keer naar uw gegevens."
                " Dat was in de laatste 12 maanden. Dat was voor iets wat u aanvroeg."
            ),
        ),
        (
            {"employees": 7, "departments": ("Parkeren", "Belastingen"), "for_cases": 7},
            (
                "Medewerkers van 2 afdelingen keken 7 keer naar uw gegevens."
                " Dat was in de laatste 12 maanden. Dat was altijd voor iets wat u aanvroeg."
            ),
        ),
        (
            {"employees": 7, "departments": ("Parkeren",), "for_cases": 1, "routine": 2},
            (
                "Medewerkers van Parkeren keken 7 keer naar uw gegevens."
                " Dat was in de laatste 12 maanden. 1 keer was dat voor iets wat u aanvroeg."
                f" Onze computer keek ook, {MESSAGE}"
            ),
        ),
        ({"employees": 1}, "Een medewerker keek 1 keer naar uw gegevens."),
        ({"employees": 2}, "Medewerkers keken 2 keer naar uw gegevens."),
        (
            {"organisations": 1, "helpers": 1},
            "Iemand die u helpt, keek 1 keer. Een andere organisatie keek 1 keer.",
        ),
        ({"organisations": 2}, "Andere organisaties keken 2 keer."),
    ],
)
def test_what_is_said_of_counts(app, counts, words):
    with app.test_request_context("/"):
        assert words in sentences(**counts)


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "de laatste maand "), (3, "de laatste 3 maanden "), (60, "de laatste 5 jaar ")],
)
def test_period_is_said_as_people_say_it(app, months, words):
    with app.test_request_context("/"):
        assert words in sentences(months=months, routine=1)
        assert f"{words.strip()}." in sentences(months=months, employees=1)


def test_nobody_is_only_said_where_nothing_is_missing(app):
    with app.test_request_context("/"):
        for counts in ({}, {"routine": 1}, {"employees": 1}):
            words = sentences(is_whole=False, **counts)

            assert "Geen medewerker" not in words
            assert "niemand" not in words
        assert "Wij weten nu niet of een medewerker" in sentences(is_whole=False)
        assert "Misschien is dit niet alles." in sentences(is_whole=False, employees=1)


def test_the_same_in_english(app):
    with app.test_request_context("/"):
        one = sentences(language="en", employees=1, departments=("Parkeren",), for_cases=1)
        many = sentences(language="en", employees=2, departments=("A", "B"), for_cases=2)
        document = sentences(LookSubject.DOCUMENT, language="en", months=1, routine=1)

    assert one.startswith("An employee of Parkeren looked at your data 1 time.")
    assert many.startswith("Employees of 2 departments looked at your data 2 times.")
    assert many.endswith("That was always for something you asked for.")
    assert document.startswith("No employee looked at this document in the last month.")


def test_our_computer_and_other_organisations_are_told_apart(browser, looked):
    looked(
        {"who": Who.OTHER, "organisation": "Woonstichting"},
        {"who": Who.AUTOMATIC, "organisation": "Woonstichting"},
        {"who": Who.AUTOMATIC, "action": Action.VIEWED},
    )

    page = browser.get(ALL)

    words = main_of(page)
    assert "Geen medewerker keek in de laatste 12 maanden naar uw gegevens." in words
    assert "Andere organisaties keken 2 keer." in words
    assert "Een computer van Woonstichting bekeek uw document “Huurcontract”." in words
    assert "Onze computer keek 1 keer" in text_of(folded_on(page, "routine-looks")[0])


def test_dutch_names_have_their_language_on_an_english_page(browser, file, looked):
    looked({"process_id": CASE_ID})
    browser.get("/taal/?taal=en&next=/")

    page = browser.get(ALL)

    html = re.sub(r"\s+", " ", page.text)
    assert 'An employee of <bdi lang="nl">Burgerzaken</bdi> looked at your data' in html
    assert 'your document “<bdi lang="nl">Huurcontract</bdi>”' in html
    assert '<span lang="nl">Burgerzaken.</span>' in html


def test_purpose_and_law_stand_once_and_three_looks_open(browser, file, looked):
    looked(*({"process_id": CASE_ID, "reason": f"Reden {number}"} for number in range(6)))

    page = browser.get(ALL)

    assert main_of(page).count("Wet BRP, artikel 2.20") == 1
    [rest] = [d for d in main_element(page).iter("details") if "looks__rest" in d.get("class")]
    assert text_of(rest).count("Een medewerker bekeek") == 3
    assert main_of(page).count("Een medewerker bekeek") == 6
    assert "Nog 3 keer" in text_of(rest)


def test_of_many_cases_only_the_newest_stands_open(browser, world, looked):
    keys = [a_case(f"ZAAK-2026-000000000{number}") for number in range(3)]
    world.cases.files[browser.bsn] = [a_case_file(case) for case in keys]
    looked(*({"process_id": case.key.id} for case in keys))

    page = browser.get(ALL)

    folded = [d for d in main_element(page).iter("details") if "looks--folded" in d.get("class")]
    assert len(folded) == 2
    links = [text_of(link) for link in main_element(page).iter("a")]
    assert len([words for words in links if words.startswith("Naar zaak")]) == 3
    looks = [words for words in links if words.startswith("Een medewerker")]
    assert len(looks) == 3
    assert all(re.search(r"\d{4}, \d\d\.\d\d uur( , nummer \d)?$", words) for words in looks)


def test_a_day_of_our_computer_is_one_line(browser, database, file, resident):
    for kind in (DataKind.CASE, DataKind.CASE, DataKind.TASK):
        line = a_consultation(
            resident,
            ground=Ground.SYSTEM,
            activity=Activity.MESSAGES,
            action=Action.CHECKED,
            kinds=(kind,),
            case_ref=file.case.number,
        )
        consultations.write(database, line)
    database.commit()

    [folded] = folded_on(browser.get(ALL), "routine-looks")

    words = text_of(folded)
    assert "Onze computer keek 3 keer" in words
    [day] = [details for details in folded.iter("details") if details is not folded]
    assert ": 3 keer" in text_of(day)
    assert "Onze computer keek of er nieuws is in uw zaak." in words
    assert "Onze computer keek of u nog iets moet doen." in words


def test_titles_fit_and_moments_have_no_fractions(browser, file, looked):
    document = file.documents[0]
    [line] = looked({"process_id": CASE_ID, "document": document.id})
    paths = (
        ALL,
        f"{ALL}{line.id}/",
        f"/zaken/{file.case.key.id}/gegevensgebruik/",
        f"/zaken/{file.case.key.id}/documenten/{document.id}/gegevensgebruik/",
    )

    pages = [browser.get(path) for path in paths]

    assert [title for page in pages if len(title := title_of(page)) > 70] == []
    moments = [m for page in pages for m in re.findall(r'<time[^>]*datetime="([^"]*)"', page.text)]
    assert moments
    assert [moment for moment in moments if "." in moment] == []
