"""Using a consent: the research bureau asks, and gets it only while the yes holds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update

from portal.domain.consultations import Action, HowChosen
from portal.storage import submissions
from portal.storage.consents.consents import Consent
from portal.storage.consultations import ConsultationLine
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.consents_given import PHONE, PURPOSE, ask_to_use, consent_of, send
from tests.factories import BSN, NOTIFICATION_TOKEN, settings_for
from tests.parts import change_parts
from tests.statements import statements


@pytest.fixture
def case_of(do_jobs, rows):
    """Sends the form with this answer; gives the number of the case that came of it."""

    def case_of_(browser, answer):
        send(browser, answer)
        do_jobs()
        [submission] = [s for s in rows(Submission) if s.owner_id == browser.owner_id]
        return submission.number

    return case_of_


@pytest.fixture
def shared(rows):
    """The lines of what was shared on a consent."""
    return lambda: [
        line
        for line in rows(ConsultationLine)
        if line.action == Action.SHARED and line.how_chosen == HowChosen.CONSENT
    ]


def change(sessions, **values):
    with sessions() as session:
        session.execute(update(Consent).values(**values))
        session.commit()


def test_with_a_yes_the_bureau_gets_name_and_number_and_nothing_else(
    app, browser, case_of, shared, rows
):
    number = case_of(browser, "yes")

    answer = ask_to_use(app, number)

    assert answer.status_code == 200
    assert answer.json == {"naam": "Noor de Wit", "telefoonnummer": PHONE}
    assert BSN not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    [line] = shared()
    assert line.recipient == "Onderzoeksbureau Peil"
    assert line.object_ref == str(consent_of(rows, browser.owner_id).id)
    assert (line.case_ref, line.owner_id) == (number, browser.owner_id)
    assert line.data_kinds == ["name", "phone"]
    assert line.activity == PURPOSE


def test_a_no_costs_the_same_whether_there_is_such_a_case_or_not(app, browser, case_of):
    number, sent = case_of(browser, "no"), []
    for case in (number, "ZAAK-BESTAAT-NIET"):
        with statements(portal_of(app).sessions.kw["bind"]) as words:
            assert ask_to_use(app, case).status_code == 403
        sent.append(words)

    assert sent[0] == sent[1]


def test_the_line_says_exactly_what_was_shared_and_on_what_ground(app, browser, case_of, shared):
    ask_to_use(app, case_of(browser, "yes"))
    [line] = shared()

    words = main_of(browser.get(f"/gegevensgebruik/{line.id}/"))

    sent = "Onze computer stuurde uw naam en uw telefoonnummer naar Onderzoeksbureau Peil."
    assert sent in words
    assert "Uw toestemming" in words
    assert "Waarom dat mag Dit mag alleen met uw toestemming. Algemene verordening" in words
    assert "Waarvoor Bellen over onze dienstverlening" in words
    for untrue in ("geboortedatum", "e-mailadres", "van de wet"):
        assert untrue not in words


@pytest.fixture
def opened(monkeypatch):
    """Which submissions were opened, and what stood in the log of that resident by then."""
    found = []
    content_of = submissions.content_of

    def noting(session, submission):
        lines = session.query(ConsultationLine).filter_by(owner_id=submission.owner_id)
        found.append([line.action for line in lines if line.recipient])
        return content_of(session, submission)

    monkeypatch.setattr(submissions, "content_of", noting)
    return found


def test_what_was_sent_is_opened_once_and_after_its_line(app, browser, case_of, opened):
    number = case_of(browser, "yes")
    opened.clear()

    assert ask_to_use(app, number).status_code == 200

    assert opened == [[Action.SHARED]]


@pytest.mark.parametrize("answer", ["no", None])
def test_for_a_no_nothing_that_was_sent_is_opened(app, browser, case_of, opened, answer):
    number = case_of(browser, answer)
    opened.clear()

    no(ask_to_use(app, number))
    no(ask_to_use(app, number, purpose="iets-anders"))

    assert opened == []


def test_the_resident_sees_that_it_was_used(app, browser, case_of, rows):
    ask_to_use(app, case_of(browser, "yes"))
    consent = consent_of(rows, browser.owner_id)

    words = main_of(browser.get(f"/toestemmingen/{consent.id}/"))

    assert "Ja, 1 keer. Toen gaven wij uw gegevens aan Onderzoeksbureau Peil." in words


def no(answer) -> bytes:
    """A refusal, in full: its body and headers, but the id of the request."""
    assert answer.status_code == 403
    assert answer.mimetype == "application/problem+json"
    assert answer.json["title"] == "Geen toestemming"
    headers = sorted(header for header in answer.headers.items() if header[0] != "X-Request-ID")
    return answer.data + str(headers).encode()


def test_every_no_is_the_same_answer(app, browser, other_browser, case_of, sessions, shared):
    unknown = no(ask_to_use(app, "ZAAK-2026-9999999999"))
    refused = no(ask_to_use(app, case_of(other_browser, "no")))
    number = case_of(browser, "yes")
    other_purpose = no(ask_to_use(app, number, purpose="iets-anders"))
    change(sessions, valid_until=datetime.now(UTC))
    expired = no(ask_to_use(app, number))
    change(sessions, valid_until=datetime.now(UTC) + timedelta(days=1), scope="another")
    outdated = no(ask_to_use(app, number))
    change(sessions, state="withdrawn", valid_until=None)
    withdrawn = no(ask_to_use(app, number))

    assert {unknown, refused, other_purpose, expired, outdated, withdrawn} == {unknown}
    assert shared() == []


def test_left_open_is_no(app, browser, case_of, shared):
    no(ask_to_use(app, case_of(browser, None)))

    assert shared() == []


def test_after_withdrawal_nothing_is_shared_any_more(app, browser, case_of, shared, rows):
    number = case_of(browser, "yes")
    assert ask_to_use(app, number).status_code == 200
    consent = consent_of(rows, browser.owner_id)
    browser.submit(browser.get(f"/toestemmingen/{consent.id}/intrekken/"))

    for _try in range(3):
        no(ask_to_use(app, number))

    assert len(shared()) == 1


def test_a_refusal_leaves_nothing_behind(app, browser, case_of, rows):
    number = case_of(browser, "no")
    before = len(rows(ConsultationLine))

    no(ask_to_use(app, number))

    assert len(rows(ConsultationLine)) == before


def test_without_a_number_any_more_there_is_nothing_to_give(
    app, browser, case_of, sessions, shared
):
    number = case_of(browser, "yes")
    with sessions() as session:
        session.execute(text("DELETE FROM contact_details"))
        session.commit()

    no(ask_to_use(app, number))

    assert shared() == []


@pytest.mark.parametrize(
    "body",
    [
        {"data": "{", "content_type": "application/json"},
        {"json": []},
        {"json": {"doel": 1, "zaaknummer": ["x"]}},
        {"json": {"doel": PURPOSE, "zaaknummer": "x" * 5000}},
        {"json": {"doel": PURPOSE, "zaaknummer": "\x00"}},
        {"data": b"", "content_type": "text/plain"},
    ],
)
def test_nonsense_is_a_no(app, body):
    kept = {"json": None} if "json" not in body else {}

    no(ask_to_use(app, "x", **{**kept, **body}))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic cGVpbDo="},
        {"Authorization": "Basic cGVpbDpmb3V0"},
    ],
)
def test_who_can_not_prove_who_they_are_hears_nothing(app, browser, case_of, headers):
    number = case_of(browser, "yes")

    answer = ask_to_use(app, number, headers=headers)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_a_secret_belongs_to_one_name_and_a_purpose_to_one_organisation(
    app, browser, case_of, shared
):
    number = case_of(browser, "yes")
    two = f"peil:{'p' * 32},andere:{'a' * 32}"
    url = portal_of(app).settings.database_url.get_secret_value()
    change_parts(app, settings=settings_for(url, consent_clients=two))

    assert ask_to_use(app, number, client="peil", secret="a" * 32).status_code == 401
    no(ask_to_use(app, number, client="andere", secret="a" * 32))
    assert ask_to_use(app, number, client="peil", secret="p" * 32).status_code == 200
    assert len(shared()) == 1


def test_a_login_of_a_resident_opens_nothing(browser, case_of):
    number = case_of(browser, "yes")
    body = {"doel": PURPOSE, "zaaknummer": number}

    answer = browser.post("/api/toestemmingen/gebruik", json=body)

    assert answer.status_code == 401
