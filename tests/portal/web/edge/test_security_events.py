"""Security events: one row for each thing that happens, nobody's data in it, nothing elsewhere."""

import json
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from portal.commands.processes import begin
from portal.domain.consents import ConsentState
from portal.domain.people import Level
from portal.domain.security_events import EventKind, subject_of_owner
from portal.files.verdict import FileFault
from portal.measures import program_version
from portal.storage.security_events import SecurityEventRow
from portal.web.edge.limits import SEARCH
from portal.web.edge.login_session import TOKEN
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.consents_given import ask_to_use, consent_of, send
from tests.factories import BSN, NOTIFICATION_TOKEN, PORTAL, an_identity, settings_for
from tests.files_made import a_pdf
from tests.forms_filled import fill
from tests.statements import statements

FROM = {"REMOTE_ADDR": "192.0.2.77"}
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
IMAGE = {**ELSEWHERE, "Sec-Fetch-Dest": "image"}


@pytest.fixture
def stored(sessions):
    """All events so far, in order."""

    def stored_() -> list[SecurityEventRow]:
        with sessions() as session:
            return list(session.scalars(select(SecurityEventRow).order_by(SecurityEventRow.id)))

    return stored_


@pytest.fixture
def events(stored):
    """(kind, code) of them."""
    return lambda: [(row.kind, row.code) for row in stored()]


def log_in(browser, next_path="/overzicht/"):
    """Go to DigiD and come back."""
    start = browser.get(f"/inloggen/digid?next={next_path}", environ_overrides=FROM)
    state = start.location.partition("state=")[2].partition("&")[0]
    address = f"/inloggen/terug?state={state}&code=secret-code"
    return browser.get(address, environ_overrides=FROM)


def test_a_login_is_one_with_its_level_and_who(visitor, world, stored, resident):
    world.identity.identity = an_identity(BSN, level=Level.SUBSTANTIEEL)

    answer = log_in(visitor)

    [row] = stored()
    assert (row.kind, row.code) == (EventKind.LOGIN, str(Level.SUBSTANTIEEL.value))
    assert row.subject == subject_of_owner(resident.key)
    assert row.origin == "192.0.2.0/24"
    assert row.endpoint == "accounts.finish"
    assert row.request == answer.headers["X-Request-ID"]


def test_a_refused_login_is_one_with_its_code_and_the_browser(visitor, world, stored):
    world.identity.identity = an_identity(BSN, level=Level.BASIS)
    log_in(visitor)
    world.identity.identity = None
    log_in(visitor)
    visitor.get("/inloggen/terug?state=stolen&code=x")
    world.identity.is_down = True
    visitor.get("/inloggen/digid")

    rows = stored()
    assert {row.kind for row in rows} == {EventKind.LOGIN_REFUSED}
    assert [row.code for row in rows] == ["level", "cancelled", "stale", "outage"]
    [subject] = {row.subject for row in rows}
    assert subject.startswith("browser:")


def test_a_page_for_a_higher_level_is_one(app, events):
    browser = app.test_client().log_in(BSN, level=Level.BASIS)

    assert browser.get("/formulieren/verhuizing-doorgeven/gegevens/").status_code == 303
    assert events() == [(EventKind.LEVEL_TOO_LOW, str(Level.MIDDEN.value))]


def test_logging_out_is_one_and_doing_it_again_is_no_other(browser, stored):
    browser.log_out()
    browser.log_out()

    [row] = stored()
    assert row.kind == EventKind.LOGOUT
    assert row.subject == subject_of_owner(browser.owner_id)


def test_a_wrong_csrf_token_is_one(browser, events):
    assert browser.post("/uitloggen/", data={"csrf_token": "wrong"}).status_code == 400
    assert events() == [(EventKind.CSRF_REFUSED, "")]


def test_what_another_site_sends_or_embeds_is_one(browser, events):
    assert browser.post("/uitloggen/", headers=ELSEWHERE).status_code == 403
    assert browser.get("/inloggen/digid", headers=IMAGE).status_code == 403
    assert events() == [
        (EventKind.CROSS_SITE_REFUSED, "sent"),
        (EventKind.CROSS_SITE_REFUSED, "embedded"),
    ]


def test_a_limit_that_is_hit_is_one(browser, events):
    for _ in range(SEARCH.most):
        browser.get("/?q=verhuizen")
    assert events() == []

    assert browser.get("/?q=verhuizen").status_code == 429
    assert events() == [(EventKind.LIMIT_HIT, SEARCH.name)]


