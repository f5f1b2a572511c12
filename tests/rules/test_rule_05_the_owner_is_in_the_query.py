"""Rule 5: somebody else's object and an unknown one give the same 404."""

import ast
import re
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import delete, select

from portal.domain.security_events import OF_ANOTHER, UNKNOWN, EventKind
from portal.storage.consultations import ConsultationLine
from portal.storage.security_events import SecurityEventRow
from portal.storage.uploads import Upload
from tests.forms_filled import CONTRACT, begin, fill

ROOT = Path(__file__).parents[2]
OF_THE_MOMENT = re.compile(
    r'data-session-seconds="\d+"|content="\d+;|name="csrf_token" value="[^"]+"'
)
"""How long the session goes on, and the token of a form."""
REFERENCE = re.compile(r"Noem dan dit nummer: [0-9A-Z]{8}")
ITS_OWN = {"Set-Cookie", "X-Request-ID", "Content-Length"}
"""The length follows from the body, which is compared itself."""
IDS = {"message_id", "task_reply_id", "reference", "submission_id", "line_id", "consent_id"}
LOOKED = "/gegevensgebruik/"
MOVING = "/formulieren/verhuizing-doorgeven/"
KNOWN_BY_NOBODY = {
    "line in the log",
    "question about a line",
    "case by number",
    "document by the number of its case",
    "asking",
}
"""What is looked for among what is the resident's own: nobody learns that there is another's."""
RECEIPTS = f"{MOVING}ontvangen/"
UNKNOWN_REFERENCE, UNKNOWN_NUMBER = "BBBB-2222", "ZAAK-2026-9999999999"
UNKNOWN_RECEIPT = f"{RECEIPTS}{UNKNOWN_REFERENCE}/"

