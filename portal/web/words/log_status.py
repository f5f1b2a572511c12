"""What a page or file with lines lacks: which source is silent, and what never stands there."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from portal.services.consultations.log import Log
from portal.web.words.formats import gettext as _
from portal.web.words.formats import since


def log_state(log: Log, told: Callable[[datetime], str] = since) -> str:
    """What is missing of the municipality's log, and since when; empty where nothing is.

    `told` gives the words for a moment: a file is read on another day than a page.
    """
    if not log.is_connected:
        return _(
            "Het logboek van de medewerkers is hier nog niet aangesloten."
            " U ziet alleen wat deze website deed."
        )
    if log.known:
        return (
            "" if log.is_whole else _("Niet alles in het logboek van de medewerkers is leesbaar.")
        )
    return f"{_silent(log, told)} {_left(log, told)}"


def never_shown() -> tuple[str, ...]:
    """What never stands there: the same words for everybody, never a number."""
    return (
        _("Onderzoek dat volgens de wet geheim moet blijven. Dat staat er bij niemand."),
        _("Wat andere organisaties met uw gegevens doen. Vraag het aan die organisatie."),
        _("Wie de medewerker was. U ziet wel de afdeling."),
        _("Wat er was voordat wij dit gingen bijhouden, of langer dan 5 jaar geleden."),
    )


def register(app: Flask) -> None:
    """Let templates say it too."""
    app.add_template_filter(log_state)
    app.add_template_global(never_shown)


def _silent(log: Log, told: Callable[[datetime], str]) -> str:
    if log.silent_since is None:
        return _("Er is nu een storing in het logboek van de medewerkers.")
    return _(
        "Er is een storing in het logboek van de medewerkers, sinds %(moment)s.",
        moment=told(log.silent_since),
    )


def _left(log: Log, told: Callable[[datetime], str]) -> str:
    if log.as_of is None:
        return _("U ziet nu niet wat medewerkers bekeken. Probeer het later nog een keer.")
    return _("U ziet nu alleen wat medewerkers tot %(moment)s bekeken.", moment=told(log.as_of))
