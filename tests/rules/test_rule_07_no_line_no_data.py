"""Rule 7: no line, no data. What reads personal data has its consultation line, committed first."""

import typing
from uuid import uuid4

import pytest
from sqlalchemy import text

from portal.domain.consultations import ConsultationProof
from portal.domain.people import Level
from portal.storage.consultations import ConsultationLine, begin
from portal.storage.submissions import Submission
from tests import remission
from tests.browser import links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_consultation, a_line, a_task
from tests.files_made import a_pdf
from tests.forms_filled import REPORT, fill, send
from tests.forms_filled import begin as begin_form
from tests.protocols import PROTOCOLS
from tests.witness import NoLine, lines_of

WITHOUT_LINE = {
    "scanner.malware_in": "a file, and nobody's name",
    # Calls that give no personal data to anybody, and why.
    "cases.steps_of_report": "a report that nobody is the initiator of",
    "cases.key_of": "asks nobody",
    "cases.case_of": "a key; shown to nobody",
    "cases.subject_of": "whom a notification concerns; shown to nobody",
    "cases.mark_of": "a digest; the round that asks writes the line, see services/cases/polling",
    "intake.number_of": "a number",
    "intake.numbers_itself": "a setting",
    "intake.deliver": "shares; the delivery writes the line, see below",
    "intake.add_document": "shares; the page that sends writes the line, see below",
    "intake.set_status": "a status; the page that withdraws writes the line",
    "intake.set_payment": "whether it was paid; nothing is read of the case but that",
    "intake.lacks": "the catalogue",
    "intake.not_allowed": "scopes; nothing is made",
    "intake.without_words": "the catalogue, nobody in it",
    "intake.without_remedies": "the catalogue, nobody in it",
    "intake.without_cases": "the catalogue, nobody in it",
    "intake.without_kinds": "the catalogue, nobody in it",
    "records.keep": "shares; the delivery writes the line, see below",
    "tasks.complete": "says that it is done",
    "tasks.complete_by_form": "says that it is done, by the reference of what was sent",
    "tasks.ask": "asks for a file anew; the delivery writes the line",
    "contacts.register": "shares; the page that sends writes the line",
    "contacts.contact_of": "asks nobody",
    "contacts.is_task": "asks nobody",
    "contacts.contact_of_task": "an id; shown to nobody",
    "contacts.contact_followed": "an id; shown to nobody",
    "payments.start": "an amount and a reference; nobody's name",
    "payments.payment": "an amount; whose it is the provider doesn't say",
    "payments.refund": "an amount",
    "persons.key_of_relative": "a keyed hash; asks nobody",
    "addresses.find": "public register of addresses",
    "addresses.near": "public register of addresses",
    "maps.picture": "the map of the country",
    "vehicles.find": "open data of the RDW, which doesn't say whose a vehicle is",
    "identity.authorization_url": "nobody is known yet",
    "identity.identify": "the login writes its own line",
    "identity.logout_url": "no data",
    "identity.public_keys": "no data",
    "mailer.send": "a mail without personal data",
    "consultations.is_connected": "whether there is a log",
}
REFUSE = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'no line can be written'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON consultation EXECUTE FUNCTION refuse();
"""
ALLOW = "DROP TRIGGER refuse ON consultation; DROP FUNCTION refuse();"


@pytest.fixture
def unwritable(sessions):
    """Let no consultation line be written any more."""
    made = []

    def refuse() -> None:
        with sessions() as session:
            session.execute(text(REFUSE))
            session.commit()
        made.append(True)

    yield refuse
    if made:
        with sessions() as session:
            session.execute(text(ALLOW))
            session.commit()


@pytest.fixture
def known(world):
    """The resident has a case with a document and a task."""
    file = a_case_file()
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [a_task(file.case)]
    return file


def test_rule_07_every_call_for_personal_data_asks_for_a_line():
    without = set()
    for system, protocol in PROTOCOLS.items():
        for name in vars(protocol):
            if not name.startswith("_"):
                hints = typing.get_type_hints(getattr(protocol, name))
                if ConsultationProof not in hints.values():
                    without.add(f"{system}.{name}")

    assert without == set(WITHOUT_LINE)


def test_rule_07_a_gateway_without_a_committed_line_gives_nothing(world, resident, sessions):
    world.cases.files[BSN] = [a_case_file()]
    with pytest.raises(NoLine):
        world.cases.cases_of(ConsultationProof(uuid4(), resident))

    with sessions() as session:
        recorded = begin(session, a_consultation(resident))

    assert len(world.cases.cases_of(recorded).value.cases) == 1


def test_rule_07_a_line_about_somebody_else_does_not_do(world, resident, other_resident, sessions):
    with sessions() as session:
        recorded = begin(session, a_consultation(other_resident))

    with pytest.raises(NoLine):
        world.cases.cases_of(ConsultationProof(recorded.line, resident))


PAGES = {
    "overview": "/overzicht/",
    "cases": "/zaken/",
    "case": f"/zaken/{a_key().id}/",
    "case to withdraw": f"/zaken/{a_key().id}/intrekken/",
    "case on paper": f"/zaken/{a_key().id}/overzicht.pdf",
    "document": f"/zaken/{a_key().id}/documenten/{{document}}",
    "task": "/taken/{task}/",
    "document to send": f"/zaken/{a_key().id}/document-sturen/",
    "questions": "/vragen/",
    "question about a case": f"/zaken/{a_key().id}/vraag/",
    "form": "/formulieren/verhuizing-doorgeven/verder/",
    "who looked": "/gegevensgebruik/",
    "who looked, as a file": "/gegevensgebruik/wie-keek.csv",
    "who looked, on paper": "/gegevensgebruik/wie-keek.pdf",
    "who looked at a case": f"/zaken/{a_key().id}/gegevensgebruik/",
    "one line": "/gegevensgebruik/{line}/",
}


@pytest.mark.parametrize("page", PAGES)
def test_rule_07_where_no_line_can_be_written_no_data_is_shown(
    browser, known, world, unwritable, page
):
    world.consultations.lines[BSN] = [a_line()]
    path = PAGES[page].format(
        document=known.documents[0].id,
        task=world.tasks.tasks[BSN][0].id,
        line=world.consultations.lines[BSN][0].id,
    )
    unwritable()

    answer = browser.visit(path)

    assert answer.status_code == 500
    for personal in (
        known.case.number,
        "Noor",
        "Yilmaz",
        "Lindelaan",
        "huurcontract",
        "Huurcontract",
    ):
        assert personal not in main_of(answer)
    for fake in (world.cases, world.tasks, world.persons, world.consultations, world.contacts):
        assert fake.calls == []


def test_rule_07_where_no_line_can_be_written_nothing_is_shared(
    browser, world, do_jobs, unwritable
):
    send(browser)
    unwritable()

    with pytest.raises(Exception, match="no line can be written"):
        do_jobs()

    assert world.intake.made == {}


def test_rule_07_where_no_line_can_be_written_a_message_stays_closed(browser, unwritable, mine):
    unwritable()

    answer = browser.get(f"/berichten/{mine.message}/")

    assert answer.status_code == 500
    assert "ontvangen" not in main_of(answer).lower()


def test_rule_07_where_no_line_can_be_written_no_answers_are_downloaded(browser, unwritable):
    link = links_of(send(browser))["Download uw antwoorden (pdf)"]
    unwritable()

    assert browser.get(link).status_code == 500


def test_rule_07_who_downloads_their_answers_finds_a_line_of_it(browser, rows):
    browser.get(links_of(send(browser))["Download uw antwoorden (pdf)"]).close()

    [line] = [line for line in rows(ConsultationLine) if line.action == "downloaded"]
    [submission] = rows(Submission)
    assert (line.owner_id, line.source) == (browser.owner_id, "portaal")
    assert (line.data_kinds, line.outcome) == (["answers"], "ok")
    assert (line.object_kind, line.object_ref) == ("submission", submission.reference)


def test_rule_07_a_nameless_report_leaves_no_line_when_it_is_downloaded(browser, rows):
    receipt = send(browser, REPORT)

    browser.get(links_of(receipt)["Download uw antwoorden (pdf)"]).close()

    assert [line for line in rows(ConsultationLine) if line.action == "downloaded"] == []


def test_rule_07_where_no_line_can_be_written_a_consent_stays_closed(browser, unwritable, mine):
    unwritable()

    for part in ("", f"bewijs/{mine.event}.json", f"bewijs/{mine.event}.pdf"):
        answer = browser.get(f"/toestemmingen/{mine.consent}/{part}")
        assert answer.status_code == 500
        assert "dienstverlening" not in main_of(answer)


def test_rule_07_a_whole_journey_leaves_a_line_for_every_call(
    browser, known, world, do_jobs, database, resident
):
    browser.get("/overzicht/")
    browser.get("/zaken/")
    browser.get(f"/zaken/{a_key().id}/")
    browser.get(f"/zaken/{a_key().id}/documenten/{known.documents[0].id}").close()
    browser.get("/gegevensgebruik/")
    task = browser.get(f"/taken/{world.tasks.tasks[BSN][0].id}/")
    browser.submit(task, files={"documents": ("a.pdf", a_pdf())})
    send(browser)
    remission.know(world)
    remission.send(browser.log_in(BSN, Level.SUBSTANTIEEL), remission.fetching("inkomen"))
    do_jobs()

    lines = {line.id: line for line in lines_of(database, resident.key)}
    sources = {"FakeCases": "zaaksysteem", "FakeIntake": "zaaksysteem", "FakePersons": "BRP"}
    sources |= {"FakeTasks": "takenregister", "FakeConsultations": "logboek"}
    sources |= {"FakeSources": "UWV", "FakeContacts": "klantcontacten"}
    assert {call.partition(".")[0] for call, _line in world.witness.seen} == set(sources)
    for call, line in world.witness.seen:
        assert lines[line].source == sources[call.partition(".")[0]], call
    assert len({line for _call, line in world.witness.seen}) == len(world.witness.seen)
    assert {line.outcome for line in lines.values() if line.source in sources.values()} <= {
        "ok",
        "begun",
    }
    assert {line.action for line in lines.values()} >= {"viewed", "downloaded", "shared"}


def test_rule_07_what_is_read_says_which_form_or_thing_it_was_for(browser, rows):
    begin_form(browser)

    [line] = rows(ConsultationLine)
    assert (line.object_kind, line.object_ref) == ("form", "verhuizing-doorgeven")
    assert line.data_kinds == ["identity", "address", "household"]
    assert (line.actor_class, line.how_chosen) == ("self", "wettelijk")


def test_rule_07_a_register_is_read_once_for_a_form(browser, world):
    fill(browser, until="dag")
    fill(browser)

    assert world.persons.calls.count("person") <= 1


def test_rule_07_a_failed_read_has_its_line_too(browser, world, rows):
    world.persons.is_down = True
    begin_form(browser)

    assert {line.outcome for line in rows(ConsultationLine)} == {"failed"}


def test_rule_07_a_line_holds_no_content_and_no_bsn(browser, known, rows):
    browser.get(f"/zaken/{a_case().key.id}/")

    lines = rows(ConsultationLine)
    assert lines
    for line in lines:
        said = " ".join(str(value) for value in vars(line).values())
        assert BSN not in said
        assert "Noor" not in said