ADDRESSES = {
    "case": ("GET", lambda own: f"/zaken/{own.case.id}/", f"/zaken/{uuid4()}/"),
    "case by number": (
        "GET",
        lambda own: f"/zaken/{own.case_number}/",
        f"/zaken/{UNKNOWN_NUMBER}/",
    ),
    "document by the number of its case": (
        "GET",
        lambda own: f"/zaken/{own.case_number}/documenten/{own.document}",
        f"/zaken/{UNKNOWN_NUMBER}/documenten/{uuid4()}",
    ),
    "case by reference": (
        "GET",
        lambda own: f"/zaken/{own.reference}/",
        f"/zaken/{UNKNOWN_REFERENCE}/",
    ),
    "document": (
        "GET",
        lambda own: f"/zaken/{own.case.id}/documenten/{own.document}",
        f"/zaken/{uuid4()}/documenten/{uuid4()}",
    ),
    "case to withdraw": (
        "GET",
        lambda own: f"/zaken/{own.case.id}/intrekken/",
        f"/zaken/{uuid4()}/intrekken/",
    ),
    "case that is withdrawn": (
        "POST",
        lambda own: f"/zaken/{own.case.id}/intrekken/",
        f"/zaken/{uuid4()}/intrekken/",
    ),
    "case on paper": (
        "GET",
        lambda own: f"/zaken/{own.case.id}/overzicht.pdf",
        f"/zaken/{uuid4()}/overzicht.pdf",
    ),
    "task": ("GET", lambda own: f"/taken/{own.task}/", f"/taken/{uuid4()}/"),
    "answer to a task": ("POST", lambda own: f"/taken/{own.task}/", f"/taken/{uuid4()}/"),
    "document to send": (
        "GET",
        lambda own: f"/zaken/{own.case.id}/document-sturen/",
        f"/zaken/{uuid4()}/document-sturen/",
    ),
    "document that is sent": (
        "POST",
        lambda own: f"/zaken/{own.case.id}/document-sturen/",
        f"/zaken/{uuid4()}/document-sturen/",
    ),
    "line in the log": ("GET", lambda own: f"{LOOKED}{own.line}/", f"{LOOKED}{uuid4()}/"),
    "question about a line": (
        "POST",
        lambda own: f"/gegevensgebruik/{own.line}/vraag/",
        f"/gegevensgebruik/{uuid4()}/vraag/",
    ),
    "who looked at a case": (
        "GET",
        lambda own: f"/zaken/{own.case.id}/gegevensgebruik/",
        f"/zaken/{uuid4()}/gegevensgebruik/",
    ),
    "who looked at a document": (
        "GET",
        lambda own: f"/zaken/{own.case.id}/documenten/{own.document}/gegevensgebruik/",
        f"/zaken/{uuid4()}/documenten/{uuid4()}/gegevensgebruik/",
    ),
    "question": ("GET", lambda own: f"/vragen/{own.contact_request}/", f"/vragen/{uuid4()}/"),
    "asking": ("GET", lambda own: f"/zaken/{own.case.id}/vraag/", f"/zaken/{uuid4()}/vraag/"),
    "message": ("GET", lambda own: f"/berichten/{own.message}/", f"/berichten/{uuid4()}/"),
    "consent": ("GET", lambda own: f"/toestemmingen/{own.consent}/", f"/toestemmingen/{uuid4()}/"),
    "withdrawal": (
        "POST",
        lambda own: f"/toestemmingen/{own.consent}/intrekken/",
        f"/toestemmingen/{uuid4()}/intrekken/",
    ),
    "answer to a consent": (
        "POST",
        lambda own: f"/toestemmingen/{own.consent}/antwoord/",
        f"/toestemmingen/{uuid4()}/antwoord/",
    ),
    "receipt of a consent": (
        "GET",
        lambda own: f"/toestemmingen/{own.consent}/bewijs/{own.event}.json",
        f"/toestemmingen/{uuid4()}/bewijs/{uuid4()}.json",
    ),
    "receipt": ("GET", lambda own: f"{RECEIPTS}{own.reference}/", UNKNOWN_RECEIPT),
} | {
    f"{method} {part} of what was sent": (
        method,
        lambda own, part=part: f"{RECEIPTS}{own.reference}/{part}",
        f"{UNKNOWN_RECEIPT}{part}",
    )
    for method, part in (("GET", "antwoorden.pdf"), ("GET", "intrekken/"), ("POST", "intrekken/"))
}
BY_ID_ALONE = {
    # Functions of the storage that take no owner, and the only modules that may use them.
    "check_by_id": {"services/messages/email_check.py"},
    "check_by_token": {"services/messages/email_check.py"},
    "contact_request_by_id": {
        "services/contacts/delivery.py",
        "services/contacts/looking.py",
        "services/deliveries/delays.py",
        "services/deliveries/handling.py",
    },
    "contact_request_by_contact": {"services/contacts/looking.py"},
    "payment_by_reference": {"services/payments/books.py"},
    "request_by_id": {"services/cosigning/asking.py", "services/cosigning/following.py"},
    "request_of_link": {"services/cosigning/answering.py", "features/cosigning/views.py"},
    "message_by_id": {"services/messages/notify.py"},
    "task_reply_by_id": {
        "services/deliveries/delays.py",
        "services/deliveries/handling.py",
        "services/tasks/delivery.py",
    },
    "submission_by_case": {"services/cases/following.py", "services/cases/own_changes.py"},
    "submission_by_id": {
        "services/deliveries/delays.py",
        "services/deliveries/handling.py",
        "services/submissions/delivery.py",
        "services/submissions/lost_links.py",
        "services/tasks/ending.py",
    },
    "form_task_by_id": {"services/tasks/ending.py"},
    "submission_by_reference": {
        "services/deliveries/handling.py",
        "services/submissions/lost_links.py",
    },
    "submission_by_number": {"services/consents/sharing.py"},
    "sent_from": {"services/submissions/sending.py"},
    "tracked": {"features/submissions/tracking.py"},
}


def ask(browser, method: str, path: str) -> tuple[int, str, dict[str, str]]:
    """Status, body without its reference and what the address itself and the hour say, headers."""
    data = {"csrf_token": browser.csrf_token()} if method == "POST" else None
    answer = browser.open(path, method=method, data=data)
    assert len(REFERENCE.findall(answer.text)) == 1
    headers = {name: value for name, value in answer.headers if name not in ITS_OWN}
    return answer.status_code, _without_address(REFERENCE.sub("", answer.text), path), headers


def _without_address(page: str, path: str) -> str:
    """The page without the address that was asked for: it leads back to it, and above it."""
    steps = path.split("?", maxsplit=1)[0].split("/")
    for length in range(len(steps), 2, -1):
        above = "/".join(steps[:length])
        page = page.replace(above, "").replace(quote(above, safe=""), "")
    return OF_THE_MOMENT.sub("", page)


