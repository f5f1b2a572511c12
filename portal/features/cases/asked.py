"""What a task asks that is no document, as its page shows it."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import url_for

from forms import money
from forms.keys import FormSlug
from portal.domain.task_aims import AmountDue, TaskKind
from portal.domain.tasks import Task
from portal.web.edge.request_context import current_state, settings
from portal.web.words.form_titles import catalogue, title_of_form
from portal.web.words.formats import words


@dataclass(frozen=True, slots=True)
class LinkedForm:
    """A form that can be begun here."""

    title: str
    url: str
    ends_task: bool
    """Whether sending it ends the task: it is known then who sent it."""


@dataclass(frozen=True, slots=True)
class ShownAmount:
    """What is to be paid, in the way of the language of the page."""

    amount: str
    reference: str


@dataclass(frozen=True, slots=True)
class Website:
    """Where a task sends to."""

    host: str
    url: str
    is_ours: bool
    """Whether it is this portal."""


def asked_context(task: Task) -> dict[str, object]:
    """What the template shows of it; None for what it isn't, or can't be done here."""
    aim = task.aim
    return {
        "form": _form(aim.form, task.id) if aim.kind is TaskKind.FORM else None,
        "due": _amount(aim.due) if aim.due else None,
        "site": _website(aim.link) if aim.kind is TaskKind.LINK else None,
    }


def _form(slug: str, task_id: UUID) -> LinkedForm | None:
    """The form of this name; None where none is published, or nobody can begin it now.

    Its address says for which task it is, where it is filled in by who logged in.
    """
    name = FormSlug(slug)
    if not current_state().can_begin(name):
        return None
    form = catalogue().form(name)
    ends_task = bool(form.level)
    url = url_for("submissions.start", slug=form.slug, taak=task_id if ends_task else None)
    return LinkedForm(title_of_form(form.slug), url, ends_task)


def _amount(due: AmountDue) -> ShownAmount:
    return ShownAmount(money.as_shown(due.cents, words().language.babel), due.reference)


def _website(link: str) -> Website:
    host, ours = urlsplit(link).netloc, settings().public_url
    is_ours = link.startswith(f"{str(ours).rstrip('/')}/")
    return Website(host, link, is_ours)
