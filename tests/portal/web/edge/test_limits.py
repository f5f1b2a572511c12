"""Limits: few tries for a person or browser, shared by all processes; nobody else is locked out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, update

from portal.storage.base import connect
from portal.storage.drafts import Draft
from portal.storage.rate_limits import RateLimit
from portal.web.edge import limits
from portal.web.edge.limits import LOGIN_NETWORK, SEARCH, TRACKING, WRONG_PROOF
from portal.web.edge.request_context import portal_of
from tests.browser import form_on, main_of
from tests.consents_given import ask_to_use
from tests.factories import BSN, OTHER_BSN, PORTAL, settings_for
from tests.forms_filled import REPORT
from tests.parts import change_parts
from tests.rules.routes import ROUTES
from tests.statements import statements

SEARCHED = "/?q=verhuizen"


def named(browser):
    """The same browser, with a cookie that names it."""
    with browser.session_transaction(base_url=PORTAL) as cookie:
        cookie["browser"] = f"browser {id(browser)}"
    return browser


def times(count, browse, path, **options):
    """The status of each of so many visits."""
    return [browse(path, **options).status_code for _ in range(count)]


def test_searching_stops_after_so_many_and_goes_on_later(app, sessions):
    visitor = named(app.test_client())
    assert set(times(SEARCH.most, visitor.get, SEARCHED)) == {200}

    page = visitor.get(SEARCHED)

    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= SEARCH.seconds
    assert "Wacht tot" in main_of(page)
    assert portal_of(app).municipality.phone in main_of(page)
    assert named(app.test_client()).get(SEARCHED).status_code == 200, "another browser"
    assert visitor.get("/").status_code == 200, "another page"
    with sessions() as session:
        session.execute(update(RateLimit).values(ends_at=datetime.now(UTC) - timedelta(seconds=1)))
        session.commit()
    assert visitor.get(SEARCHED).status_code == 200


def test_a_person_is_counted_in_all_browsers_together(app):
    browsers = [app.test_client().log_in(BSN) for _ in range(2)]
    for browser in browsers:
        assert set(times(SEARCH.most // 2, browser.get, SEARCHED)) == {200}

    assert [browser.get(SEARCHED).status_code for browser in browsers] == [429, 429]
    assert app.test_client().log_in(OTHER_BSN).get(SEARCHED).status_code == 200


def test_what_is_sent_too_often_keeps_what_was_typed(app, monkeypatch):
    monkeypatch.setattr(limits, "check", _over)
    browser = app.test_client()
    fields = {"csrf_token": browser.csrf_token(), "category": "licht & lamp", "revision": "3"}

    page = browser.post(f"/formulieren/{REPORT}/controleren/", data=fields)

    assert page.status_code == 429
    form = form_on(page)
    assert form.get("action") == f"/formulieren/{REPORT}/controleren/"
    sent = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert sent["category"] == "licht & lamp"
    assert sent["revision"] == "3"
    assert sent["csrf_token"]


def _over(declared):
    if declared:
        raise limits.LimitHit(declared[0], datetime.now(UTC) + timedelta(minutes=5))


def test_logins_that_do_not_succeed_are_counted_by_network(app, sessions):
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": "192.0.2.7"}):
        for _ in range(LOGIN_NETWORK.most):
            limits.check((LOGIN_NETWORK,))
        with pytest.raises(limits.LimitHit):
            limits.check((LOGIN_NETWORK,))
        limits.login_succeeded()
        limits.login_succeeded()
        limits.check((LOGIN_NETWORK,))
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": "192.0.2.8"}):
        limits.check((LOGIN_NETWORK,))
    with sessions() as session:
        keys = session.scalars(select(RateLimit.key)).all()
        assert all(len(key) == 64 for key in keys), "no address is kept"


def test_the_rest_of_an_ipv6_network_is_the_same_one(app):
    for number in range(LOGIN_NETWORK.most):
        with app.test_request_context(environ_overrides={"REMOTE_ADDR": f"2001:db8::{number:x}"}):
            limits.check((LOGIN_NETWORK,))
    with (
        app.test_request_context(environ_overrides={"REMOTE_ADDR": "2001:db8::ffff:1"}),
        pytest.raises(limits.LimitHit),
    ):
        limits.check((LOGIN_NETWORK,))


def test_ipv4_addresses_through_a_socket_of_both_are_counted_apart(app, sessions):
    for address in ("::ffff:192.0.2.7", "192.0.2.7", "::ffff:192.0.2.8"):
        with app.test_request_context(environ_overrides={"REMOTE_ADDR": address}):
            limits.check((LOGIN_NETWORK,))
    with sessions() as session:
        assert len(session.scalars(select(RateLimit)).all()) == 2


@pytest.mark.parametrize("address", ["", "unix:", "x'; --", "[::1]:80"])
def test_an_address_that_is_none_is_counted_as_it_is(app, address, sessions):
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": address}):
        limits.check((LOGIN_NETWORK,))
    with sessions() as session:
        assert len(session.scalars(select(RateLimit)).all()) == bool(address)


@pytest.mark.parametrize("name", ["library_networks", "counter_networks"])
def test_a_library_and_a_counter_are_not_counted_by_address(app, name, sessions):
    settings = settings_for(**{name: "192.0.2.0/24"})
    usual = change_parts(app, settings=settings)
    try:
        with app.test_request_context(environ_overrides={"REMOTE_ADDR": "192.0.2.7"}):
            limits.check((LOGIN_NETWORK,))
    finally:
        change_parts(app, settings=usual.settings)
    with sessions() as session:
        assert session.scalars(select(RateLimit)).all() == []


def test_tracking_links_can_not_be_guessed_for_ever(app):
    visitor = named(app.test_client())

    assert set(times(TRACKING.most, visitor.get, "/volgen/geraden/")) == {404}
    assert visitor.get("/volgen/geraden/").status_code == 429


def test_wrong_proofs_are_counted_and_right_ones_go_on(app):
    wrong = [ask_to_use(app, "ZAAK-1", secret="geraden") for _ in range(WRONG_PROOF.most + 1)]

    assert {answer.status_code for answer in wrong[:-1]} == {401}
    assert wrong[-1].status_code == 429
    assert wrong[-1].mimetype == "application/problem+json"
    assert int(wrong[-1].headers["Retry-After"]) > 0
    assert ask_to_use(app, "ZAAK-1").status_code == 403, "no consent, but known"
    token = {"Authorization": "Bearer geraden"}
    assert app.test_client().post("/api/notificaties", headers=token).status_code == 429


def test_it_costs_one_round_trip_and_none_on_other_pages(app):
    visitor = named(app.test_client())
    visitor.get(SEARCHED)
    with statements(portal_of(app).sessions.kw["bind"]) as sent:
        assert visitor.get("/").status_code == 200
        assert sent == []
        assert visitor.get(SEARCHED).status_code == 200
    assert sent == ["INSERT"]


PER_VISITOR = [limit for limit in vars(limits).values() if isinstance(limit, limits.Limit)]
PER_VISITOR = [limit for limit in PER_VISITOR if limit.per is limits.Per.VISITOR]


@pytest.mark.parametrize("limit", PER_VISITOR, ids=lambda limit: limit.name)
def test_each_limit_of_a_browser_holds_for_who_throws_its_cookie_away(limit):
    assert 3 * limit.most <= limit.of_network <= 20 * limit.most


def test_a_browser_without_a_cookie_is_counted_with_all_at_its_address(app, monkeypatch):
    monkeypatch.setattr(limits, "SEARCH", replace(SEARCH, of_network=3))
    monkeypatch.setattr(app.view_functions["home.index"], "limits", (limits.SEARCH,))
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    own_browser = app.test_client().log_in(BSN)

    assert [app.test_client().get(SEARCHED).status_code for _ in range(3)] == [200] * 3
    assert app.test_client().get(SEARCHED).status_code == 429
    assert named(app.test_client()).get(SEARCHED).status_code == 429, "a new cookie"
    assert app.test_client().get(SEARCHED, environ_overrides=elsewhere).status_code == 200
    assert own_browser.get(SEARCHED).status_code == 200, "who is logged in"
    settings = settings_for(library_networks="127.0.0.0/8")
    usual = change_parts(app, settings=settings)
    try:
        assert app.test_client().get(SEARCHED).status_code == 200, "a library"
    finally:
        change_parts(app, settings=usual.settings)


def test_forms_without_login_are_begun_so_often_from_one_address(app, rows, monkeypatch):
    begin = f"/formulieren/{REPORT}/verder/"
    few = replace(limits.BEGIN_FORM, of_network=2)
    monkeypatch.setattr(app.view_functions["submissions.begin"], "limits", (few,))

    answers = [app.test_client().get(begin).status_code for _ in range(4)]

    assert answers == [303, 303, 429, 429]
    assert len(rows(Draft)) == 2


def test_files_without_login_count_by_their_size(app, sessions, monkeypatch):
    monkeypatch.setattr(limits, "MB", 100)
    data = {"photo": (BytesIO(b"x" * 700), "foto.jpg")}
    here = {"REMOTE_ADDR": "192.0.2.7"}
    with app.test_request_context(data=data, method="POST", environ_overrides=here) as context:
        limits.check((limits.UPLOAD_SIZE,))
        length = context.request.content_length
    with sessions() as session:
        assert session.scalars(select(RateLimit.tries)).all() == [length // 100]


def test_limits_are_declared_beside_the_rules(app):
    declared = {name for name, view in app.view_functions.items() if getattr(view, "limits", ())}

    assert declared == {
        "accounts.begin",
        "cases.answer_task",
        "cases.bring_task",
        "cases.send_document",
        "cases.withdraw",
        "consent_use.use",
        "contacts.send",
        "contacts.send_of_case",
        "cosigning.again",
        "cosigning.invitation",
        "cosigning.read",
        "cosigning.sign",
        "feedback.keep",
        "home.index",
        "maps.picture",
        "own_data.confirm_email",
        "own_data.mail_again",
        "own_data.save_contact",
        "own_data.use_email",
        "payments.pay",
        "situation.send",
        "submissions.ask",
        "submissions.begin",
        "submissions.begin_anew",
        "submissions.begin_with_login",
        "submissions.begin_without_login",
        "submissions.choose_draft",
        "submissions.send",
        "submissions.withdraw",
        "tracking.pdf",
        "tracking.receipt",
        "tracking.send_link",
        "tracking.track",
    }
    assert declared <= {route.split()[1] for route in ROUTES}


def test_nothing_is_refused_while_it_can_not_be_counted(app):
    gone = settings_for("postgresql+psycopg://x@127.0.0.1:1/none")
    makers = connect(gone)
    usual = change_parts(app, sessions=makers)
    try:
        page = named(app.test_client()).get(SEARCHED)
    finally:
        change_parts(app, sessions=usual.sessions)
        makers.kw["bind"].dispose()

    assert page.status_code == 200
