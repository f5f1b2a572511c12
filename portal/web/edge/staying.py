"""Buttons of a page with a form that leave one on it: another language, more time to fill it in.

What was typed comes back on the same page, unjudged (rule 3). A view that keeps it itself says
`@keeps_input`; of any other the page is shown anew with it, where that page `@restores_input`.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from flask import current_app, flash, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh

from portal.configuration.languages import LANGUAGES
from portal.services.submissions.sent_page import STAY
from portal.web.edge.bodies import TAKEN_WITH
from portal.web.edge.expired_input import give_back_at_once, page_to_restore
from portal.web.edge.login_session import LANGUAGE
from portal.web.edge.paths import page_of

V = TypeVar("V", bound=Callable[..., object])
BUTTON = "action"
"""The name of such a button, in every form."""
LANGUAGE_BUTTON = "taal"
"""Begins the value of a button that chooses a language."""


def keeps_input(view: V) -> V:
    """Let this view itself keep what was typed, when one only wants to stay on its page."""
    view.keeps_input = True  # type: ignore[attr-defined]
    return view


def button_here() -> str:
    """The button of the form that was pressed; `STAY` also for one that chooses a language."""
    pressed = _pressed()
    return STAY if _language_of(pressed) else pressed


def choose_language() -> None:
    """Go on in the language whose button was pressed, if one was."""
    code = _language_of(_pressed())
    if code:
        cookie[LANGUAGE] = code
        refresh()


def stays_here() -> bool:
    """Whether nothing is to be done but to show the page again, with what was typed."""
    return button_here() == STAY


def say_what_is_kept() -> None:
    """Let the page say what the button did; of another language one sees it."""
    if not _language_of(_pressed()):
        flash(_("Wat u invulde, is er nog. U kunt verder."))


def same_page() -> ResponseReturnValue | None:
    """The page that one stays on, with what was typed there.

    None where no such button was pressed, or the view keeps what was typed itself.
    """
    if not stays_here():
        return None
    if request.method not in TAKEN_WITH:
        say_what_is_kept()
        return redirect(_address_without_button(), 303)
    assert request.endpoint is not None
    if getattr(current_app.view_functions[request.endpoint], "keeps_input", False):
        return None
    show = page_to_restore(request.path)
    if show is None:
        return redirect(page_of(request), 303)
    say_what_is_kept()
    give_back_at_once(request.form)
    return show()


def _address_without_button() -> str:
    rest = [pair for pair in request.args.items(multi=True) if pair[0] != BUTTON]
    return f"{request.path}?{urlencode(rest)}" if rest else request.path


def _pressed() -> str:
    fields = request.form if request.method in TAKEN_WITH else request.args
    values = fields.getlist(BUTTON)
    # Also where the form holds the button that was pressed before, to send it once more.
    return next(filter(_language_of, values), values[0] if values else "")


def _language_of(button: str) -> str:
    """The language that this button chooses; '' where it is another button."""
    kind, _colon, code = button.partition(":")
    return code if kind == LANGUAGE_BUTTON and code in LANGUAGES else ""
