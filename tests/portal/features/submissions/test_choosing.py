"""Fetching or supplying in "Kwijtschelding aanvragen": what a resident meets, and what is kept."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from portal.storage import housekeeping
from portal.storage.data_choices import DataChoice
from portal.storage.drafts import Draft, content_of, save
from portal.storage.submissions import Submission
from portal.storage.submissions import content_of as content_of_submission
from tests.browser import form_on, heading_of, main_of, title_of
from tests.factories import a_person, settings_for
from tests.forms_filled import begin, page_id
from tests.remission import (
    FETCH,
    REMISSION,
    SUPPLY,
    applicant,
    fetching,
    fill,
    know,
    send,
)

FORM = f"/formulieren/{REMISSION}"


@pytest.fixture
def applying(app, world):
    know(world)
    return applicant(app)


def press(browser, page, action):
    """One of the buttons beside fetched data."""
    return browser.submit(page, button=("action", action))


def radios(page, name):
    return [e for e in form_on(page, "questions").iter("input") if e.get("name") == name]


def test_two_equal_ways_none_chosen_and_all_told_beforehand(applying):
    page = fill(applying, until="inkomen")
    words = main_of(page)

    assert [radio.get("checked") for radio in radios(page, "income_choice")] == [None, None]
    for told in ("U kiest", "Werkgever of uitkering", "Netto per maand", "polisadministratie"):
        assert told in words
    assert "Bruto" not in words
    assert "hoogstens 2 maanden oud" in words
    assert (
        "U kunt dit veranderen tot u verstuurt. Wat u ook kiest: wij beslissen net zo snel."
        in words
    )


def test_without_a_choice_one_can_not_go_on(applying, world):
    page = applying.submit(fill(applying, until="inkomen"))

    assert page.status_code == 422
    assert "Kies: haal dit voor mij op, of ik stuur dit zelf." in main_of(page)
    assert world.sources.asked == []


def test_what_was_fetched_is_shown_with_its_source_and_can_not_be_changed(applying):
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")
    words = main_of(page)

    assert heading_of(page) == "Uw inkomen volgens het UWV"
    assert "Volgens het UWV, opgehaald op" in words
    assert "Bakkerij De Korenbloem" in words
    assert "€\xa0684,25" in page.text
    shown = [e.get("type") for e in form_on(page, "questions").iter("input")]
    assert set(shown) == {"hidden"}


def test_the_check_says_of_each_where_it_comes_from(applying):
    words = main_of(fill(applying, fetching("inkomen", "auto")))

    assert "Wij halen het op bij het UWV." in words
    assert "Bekijk Uw inkomen" in words
    assert "12-TGD-4, Peugeot" in words
    assert "Hoe wij uw spaargeld weten U stuurt dit zelf." in words
    assert "Wijzig Uw spaargeld" in words


def test_a_source_that_is_down_is_named_and_leaves_two_ways_on(applying, world, rows):
    world.sources.is_down = True
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")

    assert "Het lukt nu niet om dit op te halen bij het UWV" in main_of(page)
    assert "Volgende" not in main_of(page)
    assert rows(DataChoice)[0].outcome == "failed"
    own = press(applying, page, SUPPLY)
    assert page_id(own) == "inkomen_zelf"
    assert "Klopt alles?" in title_of(fill(applying))


@pytest.mark.parametrize("fault", [{"is_mad": True}, {"refuses": 400}, {"slow_s": 0.01}])
def test_every_way_of_failing_gives_the_same_two_ways_on(applying, world, fault):
    for name, value in fault.items():
        setattr(world.sources, name, value)
    page = fill(applying, fetching("auto"), until="auto_opgehaald")

    assert "Het lukt nu niet om dit op te halen bij de RDW" in main_of(page)


def test_trying_again_asks_again_and_nothing_of_the_failure_is_kept(applying, world, rows):
    world.sources.is_down = True
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")
    world.sources.is_down = False

    page = press(applying, page, FETCH)

    assert page_id(page) == "inkomen_opgehaald"
    assert "Bakkerij De Korenbloem" in main_of(page)
    assert [choice.outcome for choice in rows(DataChoice)] == ["failed", "ok"]
    assert len(world.sources.asked) == 2


def test_choosing_to_fetch_once_more_after_a_failure_tries_again(applying, world):
    world.sources.is_down = True
    fill(applying, fetching("inkomen"), until="inkomen_opgehaald")
    world.sources.is_down = False

    page = applying.submit(applying.get(f"{FORM}/inkomen/"))

    assert "Bakkerij De Korenbloem" in main_of(page)


def test_next_without_data_says_what_to_do(applying, world):
    world.sources.is_down = True
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")

    page = applying.submit(page)

    assert page.status_code == 422
    assert "Probeer het nog een keer, of kies: ik stuur dit zelf." in main_of(page)
    assert page_id(begin(applying, REMISSION)) == "inkomen_opgehaald"


def test_sending_the_same_choice_again_asks_nothing(applying, world, rows):
    fill(applying, fetching("inkomen"), until="geld_partner")
    page = applying.get(f"{FORM}/inkomen/")

    applying.submit(page)

    assert len(world.sources.asked) == 1
    assert len(rows(DataChoice)) == 1


def test_it_is_not_right_leads_to_supplying_it(applying, world, rows, database):
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")

    page = press(applying, page, SUPPLY)

    assert page_id(page) == "inkomen_zelf"
    [draft] = rows(Draft)
    assert "Bakkerij" not in str(content_of(database, draft))
    assert len(world.sources.asked) == 1


def test_a_source_that_knows_nothing_says_so(applying, world, rows):
    world.sources.records.clear()
    page = fill(applying, fetching("inkomen"), until="inkomen_opgehaald")

    assert "Het UWV kent geen inkomen van u. Wij rekenen met 0 euro." in main_of(page)
    assert "Ik stuur dit zelf" in main_of(page)
    assert rows(DataChoice)[0].outcome == "none"
    assert page_id(applying.submit(page)) == "geld_partner"


def test_what_is_too_old_is_asked_again(applying, database):
    fill(applying, fetching("inkomen"))
    [draft] = database.query(Draft)
    content = content_of(database, draft)
    then = datetime.now(UTC) - timedelta(days=40)
    content.answers["income"]["at"] = then.isoformat()
    save(database, draft, content)
    database.commit()

    page = begin(applying, REMISSION)

    assert page_id(page) == "inkomen_opgehaald"
    assert "Deze gegevens zijn te oud." in main_of(page)
    assert "Volgens het UWV, opgehaald op" in main_of(press(applying, page, FETCH))


def test_what_was_fetched_goes_along_with_the_case_and_says_from_whom(
    applying, world, do_jobs, rows, database
):
    send(applying, fetching("inkomen", "auto"))
    do_jobs()

    [made] = world.intake.made.values()
    properties = dict(made.new.properties)
    assert properties["inkomenHerkomst"] == ("opgehaald",)
    assert properties["inkomenOpgehaald"] == (Decimal("1120.40"),)
    assert properties["spaargeldOpgegeven"] == (Decimal("940.00"),)
    assert "inkomenOpgegeven" not in properties
    assert properties["schatting"] == (Decimal("412.50"),)
    [submission] = rows(Submission)
    content = content_of_submission(database, submission)
    assert content.answers["income"]["records"][0]["net"] == 68425
    assert "Volgens het UWV" in str(content.summary)
    assert b"Bakkerij" not in submission.sealed


def test_the_choices_stay_with_the_submission(applying, rows, database):
    send(applying, fetching("inkomen"))
    [submission] = rows(Submission)

    housekeeping.delete_expired(database, settings_for("postgresql+psycopg://x@/x"))
    database.commit()

    assert {choice.draft_id for choice in rows(DataChoice)} == {submission.draft_id}
    assert [choice.choice for choice in rows(DataChoice)] == [FETCH, SUPPLY, SUPPLY]


def test_the_choices_of_a_concept_go_when_it_goes(applying, rows, database):
    fill(applying, fetching("inkomen"))
    begin_page = applying.get(f"{FORM}/")
    applying.post(f"{FORM}/opnieuw/", data={"csrf_token": applying.csrf_token()})
    assert begin_page.status_code == 200

    housekeeping.delete_expired(database, settings_for("postgresql+psycopg://x@/x"))
    database.commit()

    assert rows(DataChoice) == []


def test_a_new_concept_begins_without_the_choices_of_the_last_one(applying, world):
    fill(applying, fetching("inkomen"))
    applying.post(f"{FORM}/opnieuw/", data={"csrf_token": applying.csrf_token()})

    page = fill(applying, until="inkomen")

    assert [radio.get("checked") for radio in radios(page, "income_choice")] == [None, None]
    assert len(world.sources.asked) == 1


def test_somebody_alone_is_not_asked_about_a_partner(applying, world):
    world.persons.persons = dict.fromkeys(world.persons.persons, a_person(relatives=()))

    check = main_of(fill(applying))

    assert "partner" not in check.lower()
    assert "Geld om van te leven" in main_of(applying.get(f"{FORM}/berekening/"))


def test_while_the_population_register_is_down_the_form_asks_it(applying, world):
    world.persons.is_down = True

    assert page_id(fill(applying, until="samen")) == "samen"
    assert "Samen met een partner" in main_of(fill(applying))


def test_the_calculation_adds_up(applying):
    words = main_of(
        fill(
            applying,
            {"aanslag": {"bill": "2.000,00"}, "geld_partner": {"partner_income": "1.000,00"}},
            until="berekening",
        )
    )

    # 1.120,40 + 1.000,00 - 114,07 - 11,50 - 1.869,21 = 125,62; times 12, 80 per cent
    for told in (
        "€\xa02.120,40",
        "\u2212 €\xa0114,07",
        "\u2212 €\xa011,50",
        "\u2212 €\xa01.869,21",
        "€\xa0125,62",
    ):
        assert told.replace("\xa0", " ") in words.replace("\xa0", " ")
    assert "€ 1.205,95" in words.replace("\xa0", " ")
    assert "€ 794,05" in words.replace("\xa0", " ")
    assert "U hoeft waarschijnlijk een deel van de aanslag niet te betalen." in words
