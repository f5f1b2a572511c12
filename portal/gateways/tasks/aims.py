"""What an external task asks: its `soort`, with the part of the task that is named so.

Both published schemas are read, of nl-portal (V1.1.0) and of open-objecten; they differ in how a
task is tied to its case. About a kind that neither has, or a part that can't be used, residents
call.
"""

from decimal import Decimal
from urllib.parse import urlsplit

from portal.domain.task_aims import A_DOCUMENT, AmountDue, TaskAim, TaskKind
from portal.gateways.answers import log_odd
from portal.gateways.tasks.asking import FORM
from portal.gateways.tasks.resources import (
    FormName,
    PaymentData,
    PortalForm,
    TaskAnswers,
    TaskData,
    UrlData,
)

LONGEST_LINK = 1000
MOST_CENTS = 100_000_000
CENTS = Decimal(100)
OTHER = TaskAim(kind=TaskKind.OTHER)


def aim_of(data: TaskData) -> TaskAim:
    """What this task asks."""
    match data.soort:
        case "url":
            return _visit(data)
        case "ogonebetaling":
            return _payment(data)
        case "portaalformulier" | None:
            return _form(data.portaalformulier)
        case _:
            return OTHER


def _visit(data: TaskData) -> TaskAim:
    link = data.url.uri if isinstance(data.url, UrlData) else ""
    if _is_website(link):
        return TaskAim(kind=TaskKind.LINK, link=link)
    log_odd("tasks", ("url: no https address",))
    return OTHER


def _is_website(link: str) -> bool:
    """Whether a resident can be sent there: https, and the host that it seems to be."""
    try:
        parts = urlsplit(link)
        is_plain = link.isascii() and link.isprintable() and " " not in link and "\\" not in link
        has_host = bool(parts.hostname) and "@" not in parts.netloc
        return is_plain and has_host and parts.scheme == "https" and len(link) <= LONGEST_LINK
    except ValueError:
        return False


def _payment(data: TaskData) -> TaskAim:
    asked = data.ogonebetaling
    if isinstance(asked, PaymentData):
        cents = asked.bedrag * CENTS
        if cents == int(cents) and 0 < cents <= MOST_CENTS:
            due = AmountDue(cents=int(cents), reference=asked.betaalkenmerk or "")
            return TaskAim(kind=TaskKind.PAYMENT, due=due)
    log_odd("tasks", ("ogonebetaling: no amount",))
    return OTHER


def _form(form: PortalForm | None) -> TaskAim:
    """A document, where one is named or it is our own form for that; else the form of this id."""
    if form is None or (isinstance(form.data, TaskAnswers) and form.data.documenttype):
        return A_DOCUMENT
    name = form.formulier
    if name is None or (isinstance(name, FormName) and name.value == FORM):
        return A_DOCUMENT
    if isinstance(name, FormName) and name.soort == "id":
        return form_aim(name.value)
    return OTHER


def form_aim(form: str) -> TaskAim:
    """What a task asks that asks for the form of this id."""
    return TaskAim(kind=TaskKind.FORM, form=form)
