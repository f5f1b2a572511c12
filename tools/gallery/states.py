"""Every state of every page: which template, and with what."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from forms.engine import Row
from portal.domain.accessibility import Research, Statement
from portal.web.uploads import ANY
from tools.gallery import samples
from tools.gallery.consents import CONSENT_ROWS, consent_states
from tools.gallery.looking import look, looked_at, looking_states
from tools.gallery.pages import DRAFT_ID as ID
from tools.gallery.pages import catalogue, page_states, sections
from tools.gallery.samples import SENT, TODAY, source
from tools.gallery.state import State

MOVING = catalogue().form("verhuizing-doorgeven")
REPORT = catalogue().form("melding-openbare-ruimte")


def _state(template: str, *, login: bool = True, **context: object) -> State:
    return State(template=template, context=context, is_logged_in=login)


def _start(**values: object) -> State:
    context = {"form": MOVING, "begin_url": "#", "draft": None, "draft_days": 30, "anew_url": "#"}
    crumbs = (("Regelen", "/"), ("Verhuizen", "/#verhuizen"))
    login = bool(values.pop("login", False))
    return _state("submissions/start.html", login=login, **{**context, "crumbs": crumbs, **values})


def _check(**values: object) -> State:
    context: dict[str, object] = {
        "form": MOVING,
        "sections": sections(),
        "consents": (),
        "page_urls": {page.id: "#" for section in MOVING.sections for page in section.pages},
        "back_url": "#",
        "revision": 9,
        "kept_until": date(2026, 12, 20),
        "notices": (),
        "draft_id": ID,
    }
    return State(template="submissions/check.html", context=context | values)


def _receipt(*, login: bool = True, **values: object) -> State:
    receipt = SimpleNamespace(**{**samples.RECEIPT, **values})
    form = MOVING if login else REPORT
    return _state("submissions/receipt.html", login=login, form=form, receipt=receipt)


def _overview(**values: object) -> State:
    context: dict[str, object] = {
        "name": "Noor",
        "tasks": source(samples.TASK),
        "drafts": (samples.DRAFT,),
        "cases": source(*samples.CASES),
        "waiting": (),
        "closed_count": 2,
        "messages": samples.MESSAGES[:1],
    }
    return State(template="overview/index.html", context=context | values)


def _case(**values: object) -> State:
    context: dict[str, object] = {
        "case": samples.MOVE,
        "steps": samples.STEPS,
        "tasks": (SimpleNamespace(**{**vars(samples.TASK), "case_title": ""}),),
        "tasks_source": source(),
        "documents_ours": samples.OURS,
        "documents_yours": samples.YOURS,
        "on_the_way": (),
        "contact": samples.CONTACT,
        "decisions": (),
        "due": samples.MOVE.due,
        "is_late": False,
        "looked": looked_at(look()),
        "source": source(),
        "unread": (),
    }
    return State(template="cases/case.html", context=context | values)


def _cases(**values: object) -> State:
    waiting = SimpleNamespace(
        title="Verhuizing doorgeven", sent_at=SENT, reference="M7K4-92QX", url="#"
    )
    context: dict[str, object] = {
        "running": samples.CASES,
        "closed": samples.CLOSED,
        "waiting": (waiting,),
        "source": source(),
    }
    return State(template="cases/index.html", context=context | values)


def _home(**values: object) -> State:
    context: dict[str, object] = {"events": samples.EVENTS, "query": "", "results": None}
    return State(template="home/index.html", context=context | values, is_logged_in=False)


def _task(*, takes_documents: bool = True, **values: object) -> State:
    task = SimpleNamespace(
        title="Stuur uw huurcontract",
        explanation="Wij willen zien dat u op het nieuwe adres mag wonen.",
        document_kind="Huurcontract",
        last_day=TODAY,
        case_number="Z2026-0001042" if takes_documents else "",
        takes_documents=takes_documents,
    )
    usual = {"task": task, "refused": (), "kept": (), "key": ID, "field": "documents"}
    usual |= {"limits": ANY}
    return State(template="cases/task.html", context={**usual, **values})


def _login(template: str = "accounts/login.html", **values: object) -> State:
    usual: dict[str, object] = {"begin_url": "#", "notice": None, "minutes": 15}
    usual |= {"kept": False, "files_lost": False}
    return State(template=template, context={**usual, **values}, is_logged_in=False)


def _report(report: SimpleNamespace) -> State:
    receipt = SimpleNamespace(**samples.RECEIPT)
    return _state(
        "submissions/report.html", login=False, form=REPORT, receipt=receipt, report=report
    )


def _statement(**values: Any) -> State:
    usual = {"audit": samples.AUDIT, "research": Research(planned=date(2027, 4, 1))}
    said = Statement(version="1.2.0", today=TODAY, **{**usual, **values})
    return _state("service/accessibility.html", login=False, statement=said)


def _day_row(text: str) -> Row:
    return Row(
        page_id="day", question_id="moving_date", label="Dag van de verhuizing", lines=(text,)
    )


DOWN = source(known=False)
STALE = source(*samples.CASES, known=False, as_of=SENT)

STATES: dict[str, State] = {
    "home": _home(),
    "home-results": _home(query="ik ga verhuizen met mijn gezin", results=samples.RESULTS),
    "home-nothing": _home(query="qwerty", results=()),
    "start": _start(),
    "start-logged-in": _start(login=True),
    "start-draft": _start(login=True, draft=samples.DRAFT),
    "start-anonymous": _start(form=REPORT),
    **page_states(),
    "check": _check(),
    "check-consent": _check(consents=CONSENT_ROWS),
    "check-changed": _check(
        notices=("Uw antwoorden zijn net veranderd in een ander venster. Kijk ze nog een keer na.",)
    ),
    "receipt": _receipt(),
    "receipt-waiting": _receipt(case_number="", case_url="", mailed_to=""),
    "receipt-anonymous": _receipt(login=False, case_url="", tracking_url="#"),
    "overview": _overview(),
    "overview-empty": _overview(
        tasks=source(), drafts=(), cases=source(), closed_count=0, messages=()
    ),
    "overview-stale": _overview(tasks=DOWN, cases=STALE),
    "overview-down": _overview(tasks=DOWN, cases=DOWN, closed_count=0),
    "cases": _cases(),
    "cases-empty": _cases(running=(), closed=(), waiting=()),
    "cases-stale": _cases(source=STALE),
    "cases-down": _cases(running=(), closed=(), waiting=(), source=DOWN),
    "case": _case(),
    "case-decided": _case(
        case=samples.DECIDED, steps=samples.STEPS_DONE, tasks=(), decisions=(samples.DECISION,)
    ),
    "case-partial": _case(
        tasks=(),
        contact=None,
        source=STALE,
        tasks_source=DOWN,
        looked=looked_at(is_whole=False),
        unread=("steps", "documents", "decisions"),
    ),
    "case-sent": _case(tasks=(), documents_yours=(), on_the_way=("huurcontract.pdf",)),
    "messages": _state(
        "messages/index.html", messages=samples.MESSAGES, older_url="#", newer_url=""
    ),
    "messages-empty": _state("messages/index.html", messages=(), older_url="", newer_url=""),
    "message": _state(
        "messages/message.html",
        message=SimpleNamespace(
            title="Wij hebben iets van u nodig",
            paragraphs=(
                "U gaf door dat u gaat verhuizen. Wij hebben nog uw huurcontract nodig.",
                "Stuur het uiterlijk 1 december 2026. Lukt dat niet? Bel ons dan.",
            ),
            action=("Stuur uw huurcontract", "#"),
            files=(),
        ),
        sent_at=SENT,
    ),
    "task": _task(),
    "task-by-phone": _task(takes_documents=False),
    "task-faults": _task(refused=("filmpje.mov is geen foto of pdf. Kies een ander bestand.",)),
    "login": _login(),
    "login-problem": _login(
        notice=SimpleNamespace(
            kind="error", title="Inloggen is niet gelukt", text="Probeer het later nog een keer."
        ),
        kept=True,
    ),
    "expired": _login("accounts/expired.html", kept=True),
    "expired-files": _login("accounts/expired.html", kept=True, files_lost=True),
    "expired-only-files": _login("accounts/expired.html", files_lost=True),
    "logged-out": _state("accounts/logged_out.html", login=False, digid_ended=True),
    "logged-out-not-at-digid": _state("accounts/logged_out.html", login=False, digid_ended=False),
    "statement": _statement(),
    "statement-research": _statement(audit=samples.AUDIT_CLEAN, research=samples.RESEARCH),
    "statement-no-audit": _statement(audit=None, research=Research()),
    "forms": _state("submissions/index.html", login=False, events=samples.EVENTS),
    **consent_states(),
    "conflict": _state(
        "submissions/conflict.html",
        form=MOVING,
        page=MOVING.sections[1].pages[1],
        mine=(_day_row("12 december 2026"),),
        kept=(_day_row("14 december 2026"),),
        typed=(("moving_date-day", "12"),),
        revision=5,
        draft_id=ID,
        next_url="#",
    ),
    "report": _report(SimpleNamespace(steps=samples.STEPS, known=True)),
    "report-down": _report(SimpleNamespace(steps=(), known=False)),
    **looking_states(),
    **{
        f"error-{status}": _state(f"errors/{status}.html", login=False, reference="7F3K-20QD")
        for status in ("400", "403", "404", "405", "413", "429", "500", "503")
    },
    "error-csrf": _state(
        "errors/csrf.html",
        login=False,
        reference="7F3K-20QD",
        kept=(("moving_date-day", "12"),),
        action="#",
    ),
}