def test_rule_05_what_is_somebody_elses_looks_as_if_it_did_not_exist(browser, theirs):
    for what, (method, address_of, unknown) in ADDRESSES.items():
        other = ask(browser, method, address_of(theirs))

        assert other[0] == 404, what
        assert other == ask(browser, method, unknown), what


def test_rule_05_only_the_log_of_security_events_is_told_the_difference(browser, theirs, sessions):
    codes = {}
    for what, (method, address_of, unknown) in ADDRESSES.items():
        with sessions() as session:
            session.execute(delete(SecurityEventRow))
            session.commit()
        for address in (address_of(theirs), unknown):
            ask(browser, method, address)
        with sessions() as session:
            events = list(session.scalars(select(SecurityEventRow).order_by(SecurityEventRow.id)))
        assert {event.kind for event in events} == {EventKind.NOT_FOUND}, what
        of_another, not_there = [event for event in events for _equal in range(event.count)]
        assert not_there.code == UNKNOWN, what
        codes[what] = of_another.code

    assert {what for what, code in codes.items() if code != OF_ANOTHER} == KNOWN_BY_NOBODY


def test_rule_05_another_residents_own_line_is_unknown(browser, other_browser, rows, mine):
    # A concept that is begun anew fetches from the population register, whatever went before.
    browser.post(f"{MOVING}opnieuw/", data={"csrf_token": browser.csrf_token()})
    begin(browser)
    browser.get(LOOKED)
    lines = [line for line in rows(ConsultationLine) if line.owner_id == browser.owner_id]

    assert {line.action for line in lines} == {"viewed", "fetched", "changed"}
    unknown = ask(other_browser, "GET", f"{LOOKED}{uuid4()}/")
    for line in lines:
        assert browser.get(f"{LOOKED}{line.id}/").status_code == 200
        assert ask(other_browser, "GET", f"{LOOKED}{line.id}/") == unknown


def test_rule_05_the_owner_sees_it(browser, mine):
    # What changes something comes last, so that nothing is gone before it was looked at.
    looks_first = sorted(ADDRESSES.items(), key=lambda one: one[1][0])
    for what, (method, address_of, _unknown) in looks_first:
        data = {"csrf_token": browser.csrf_token()} if method == "POST" else None
        answer = browser.open(address_of(mine), method=method, data=data)

        assert answer.status_code in {200, 303, 422}, what


def test_rule_05_a_file_of_somebody_else_can_not_be_removed(browser, other_browser, mine, rows):
    page = fill(browser, until="contract")
    browser.submit(page, files=CONTRACT, button=("action", "stay"))
    [upload] = rows(Upload)
    other_page = fill(other_browser, until="contract")

    other_browser.submit(other_page, button=("remove", str(upload.id)))

    assert [kept.id for kept in rows(Upload)] == [upload.id]


def test_rule_05_lists_show_only_what_is_ones_own(browser, theirs):
    for path in (
        "/overzicht/",
        "/zaken/",
        "/berichten/",
        "/formulieren/verhuizing-doorgeven/",
        "/toestemmingen/",
        LOOKED,
    ):
        page = browser.get(path)
        assert page.status_code == 200, path
        own = (theirs.case.id, theirs.case_number, theirs.reference, theirs.task, theirs.message)
        for name in (*own, theirs.line, theirs.consent):
            assert str(name) not in page.text, path


def test_rule_05_asking_by_id_alone_is_for_the_worker():
    used = {}
    rooms = [*(ROOT / "portal/features").rglob("*.py"), *(ROOT / "portal/services").rglob("*.py")]
    for path in rooms:
        names = {
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute | ast.Name)
        }
        for name in names & set(BY_ID_ALONE):
            used.setdefault(name, set()).add(path.relative_to(ROOT / "portal").as_posix())

    assert used == BY_ID_ALONE


def test_rule_05_every_other_function_of_the_storage_that_takes_an_id_takes_an_owner():
    without = set()
    for path in (ROOT / "portal/storage").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in node.args.args}
                takes_id = names & (IDS | {"request_id"})
                if takes_id and not names & {"owner_id", "draft_id"}:
                    without.add(node.name)

    by_id = "contact_request_by_id message_by_id request_by_id task_reply_by_id submission_by_id"
    others = (
        "payment_by_reference submission_by_reference uploads_of_task_reply uploads_of_submission"
    )
    assert without == {*by_id.split(), *others.split()}