def test_a_system_with_a_wrong_proof_is_one(app, events):
    assert ask_to_use(app, "ZAAK-1", secret="geraden").status_code == 401
    headers = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}x"}
    assert app.test_client().post("/api/notificaties", headers=headers).status_code == 401
    assert events() == [(EventKind.PROOF_REFUSED, "")] * 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ" + b"\x90" * 100, FileFault.PROGRAM),
        (b"<script>", "unknown kind"),
        (a_pdf(password="geheim"), FileFault.PROTECTED),
    ],
    ids=["empty", "program", "script", "password"],
)
def test_a_refused_file_is_one_with_what_is_wrong(browser, events, content, code):
    page = fill(browser, until="contract")

    browser.submit(page, files={"contract": ("noor-de-wit.pdf", content)})

    assert events() == [(EventKind.UPLOAD_REFUSED, code)]


def test_an_organisation_that_gets_no_data_is_one_with_its_name(app, stored):
    assert ask_to_use(app, "ZAAK-1").status_code == 403

    [row] = stored()
    assert (row.kind, row.subject) == (EventKind.CONSENT_USE_REFUSED, "client:peil")


def test_every_change_of_a_consent_is_one(browser, events, rows):
    send(browser, "yes")
    page = f"/toestemmingen/{consent_of(rows, browser.owner_id).id}"
    browser.submit(browser.get(f"{page}/intrekken/"))
    browser.submit(browser.get(f"{page}/antwoord/"), {"answer": "yes"})
    browser.submit(browser.get(f"{page}/antwoord/"), {"answer": "yes"})
    browser.submit(browser.get(f"{page}/antwoord/"), {"answer": "no"})

    given, withdrawn = ConsentState.GIVEN, ConsentState.WITHDRAWN
    assert events() == [
        (EventKind.CONSENT_CHANGED, state) for state in (given, withdrawn, given, withdrawn)
    ]


def test_a_process_that_starts_is_one_with_its_version(database_url, stored):
    begin(settings_for(database_url), "worker")

    [row] = stored()
    assert (row.kind, row.code) == (EventKind.STARTED, f"worker {program_version()}")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_of_an_address_only_the_network_stays(visitor, stored, address, origin):
    visitor.post("/uitloggen/", headers=ELSEWHERE, environ_overrides={"REMOTE_ADDR": address})

    assert [row.origin for row in stored()] == [origin]


def test_it_costs_one_statement_and_none_where_nothing_happens(app, browser):
    with statements(portal_of(app).sessions.kw["bind"]) as ordinary:
        assert browser.get("/berichten/").status_code == 200
    assert "INSERT" not in ordinary
    with statements(portal_of(app).sessions.kw["bind"]) as sent:
        assert app.test_client().post("/uitloggen/", headers=ELSEWHERE).status_code == 403
    assert sent == ["INSERT"]


def test_no_row_holds_what_tells_who_it_is_or_lets_anybody_in(visitor, world, stored):
    name, sub = "Noor de Wit", "pseudonym-at-the-provider"
    world.identity.identity = an_identity(
        BSN, subject=sub, id_token="e30.token.x", level=Level.MIDDEN
    )
    log_in(visitor)
    visitor.post("/uitloggen/", data={"csrf_token": "wrong-token"})
    for path in (f"/zaken/{BSN}/", "/volgen/tracking-token/", "/formulieren/geheim/"):
        visitor.get(path)
    with visitor.session_transaction(base_url=PORTAL) as cookie:
        secrets = [cookie[TOKEN], cookie["browser"]]
    visitor.log_out()

    lying = json.dumps([[str(value) for value in vars(row).values()] for row in stored()])
    assert len(stored()) == 6
    for secret in (
        *secrets,
        BSN,
        name,
        sub,
        "e30.token",
        "secret-code",
        "tracking-token",
        "wrong-token",
    ):
        assert secret not in lying


def test_events_that_can_not_be_kept_stop_no_page(app, visitor, events):
    with failing_inserts(portal_of(app).sessions.kw["bind"]):
        page = visitor.post("/uitloggen/", headers=ELSEWHERE)

    assert page.status_code == 403
    assert page.headers["X-Request-ID"] in main_of(page)
    assert events() == []
    assert visitor.post("/uitloggen/", headers=ELSEWHERE).status_code == 403
    assert len(events()) == 1


@contextmanager
def failing_inserts(engine):
    """The database takes no event."""

    def refuse(_connection, _cursor, statement, *_):
        if "security_event" in statement:
            raise OperationalError(statement, {}, ConnectionError("gone"))

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)
