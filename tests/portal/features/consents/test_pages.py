"""Mijn toestemmingen: all of them, one, taking it back, answering again."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from portal.domain.messages import MessageKind
from portal.storage.consents.consents import Consent, ConsentEvent
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from tests.browser import heading_of, hrefs_of, links_of, main_element, main_of, title_of
from tests.consents_given import PURPOSE, QUESTION, consent_of, question, send
from tests.parts import change_parts

TITLE = "Bellen over onze dienstverlening"


@pytest.fixture
def given(browser, rows):
    """The consent that the resident gave."""
    send(browser, "yes")
    return consent_of(rows, browser.owner_id)


@pytest.fixture
def set_consent(sessions):
    """Let the record say something else, as when time went by."""

    def set_(**values) -> None:
        with sessions() as session:
            session.execute(update(Consent).values(**values))
            session.commit()

    return set_


def test_without_any_it_says_so_and_explains_the_words(browser):
    page = browser.get("/toestemmingen/")

    words = main_of(page)
    assert "U heeft nog geen ja of nee gezegd" in words
    for label in ("Moet van de wet", "U kiest", "Uw toestemming", "Uw voorkeur"):
        assert label in words


def test_a_yes_says_who_what_why_since_and_until(browser, given):
    words = main_of(browser.get("/toestemmingen/"))

    assert "Dit mag nu" in words
    for said in (TITLE, "Onderzoeksbureau Peil belt", "uw naam en uw telefoonnummer", "Sinds"):
        assert said in words
    assert str(given.valid_until.year) in words


def test_a_no_stands_apart(browser):
    send(browser, "no")

    words = main_of(browser.get("/toestemmingen/"))
    assert "Hier zei u nee" in words
    assert "Er is nu niets waarvoor u toestemming geeft." in words


def test_a_consent_shows_the_literal_text_and_what_happened(browser, given):
    page = browser.get(f"/toestemmingen/{given.id}/")

    words = main_of(page)
    assert heading_of(page) == TITLE
    assert title_of(page).startswith(f"{TITLE} - Mijn toestemmingen")
    assert QUESTION in words
    assert "U kon kiezen: Ja, dat mag · Nee" in words
    assert "Bij het formulier: Verhuizing doorgeven" in words
    assert "Nee. Onderzoeksbureau Peil kreeg nog niets van ons." in words


def test_looking_at_one_is_a_line(browser, given, rows):
    browser.get(f"/toestemmingen/{given.id}/")

    line = rows(ConsultationLine)[-1]
    assert (line.activity, line.action) == ("toestemmingen", "viewed")
    assert line.object_ref == str(given.id)


def test_the_effect_is_told_before_and_other_ways_are_named(browser, given):
    page = browser.get(f"/toestemmingen/{given.id}/intrekken/")

    words = main_of(page)
    assert "Dan geven wij uw nummer niet meer aan het bureau." in words
    assert "Het geldt meteen." in words
    assert "0800 0999" in words
    assert "Kom langs bij onze balie: Stadskantoor Demodam, Marktplein 1, 1234 CD Demodam" in words


def test_a_withdrawal_takes_no_more_steps_than_a_yes(browser, rows):
    # Given: choose, "Volgende", "Versturen"
    page = question(browser)
    giving = ["choose yes"]
    check = browser.submit(page, {"may_call": "yes"})
    giving.append("next")
    browser.submit(check, form="send")
    giving.append("send")
    consent = consent_of(rows, browser.owner_id)
    # Taken back: from the list of consents
    listed = browser.get("/toestemmingen/")
    asked = browser.get(links_of(listed)[f"Intrekken : {TITLE}"])
    withdrawing = ["withdraw"]
    page = browser.submit(asked)
    withdrawing.append("yes, withdraw")

    assert len(withdrawing) <= len(giving)
    assert page.request.path == f"/toestemmingen/{consent.id}/"
    assert "Dit mag niet meer." in main_of(page)


def test_a_withdrawal_holds_at_once_and_is_told(browser, given, rows):
    page = browser.submit(browser.get(f"/toestemmingen/{given.id}/intrekken/"))

    assert "Wij doen het dus ook niet." in main_of(page)
    assert "U trok uw ja in" in main_of(page)
    [consent] = rows(Consent)
    assert (consent.state, consent.valid_until) == ("withdrawn", None)
    assert [event.state for event in rows(ConsentEvent)] == ["given", "withdrawn"]
    assert rows(Message)[-1].kind == MessageKind.CONSENT_WITHDRAWN


def test_withdrawing_twice_is_withdrawing_once(browser, given, rows):
    page = browser.get(f"/toestemmingen/{given.id}/intrekken/")
    browser.submit(page)

    again = browser.submit(page)

    assert again.status_code == 200
    assert [event.state for event in rows(ConsentEvent)] == ["given", "withdrawn"]
    later = browser.get(f"/toestemmingen/{given.id}/intrekken/")
    assert later.location == f"/toestemmingen/{given.id}/"


def test_a_yes_can_be_given_again_on_the_page(browser, given, rows):
    browser.submit(browser.get(f"/toestemmingen/{given.id}/intrekken/"))
    page = browser.get(f"/toestemmingen/{given.id}/")
    asked = browser.get(links_of(page)["Ik wil een ander antwoord geven"])
    inputs = [e for e in main_element(asked).iter("input") if e.get("name") == "answer"]
    assert all(e.get("checked") is None for e in inputs)

    page = browser.submit(asked, {"answer": "yes"})

    assert "U zei ja. Uw ja geldt tot en met" in main_of(page)
    assert [event.state for event in rows(ConsentEvent)] == ["given", "withdrawn", "given"]
    assert rows(ConsentEvent)[-1].asked_in == ""
    assert rows(Message)[-1].kind == MessageKind.CONSENT_GIVEN


def test_a_no_can_become_a_yes_and_stay_a_no(browser, rows):
    send(browser, "no")
    consent = consent_of(rows, browser.owner_id)
    path = f"/toestemmingen/{consent.id}/antwoord/"

    browser.submit(browser.get(path), {"answer": "no"})
    browser.submit(browser.get(path), {"answer": "yes"})

    assert [event.state for event in rows(ConsentEvent)] == ["refused", "refused", "given"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Kies ja of nee."),
        ({"answer": "misschien"}, "Kies ja of nee."),
        ({"answer": "yes", "text": "0" * 64}, "De vraag is net veranderd."),
    ],
)
def test_an_answer_that_will_not_do_says_what_to_do(browser, rows, fields, says):
    send(browser, "no")
    consent = consent_of(rows, browser.owner_id)

    page = browser.submit(browser.get(f"/toestemmingen/{consent.id}/antwoord/"), fields)

    assert page.status_code == 422
    assert says in main_of(page)
    assert title_of(page).startswith("Fout:")
    assert len(rows(ConsentEvent)) == 1


def test_a_second_yes_changes_nothing(browser, given, rows):
    page = browser.get(f"/toestemmingen/{given.id}/antwoord/")

    browser.submit(page, {"answer": "yes"})

    assert len(rows(ConsentEvent)) == 1


def test_a_no_while_a_yes_holds_takes_it_back(browser, given, rows):
    # The question, opened before in another tab
    page = browser.get(f"/toestemmingen/{given.id}/antwoord/")

    after = browser.submit(page, {"answer": "no"})

    assert "Wij hebben uw antwoord bewaard." in main_of(after)
    assert "Dit mag niet meer." in main_of(after)
    assert consent_of(rows, browser.owner_id).state == "withdrawn"
    assert [event.state for event in rows(ConsentEvent)] == ["given", "withdrawn"]
    assert rows(Message)[-1].kind == MessageKind.CONSENT_WITHDRAWN


def test_what_is_over_is_shown_as_over_without_any_job(browser, given, set_consent):
    set_consent(valid_until=datetime.now(UTC) - timedelta(seconds=1))

    words = main_of(browser.get("/toestemmingen/"))
    assert "Dit mag niet meer" in words
    assert "Uw ja is vanzelf gestopt" in words
    assert f"/toestemmingen/{given.id}/intrekken/" not in hrefs_of(browser.get("/toestemmingen/"))


def test_a_yes_to_another_question_is_shown_as_such(browser, given, set_consent):
    set_consent(scope="of another question")

    words = main_of(browser.get(f"/toestemmingen/{given.id}/"))
    assert "Wij vragen dit niet meer, of anders. Daarom geldt uw ja niet meer." in words


def test_what_is_asked_no_more_can_be_read_and_withdrawn_from_but_not_answered(app, browser, given):
    change_parts(app, purposes={})

    page = browser.get(f"/toestemmingen/{given.id}/")

    assert QUESTION in main_of(page)
    assert "Geldt niet meer" in main_of(page)
    assert browser.get(f"/toestemmingen/{given.id}/antwoord/").status_code == 404
    browser.post(f"/toestemmingen/{given.id}/intrekken/", data={"csrf_token": browser.csrf_token()})
    assert "U trok uw ja in" in main_of(browser.get(f"/toestemmingen/{given.id}/"))


@pytest.mark.parametrize("part", ["", "intrekken/", "antwoord/", f"bewijs/{UUID(int=7)}.json"])
def test_somebody_elses_consent_is_as_unknown_as_one_that_never_was(other_browser, given, part):
    theirs = other_browser.get(f"/toestemmingen/{given.id}/{part}")
    nowhere = other_browser.get(f"/toestemmingen/{uuid4()}/{part}")

    assert theirs.status_code == nowhere.status_code == 404
    assert main_of(theirs)[:200] == main_of(nowhere)[:200]
    assert PURPOSE not in theirs.text


@pytest.mark.parametrize("part", ["intrekken/", "antwoord/"])
def test_nobody_else_can_change_it(other_browser, given, rows, part):
    token = other_browser.csrf_token()
    fields = {"csrf_token": token, "answer": "no", "text": given.text_sha256}

    answer = other_browser.post(f"/toestemmingen/{given.id}/{part}", data=fields)

    assert answer.status_code == 404
    assert [event.state for event in rows(ConsentEvent)] == ["given"]
