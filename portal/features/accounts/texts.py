"""What a resident reads when logging in did not succeed, and what to do then.

Source: Logius checklist T6 and T7 (literal where it prescribes words).
"""

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.domain.identity import LoginProblem
from portal.domain.people import Level


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice above the login button. `kind`: as in the component `alert`."""

    kind: str
    title: str
    text: str


def notice(problem: LoginProblem, needed: Level) -> Notice:
    """The words for this problem; `needed` is the level that the page asks for."""
    match problem:
        case LoginProblem.CANCELLED:
            return Notice("info", "", _("U hebt het inloggen geannuleerd."))
        case LoginProblem.REFUSED:
            text = _("Wij kregen van DigiD geen toestemming. Bel ons of kom langs. Wij helpen u.")
            return Notice("error", _("U kunt hier niet verder"), text)
        case LoginProblem.LEVEL:
            return Notice("warning", _level_title(needed), _level_text(needed))
        case LoginProblem.STALE:
            text = _("Log opnieuw in. Daarna gaat u verder waar u was.")
            return Notice("warning", _("Deze inlogpoging is niet meer geldig"), text)
        case LoginProblem.OUTAGE:
            return Notice("error", _("Inloggen is niet gelukt"), _outage())


def step_up(needed: Level) -> Notice:
    """Why somebody who is logged in must log in again."""
    return Notice("info", _level_title(needed), _level_text(needed))


def heading(needed: Level, *, is_logged_in: bool) -> str:
    """What the page to log in is called; who is logged in does so again, with more."""
    if not is_logged_in:
        return str(_("Inloggen"))
    if needed >= Level.HOOG:
        return str(_("Log nog een keer in, met uw identiteitskaart of rijbewijs"))
    if needed >= Level.SUBSTANTIEEL:
        return str(_("Log nog een keer in, met ID-check"))
    return str(_("Log nog een keer in, met de DigiD app of een sms-code"))


def _outage() -> str:
    return str(
        _(
            "Er is een fout opgetreden in de communicatie met DigiD. Probeert u het later "
            "nogmaals. Indien deze fout blijft aanhouden, kijk dan op de website "
            "https://www.digid.nl voor de laatste informatie."
        )
    )


def _level_title(needed: Level) -> str:
    if needed >= Level.HOOG:
        words = _("Voor deze dienst heeft u de DigiD app en uw identiteitskaart of rijbewijs nodig")
    elif needed >= Level.SUBSTANTIEEL:
        words = _("Voor deze dienst heeft u de DigiD app met ID-check nodig")
    else:
        words = _("Voor deze dienst heeft u de DigiD app of een sms-code nodig")
    return str(words)


def _level_text(needed: Level) -> str:
    if needed >= Level.SUBSTANTIEEL:
        words = _(
            "De ID-check doet u één keer, in de DigiD app. Log daarna opnieuw in. "
            "Lukt het niet? Bel ons of kom langs."
        )
    else:
        words = _("Log opnieuw in met de DigiD app of een sms-code. Lukt het niet? Bel ons.")
    return str(words)
