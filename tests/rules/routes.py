"""Every route of the portal: who may use it, and where one of a resident's own is."""

from forms.maps import MapView
from tests.forms_filled import MOVE

VIEW = MapView.around(52.571, 5.1525)
IN, LOGIN, HIGHER, UNKNOWN, REFUSED = "in", "login", "higher level", "unknown", "refused"
VISITORS = ("nobody", "owner", "other resident", "low level", "system")
DOORS = {
    # who:      nobody, owner, other resident, too low a level, a system with its token
    "everybody": (IN, IN, IN, IN, IN),
    "resident": (LOGIN, IN, IN, IN, LOGIN),
    # takes what was typed, and goes to the page to log in, which goes on for who is logged in
    "sent on": (LOGIN, LOGIN, LOGIN, LOGIN, LOGIN),
    "the end": (LOGIN, IN, IN, IN, LOGIN),
    "their own": (LOGIN, IN, UNKNOWN, IN, LOGIN),
    "form": (LOGIN, IN, IN, HIGHER, LOGIN),
    "their own form": (LOGIN, IN, UNKNOWN, HIGHER, LOGIN),
    "system": (REFUSED, REFUSED, REFUSED, REFUSED, IN),
    # an organisation with a secret of its own: see test_rule_04_only_a_client_with_its_secret
    "client": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
}
ROUTES = {
    "GET accounts.begin": "everybody",
    "GET accounts.finish": "everybody",
    "GET accounts.keys": "everybody",
    "GET accounts.over": "the end",
    "GET accounts.logged_out": "everybody",
    "GET accounts.login": "everybody",
    "GET cases.ask_document": "their own",
    "GET cases.ask_to_withdraw": "their own",
    "GET cases.by_number": "their own",
    "GET cases.case": "their own",
    "GET cases.document": "their own",
    "GET cases.index": "resident",
    "GET cases.summary": "their own",
    "GET cases.task": "their own",
    "GET consultations.case": "their own",
    "GET consultations.csv": "resident",
    "GET consultations.document": "their own",
    "GET consultations.index": "resident",
    "GET consultations.line": "their own",
    "GET consultations.pdf": "resident",
    "GET consultations.register_page": "everybody",
    "GET consents.ask_again": "their own",
    "GET consents.ask_to_withdraw": "their own",
    "GET consents.consent": "their own",
    "GET consents.index": "resident",
    "GET consents.keys": "everybody",
    "GET consents.receipt_json": "their own",
    "GET consents.receipt_pdf": "their own",
    "GET contacts.ask": "resident",
    "GET contacts.ask_of_case": "their own",
    "GET contacts.index": "resident",
    "GET contacts.request_page": "their own",
    "GET feedback.ask": "everybody",
    "GET home.accessibility": "everybody",
    "GET home.audit": "everybody",
    "GET home.index": "everybody",
    "GET home.language": "everybody",
    "GET home.product": "everybody",
    "GET home.security_txt": "everybody",
    "GET information.about": "everybody",
    "GET information.contact": "everybody",
    "GET information.cookies": "everybody",
    "GET information.helping": "everybody",
    "GET information.privacy": "everybody",
    "GET maps.picture": "everybody",
    "GET messages.index": "resident",
    "GET messages.message": "their own",
    "GET operations.alive": "everybody",
    "GET operations.metrics": "everybody",
    "GET operations.metrics_of_database": "everybody",
    "GET operations.ready": "everybody",
    "GET overview.index": "resident",
    "GET own_data.confirm_email": "everybody",  # as of tracking: who holds the link
    "GET own_data.contact": "resident",
    "GET own_data.index": "resident",
    "GET static": "everybody",
    "GET situation.receipt": "their own form",
    "GET situation.show": "form",
    "GET submissions.ask": "form",
    "GET submissions.begin": "form",
    "GET submissions.begin_with_login": "form",
    "GET submissions.begin_without_login": "form",
    "GET submissions.ask_to_withdraw": "their own form",
    "GET submissions.check": "form",
    "GET submissions.index": "everybody",
    "GET submissions.pdf": "their own form",
    "GET submissions.receipt": "their own form",
    "GET submissions.sections": "form",
    "GET submissions.start": "everybody",
    "GET tracking.lost_link": "everybody",
    "GET tracking.pdf": "everybody",  # who holds the link: nobody else can guess it
    "GET tracking.receipt": "everybody",
    "GET tracking.track": "everybody",
    "POST accounts.extend": "resident",
    "POST accounts.keep": "sent on",
    "POST accounts.logout": "everybody",
    "POST cases.answer_task": "their own",
    "POST cases.bring_task": "their own",
    "POST cases.withdraw": "their own",
    "POST cases.send_document": "their own",
    "POST cases.notified": "system",
    "POST consultations.question": "their own",
    "POST consent_use.use": "client",
    "POST consents.answer": "their own",
    "POST consents.withdraw": "their own",
    "POST contacts.send": "resident",
    "POST contacts.send_of_case": "their own",
    "POST feedback.keep": "everybody",
    "POST own_data.mail_again": "resident",
    "POST own_data.save_contact": "resident",
    "POST own_data.use_email": "everybody",
    "POST situation.send": "form",
    "POST submissions.ask": "form",
    "POST submissions.begin_anew": "form",
    "POST submissions.choose_draft": "form",
    "POST submissions.send": "form",
    "POST submissions.withdraw": "their own form",
    "POST tracking.send_link": "everybody",
}
PUBLIC = {route for route, door in ROUTES.items() if door in {"everybody", "sent on", "the end"}}


def address_of(app, endpoint: str, mine, slug: str = MOVE) -> str:
    """The address of this endpoint, of what the owner has."""
    known = {
        "slug": "paspoort" if endpoint == "home.product" else slug,
        "page_id": "gegevens" if slug == MOVE else "soort",
        "reference": mine.case_number
        if endpoint.startswith(("cases.", "consultations."))
        else mine.reference,
        "rest": "",
        "key": mine.case,
        "document_id": mine.document,
        "task_id": mine.own_task if endpoint == "cases.bring_task" else mine.task,
        "message_id": mine.message,
        "request_id": mine.contact_request,
        "what": "vraag",
        "line_id": mine.line,
        "token": mine.token,
        "email_token": mine.email_token,
        "consent_id": mine.consent,
        "event_id": mine.event,
        "filename": "css/portal.css",
        "zoom": VIEW.zoom,
        "column": VIEW.column,
        "row": VIEW.row,
    }
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return adapter.build(endpoint, {name: known[name] for name in rule.arguments})
