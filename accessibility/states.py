"""The pages of the portal and each state that they can be in.

The browser journeys must meet every one of them; each is then checked. An audit takes its sample
from the same list.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A page as somebody can meet it."""

    name: str
    path: str
    """Address, in which `*` stands for one part."""
    shows: str = ""
    """CSS selector of what is only there in this state; empty for the usual one."""
    in_all_colours: bool = False
    """Whether it is looked at in dark, and with forced colours, too."""


STATES: tuple[State, ...] = (
    State(name="error page", path="/**", shows=".failure"),
    State(name="home, found", path="/", shows=".results__list"),
    State(name="home, nothing found", path="/", shows=".results .empty"),
    State(name="home, with an outage", path="/", shows=".bands"),
    State(name="home, logged in", path="/", shows="#session"),
    State(name="home", path="/", in_all_colours=True),
    State(name="opinion, with faults", path="/mening/", shows=".error-summary"),
    State(name="opinion", path="/mening/"),
    State(name="contact", path="/contact/"),
    State(name="privacy", path="/privacy/"),
    State(name="cookies", path="/cookies/"),
    State(name="helping somebody", path="/iemand-helpen/"),
    State(name="about the portal", path="/over-dit-portaal/"),
    State(name="product that is not online", path="/producten/*/"),
    State(name="accessibility statement", path="/toegankelijkheid/"),
    State(name="outcome of the audit", path="/toegankelijkheid/onderzoek/"),
    State(name="login, session expired", path="/inloggen/", shows=".expired"),
    State(name="login, not succeeded", path="/inloggen/", shows=".login > .alert"),
    State(name="login", path="/inloggen/"),
    State(name="logged out", path="/uitgelogd/"),
    State(name="page that was closed", path="/sessie/einde"),
    State(name="overview, unknown", path="/overzicht/", shows=".overview .alert--warning"),
    State(
        name="overview, with a task", path="/overzicht/", shows=".card--task", in_all_colours=True
    ),
    State(name="overview, with a concept", path="/overzicht/", shows=".card--draft"),
    State(name="overview, with a case", path="/overzicht/", shows=".card--case"),
    State(name="overview, nothing yet", path="/overzicht/", shows=".overview .empty"),
    State(name="cases, unknown", path="/zaken/", shows=".cases .alert--warning"),
    State(name="cases, found", path="/zaken/", shows="#found-title ~ .cards"),
    State(name="cases, nothing found", path="/zaken/", shows="#found-title"),
    State(name="cases, none", path="/zaken/", shows=".cases .empty"),
    State(name="cases, one page of several", path="/zaken/", shows=".cases .pages"),
    State(name="cases", path="/zaken/"),
    State(name="who looked at a case", path="/zaken/*/gegevensgebruik/"),
    State(name="who looked at a document", path="/zaken/*/documenten/*/gegevensgebruik/"),
    State(name="what data is used for", path="/gegevensgebruik/waarvoor/"),
    State(
        name="who looked, log silent", path="/gegevensgebruik/", shows=".looked > .alert--warning"
    ),
    State(name="who looked, nobody", path="/gegevensgebruik/", shows=".looked > .empty"),
    State(
        name="who looked, none of this choice",
        path="/gegevensgebruik/",
        shows=".look-choice[open]:not(:has(~ .looks))",
    ),
    State(name="who looked, a choice", path="/gegevensgebruik/", shows=".look-choice[open]"),
    State(name="who looked", path="/gegevensgebruik/", in_all_colours=True),
    State(name="one line of who looked", path="/gegevensgebruik/*/", in_all_colours=True),
    State(
        name="document for a case, with faults",
        path="/zaken/*/document-sturen/",
        shows=".error-summary",
    ),
    State(name="case that can't be withdrawn", path="/zaken/*/intrekken/", shows=".alert--warning"),
    State(name="case to withdraw", path="/zaken/*/intrekken/"),
    State(name="document for a case", path="/zaken/*/document-sturen/"),
    State(
        name="case, known from earlier", path="/zaken/*/", shows=".case > .stale .alert--warning"
    ),
    State(name="case, decided", path="/zaken/*/", shows=".decision", in_all_colours=True),
    State(name="case, waits for resident", path="/zaken/*/", shows=".card--task"),
    State(name="case, with parts and other cases", path="/zaken/*/", shows=".case__related"),
    State(name="case", path="/zaken/*/"),
    State(name="task, with faults", path="/taken/*/", shows=".error-summary"),
    State(name="task, brought on paper", path="/taken/*/", shows=".alert #brought"),
    State(name="task, a form", path="/taken/*/", shows="main .actions a[href^='/formulieren/']"),
    State(name="task, a payment", path="/taken/*/", shows="main .data-list"),
    State(name="co-signing, log out first", path="/ondertekenen/*/", shows="main .alert--warning"),
    State(name="co-signing, the link", path="/ondertekenen/*/"),
    State(
        name="co-signing, of another",
        path="/ondertekenen/*/lezen/",
        shows="main form[action='/uitloggen/']",
    ),
    State(name="co-signing, to answer", path="/ondertekenen/*/lezen/", shows="#sign"),
    State(name="co-signing, answered", path="/ondertekenen/*/lezen/"),
    State(
        name="co-signature, with faults",
        path="/ondertekenen/aanvraag/*/",
        shows=".error-summary",
    ),
    State(name="co-signature, asked", path="/ondertekenen/aanvraag/*/", shows="#ask-again"),
    State(name="co-signature, decided", path="/ondertekenen/aanvraag/*/"),
    State(name="payment, failed", path="/betalen/*/", shows="main .alert--warning"),
    State(name="payment, due", path="/betalen/*/", shows="#pay"),
    State(name="payment, done", path="/betalen/*/", shows=".keep__print"),
    State(name="payment, at the bank", path="/betalen/*/", shows="main .alert--info"),
    State(name="task, another website", path="/taken/*/", shows="main .alert--warning"),
    State(
        name="task, nothing to send here",
        path="/taken/*/",
        shows="main:not(:has(form)) .alert--info",
    ),
    State(name="task", path="/taken/*/"),
    State(name="own data, unknown", path="/mijn-gegevens/", shows=".own-data .alert--warning"),
    State(name="own data, address to confirm", path="/mijn-gegevens/", shows=".own-data form"),
    State(name="own data", path="/mijn-gegevens/"),
    State(
        name="address that is confirmed",
        path="/mijn-gegevens/bevestigen/*/",
        shows=".confirm .alert--ok",
    ),
    State(name="address to confirm", path="/mijn-gegevens/bevestigen/*/", shows=".confirm form"),
    State(name="link that works no more", path="/mijn-gegevens/bevestigen/*/"),
    State(
        name="how we reach you, with faults", path="/mijn-gegevens/contact/", shows=".error-summary"
    ),
    State(name="how we reach you", path="/mijn-gegevens/contact/"),
    State(name="question, with faults", path="/vragen/*/", shows=".error-summary"),
    State(name="question to ask", path="/vragen/*/", shows="#ask"),
    State(name="question that was asked", path="/vragen/*/"),
    State(name="questions, unknown", path="/vragen/", shows=".alert--warning"),
    State(name="questions", path="/vragen/"),
    State(name="question about a case", path="/zaken/*/*/", shows="#ask"),
    State(name="messages, none", path="/berichten/", shows=".messages .empty"),
    State(name="messages", path="/berichten/"),
    State(name="message, with files", path="/berichten/*/", shows=".message .keep"),
    State(name="message", path="/berichten/*/"),
    State(name="consents, none", path="/toestemmingen/", shows=".consents .empty"),
    State(
        name="consents, one that holds",
        path="/toestemmingen/",
        shows=".consent-card__action",
        in_all_colours=True,
    ),
    State(name="consents, ended or refused", path="/toestemmingen/"),
    State(
        name="consent, that holds",
        path="/toestemmingen/*/",
        shows=".actions a[href$='/intrekken/']",
    ),
    State(name="consent, ended or refused", path="/toestemmingen/*/"),
    State(name="withdrawal", path="/toestemmingen/*/intrekken/"),
    State(
        name="answer again, with faults", path="/toestemmingen/*/antwoord/", shows=".error-summary"
    ),
    State(name="answer again", path="/toestemmingen/*/antwoord/"),
    State(name="all forms", path="/formulieren/"),
    State(name="start page, with a concept", path="/formulieren/*/", shows=".start .alert--info"),
    State(name="start page, two ways", path="/formulieren/*/", shows=".login-ways"),
    State(name="start page, logged in", path="/formulieren/*/", shows="#session"),
    State(name="start page", path="/formulieren/*/"),
    State(
        name="sections of a form, all done",
        path="/formulieren/*/alle-onderdelen/",
        shows=".actions a[href$='/controleren/']",
    ),
    State(name="sections of a form", path="/formulieren/*/alle-onderdelen/", in_all_colours=True),
    State(
        name="situation that does not fit, with faults",
        path="/formulieren/*/*/past-niet/",
        shows=".error-summary",
    ),
    State(
        name="situation that does not fit, to write",
        path="/formulieren/*/*/past-niet/",
        shows="#ask",
    ),
    State(name="situation that does not fit", path="/formulieren/*/*/past-niet/"),
    State(name="situation that was told", path="/formulieren/*/*/past-niet/*/"),
    State(name="check, with a consent", path="/formulieren/*/controleren/", shows=".check .basis"),
    State(name="check of all answers", path="/formulieren/*/controleren/", in_all_colours=True),
    State(name="submission to withdraw", path="/formulieren/*/ontvangen/*/intrekken/"),
    State(
        name="receipt", path="/formulieren/*/ontvangen/*/", shows=".receipt", in_all_colours=True
    ),
    State(name="link of a report, lost, with faults", path="/volgen/", shows=".error-summary"),
    State(name="link of a report, lost", path="/volgen/"),
    State(name="receipt of a report", path="/volgen/*/ontvangen/"),
    State(name="report followed, now unknown", path="/volgen/*/", shows=".alert--warning"),
    State(name="report followed", path="/volgen/*/"),
    State(name="two concepts of one form", path="/formulieren/*/verder/", shows=".two-drafts"),
    State(name="form page, answered in two tabs", path="/formulieren/*/*/", shows=".conflict"),
    State(name="form page, address to pick", path="/formulieren/*/*/", shows=".address__pick"),
    State(name="form page, point on the map", path="/formulieren/*/*/", shows=".map__point"),
    State(name="form page, map down", path="/formulieren/*/*/", shows=".map__down"),
    State(name="form page, vehicle found", path="/formulieren/*/*/", shows=".vehicle__found"),
    State(name="form page, address found", path="/formulieren/*/*/", shows=".address__found"),
    State(
        name="form page, with faults",
        path="/formulieren/*/*/",
        shows=".error-summary",
        in_all_colours=True,
    ),
    State(
        name="form page, fetch it or supply it",
        path="/formulieren/*/*/",
        shows=".data-choice",
        in_all_colours=True,
    ),
    State(name="form page, source down", path="/formulieren/*/*/", shows=".fetched__ways"),
    State(
        name="form page, what a source said",
        path="/formulieren/*/*/",
        shows=".fetched__source",
        in_all_colours=True,
    ),
    State(
        name="form page, calculation",
        path="/formulieren/*/*/",
        shows=".calculation",
        in_all_colours=True,
    ),
    State(name="form page, rows", path="/formulieren/*/*/", shows=".rows"),
    State(name="form page, question added", path="/formulieren/*/*/", shows="[data-new]"),
    State(name="form page, the end", path="/formulieren/*/*/", shows=".way-on"),
    State(name="form page, file added", path="/formulieren/*/*/", shows=".uploads"),
    State(name="form page, register down", path="/formulieren/*/*/", shows=".known .alert"),
    State(name="form page, names typed", path="/formulieren/*/*/", shows=".people__names"),
    State(
        name="form page, consent", path="/formulieren/*/*/", shows=".consent", in_all_colours=True
    ),
    State(name="form page, about a line", path="/formulieren/*/*/", shows=".about"),
    State(name="form page, log in", path="/formulieren/*/*/", shows=".form-page__log-in"),
    State(name="form page, change", path="/formulieren/*/*/?terug=controleren"),
    State(name="form page", path="/formulieren/*/*/"),
)
"""The first that fits is the one: the telling ones stand before the usual one."""


def state_of(path: str, shown: Callable[[list[str]], Collection[str]]) -> State | None:
    """The state of the page at `path`; `shown` gives those of some selectors that it has."""
    fitting = [state for state in STATES if _pattern(state.path).fullmatch(path)]
    there = {"", *shown([state.shows for state in fitting if state.shows])}
    return next((state for state in fitting if state.shows in there), None)


def without_names(path: str) -> str:
    """The path with `…` for what names one case, message or report: they all have digits."""
    return re.sub(r"[^/]*[A-Z0-9][^/]*", "…", path.partition("?")[0])


def title_place(state: str, place: str) -> str:
    """Of which page the title must differ from all others.

    An error has its title everywhere; a receipt of a form is one page, read by its resident or by
    the link of who sent it without login.
    """
    if state == "error page":
        return "any"
    return "receipt" if state in {"receipt", "receipt of a report"} else place


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]+")
    return re.compile(parts if "?" in path else rf"{parts}(\?.*)?")
