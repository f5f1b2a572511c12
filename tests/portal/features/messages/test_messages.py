"""Messages: a list, one of them, and the mail that says that there is one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from portal.domain.days import today
from portal.domain.failures import SourceUnavailable
from portal.domain.messages import MessageKind
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message, add_message, keep_contact
from portal.texts.words import words_in
from tests.browser import heading_of, links_of, main_element, main_of, words_of
from tests.portal.features.messages.facts import FACTS
from tests.tree import text_of

WORDS = {
    MessageKind.RECEIVED: "Uw ontvangstnummer is BCDF-GHJK.",
    MessageKind.CASE_MADE: "Uw zaak heeft nummer ZAAK-1.",
    MessageKind.STATUS: "Wij bellen u.",
    MessageKind.TASK: "Doe dit uiterlijk 1 december 2026.",
    MessageKind.DECISION: "U kunt bezwaar maken tot en met 4 januari 2027.",
    MessageKind.DECISION_WITHDRAWN: "Wij hebben dit besluit ingetrokken. Het geldt niet meer",
    MessageKind.EXTENDED: "De nieuwe verwachte dag is 31 december 2099. Eerst was dat 3 december",
    MessageKind.SUSPENDED: "Uw zaak staat nu stil. Daardoor duurt het langer. Een arts kijkt.",
    MessageKind.RESUMED: "Uw zaak stond een tijd stil.",
    MessageKind.CASE_CLOSED: "Uw zaak was al afgerond op 20 november 2026.",
    MessageKind.DELAYED: "Het duurt langer. Wij kijken ernaar.",
    MessageKind.CASE_WITHDRAWN: "U heeft uw aanvraag ingetrokken op 20 november 2026.",
    MessageKind.HANDED_OVER: "Een medewerker heeft het nu op papier, sinds 20 november 2026",
    MessageKind.FILE_INFECTED: "Onze virusscanner vond een virus in: huur.pdf.",
    MessageKind.DOCUMENT_RECEIVED: "U stuurde: Stuur uw huurcontract.",
    MessageKind.REQUEST_RECEIVED: "1 december 2026",
    MessageKind.ANSWERED: "Dat kan tot mei.",
    MessageKind.CALL_MISSED: "U nam niet op. Wij bellen u nog een keer, uiterlijk op 31 december",
    MessageKind.DRAFT_ENDS: "Wij bewaren wat u invulde tot en met 31 december 2099.",
    MessageKind.PAID: "U betaalde € 18,90.",
    MessageKind.NOT_PAID: "Wij hebben € 18,90 nog niet van u ontvangen.",
    MessageKind.PAYMENT_REVERSED: "Uw bank heeft € 18,90 teruggehaald.",
    MessageKind.REFUNDED: "Wij hebben € 18,90 naar u teruggestort.",
    MessageKind.COSIGN_AGREED: "Wij hebben de handtekening van uw partner.",
    MessageKind.COSIGN_REFUSED: "Uw aanvraag gaat op 18 december 2026 door zonder handtekening.",
    MessageKind.COSIGN_LAPSED: "Wij kregen op tijd geen antwoord van uw partner.",
    MessageKind.COSIGN_ANSWERED: "U heeft dit ondertekend met uw DigiD.",
    MessageKind.CONSENT_GIVEN: "Uw ja geldt tot en met 20 november 2027.",
    MessageKind.CONSENT_REFUSED: "U zei nee op 20 november 2026.",
    MessageKind.CONSENT_WITHDRAWN: "U trok uw ja in op 20 november 2026.",
}


@pytest.fixture
def told(sessions, resident):
    """Tell the resident something."""

    def tell_(kind: MessageKind, about: str = "", **facts: str) -> UUID | None:
        with sessions() as session:
            facts = {**FACTS[kind], **facts}
            made = add_message(
                session, resident.key, kind, about=about or str(uuid4()), facts=facts
            )
            session.commit()
            return made

    return tell_


@pytest.mark.parametrize("kind", MessageKind)
def test_each_kind_of_message_has_its_words(browser, told, kind):
    message = told(kind)

    page = browser.get(f"/berichten/{message}/")

    assert page.status_code == 200
    assert WORDS[kind] in main_of(page)


def test_more_time_to_object_is_told_until_the_latest_day(browser, told):
    tomorrow, past = f"{today() + timedelta(1)}", {"last_day": "2026-01-05", "remedy": "bezwaar"}
    later = told(MessageKind.DECISION, last_day=f"{today()}", remedy="bezwaar", latest_day=tomorrow)
    between = told(MessageKind.DECISION, **past, latest_day=tomorrow)
    over = told(MessageKind.DECISION, **past, latest_day="2026-02-02")

    assert "Misschien heeft u meer tijd." in main_of(browser.get(f"/berichten/{later}/"))
    words = main_of(browser.get(f"/berichten/{between}/"))
    two = "Bent u het er niet mee eens? Wij kennen meer dan één laatste dag om bezwaar te maken."
    assert f"{two} De eerste was 5 januari 2026, de laatste is " in words
    assert "Bel ons snel. Dan zoeken wij uit welke dag voor u geldt." in words
    words = main_of(browser.get(f"/berichten/{over}/"))
    assert "U kon bezwaar maken tot en met 5 januari 2026." in words
    assert "meer tijd" not in words


@pytest.mark.parametrize(
    ("outcome", "lead"),
    [
        ("granted", "Niet mee eens?"),
        ("refused", "Bent u het er niet mee eens?"),
        ("", "Bent u het er niet mee eens?"),
    ],
)
def test_a_message_of_what_was_granted_is_quieter(browser, told, outcome, lead):
    last, latest = today() + timedelta(9), today() + timedelta(30)
    days = {"last_day": f"{last}", "latest_day": f"{latest}"}
    message = told(MessageKind.DECISION, outcome=outcome, remedy="beroep", **days)

    page = browser.get(f"/berichten/{message}/")

    until = f"{lead} U kunt in beroep gaan tot en met {words_in('nl').day(last)}."
    assert until in main_of(page)
    lines = [text_of(line) for line in main_element(page).iter("p")]
    more = "Misschien heeft u meer tijd. Bel ons om dat na te vragen."
    assert (f"{until} {more}" in lines) == (outcome == "granted"), "one line in place of two"
    assert (more in lines) == (outcome != "granted")


@pytest.mark.parametrize("kind", [MessageKind.TASK, MessageKind.DECISION])
def test_message_without_a_last_day_names_none(browser, told, kind):
    words = main_of(browser.get(f"/berichten/{told(kind, last_day='')}/"))

    assert "uiterlijk" not in words
    assert "tot en met" not in words


def test_message_is_new_until_it_is_opened(browser, told, rows):
    message = told(MessageKind.STATUS)
    assert "Nieuw" in main_of(browser.get("/berichten/"))

    browser.get(f"/berichten/{message}/")
    first = rows(Message)[0].read_at
    browser.get(f"/berichten/{message}/")

    assert rows(Message)[0].read_at == first
    assert "Nieuw " not in main_of(browser.get("/berichten/"))


def test_opening_a_message_writes_its_line(browser, told, rows):
    message = told(MessageKind.STATUS)

    browser.get(f"/berichten/{message}/")

    [line] = rows(ConsultationLine)
    assert (line.action, line.object_ref) == ("viewed", str(message))


def test_the_same_thing_is_told_once(told):
    assert told(MessageKind.STATUS, about="this") is not None
    assert told(MessageKind.STATUS, about="this") is None


def test_message_of_somebody_else_and_an_unknown_one_are_not_found(other_browser, told, rows):
    message = told(MessageKind.STATUS)

    assert other_browser.get(f"/berichten/{message}/").status_code == 404
    assert other_browser.get(f"/berichten/{uuid4()}/").status_code == 404
    assert other_browser.get("/berichten/geen-id/").status_code == 404
    assert rows(Message)[0].read_at is None
    assert "Nieuws" not in main_of(other_browser.get("/berichten/"))


def test_no_messages_says_so(browser):
    words = main_of(browser.get("/berichten/"))

    assert "U heeft nog geen berichten" in words
    assert "Gaf u ons een e-mailadres? Dan krijgt u bij nieuws ook een mail." in words


def test_many_messages_come_page_by_page(browser, told):
    for number in range(45):
        told(MessageKind.RECEIVED, reference=f"R-{number:02}")

    first = browser.get("/berichten/")
    second = browser.get(links_of(first)["Oudere berichten"])
    third = browser.get(links_of(second)["Oudere berichten"])

    counts = [page.text.count('class="card card--message') for page in (first, second, third)]
    assert counts == [20, 20, 5]
    assert "Oudere berichten" not in links_of(third)
    assert "Nieuwere berichten" not in links_of(first)
    assert links_of(third)["Nieuwere berichten"] == "/berichten/?pagina=2"


@pytest.mark.parametrize("number", ["0", "-3", "99", "veel", "1e9", "9" * 40])
def test_page_number_that_does_not_exist_never_says_that_there_is_nothing(browser, told, number):
    told(MessageKind.RECEIVED)

    page = browser.get(f"/berichten/?pagina={number}")

    assert page.status_code == 200
    assert "U heeft nog geen berichten" not in main_of(page)


def test_number_of_new_messages_stands_on_every_page(browser, told):
    told(MessageKind.RECEIVED)
    told(MessageKind.STATUS)

    assert "2" in words_of(browser.get("/overzicht/")).split("Berichten")[1][:20]


def test_mail_is_sent_once(told, tasks, world, sessions, resident, rows):
    with sessions() as session:
        keep_contact(session, resident.key, {"email": "noor@voorbeeld.example"})
        session.commit()
    message = str(told(MessageKind.TASK))

    for _time in range(2):
        tasks.tasks["messages.notify"].func(message=message)

    [mail] = world.mailer.sent.values()
    assert mail.subject == "Gemeente Demodam vraagt iets van u"
    assert world.mailer.calls == ["send"]
    assert rows(Message)[0].mailed_at is not None


def test_mail_is_in_the_language_of_the_resident(told, tasks, world, sessions, resident):
    with sessions() as session:
        keep_contact(session, resident.key, {"email": "a@voorbeeld.example", "language": "nl"})
        session.commit()

    tasks.tasks["messages.notify"].func(message=str(told(MessageKind.DECISION)))

    assert "log in met DigiD" in next(iter(world.mailer.sent.values())).text


def test_without_an_address_there_is_no_mail(told, tasks, world):
    tasks.tasks["messages.notify"].func(message=str(told(MessageKind.TASK)))
    tasks.tasks["messages.notify"].func(message=str(uuid4()))

    assert world.mailer.calls == []


def test_mail_that_could_not_be_sent_is_tried_again(told, tasks, world, sessions, resident, rows):
    with sessions() as session:
        keep_contact(session, resident.key, {"email": "noor@voorbeeld.example"})
        session.commit()
    world.mailer.is_down = True

    with pytest.raises(SourceUnavailable):
        tasks.tasks["messages.notify"].func(message=str(told(MessageKind.TASK)))

    assert rows(Message)[0].mailed_at is None


def test_newest_message_comes_first(browser, told, sessions):
    told(MessageKind.RECEIVED)
    with sessions() as session:
        session.query(Message).update({"made_at": datetime.now(UTC) - timedelta(days=2)})
        session.commit()
    newest = told(MessageKind.TASK)

    titles = list(links_of(browser.get("/berichten/")).values())

    assert titles.index(f"/berichten/{newest}/") < len(titles) - 1
    assert heading_of(browser.get(f"/berichten/{newest}/")) == "Stuur uw huurcontract"
