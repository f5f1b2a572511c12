"""The words of the mail that says that there is a message: nothing personal, no link to log in."""

from datetime import datetime

from portal.domain.messages import MessageKind
from portal.domain.municipality import Municipality
from portal.texts.labels import N_
from portal.texts.words import Words

SUBJECTS: dict[MessageKind, str] = {
    MessageKind.RECEIVED: N_("Gemeente %(name)s heeft uw formulier"),
    MessageKind.CASE_MADE: N_("Gemeente %(name)s: uw zaaknummer"),
    MessageKind.STATUS: N_("Gemeente %(name)s: nieuws over uw zaak"),
    MessageKind.TASK: N_("Gemeente %(name)s vraagt iets van u"),
    MessageKind.DECISION: N_("Gemeente %(name)s: er is een besluit"),
    MessageKind.DECISION_WITHDRAWN: N_("Gemeente %(name)s: nieuws over een besluit"),
    MessageKind.EXTENDED: N_("Gemeente %(name)s: het duurt langer"),
    MessageKind.SUSPENDED: N_("Gemeente %(name)s: uw zaak staat stil"),
    MessageKind.RESUMED: N_("Gemeente %(name)s: uw zaak gaat verder"),
    MessageKind.DELAYED: N_("Gemeente %(name)s: het duurt langer"),
    MessageKind.CASE_CLOSED: N_("Gemeente %(name)s: uw zaak was al afgerond"),
    MessageKind.CASE_WITHDRAWN: N_("Gemeente %(name)s stopt met uw aanvraag"),
    MessageKind.HANDED_OVER: N_("Gemeente %(name)s: een medewerker gaat ermee verder"),
    MessageKind.FILE_INFECTED: N_("Gemeente %(name)s: een bestand kon niet mee"),
    MessageKind.DOCUMENT_RECEIVED: N_("Gemeente %(name)s heeft uw document"),
    MessageKind.REQUEST_RECEIVED: N_("Gemeente %(name)s heeft uw vraag"),
    MessageKind.CALL_MISSED: N_("Gemeente %(name)s belde u"),
    MessageKind.ANSWERED: N_("Gemeente %(name)s: antwoord op uw vraag"),
    MessageKind.DRAFT_ENDS: N_("Gemeente %(name)s: u verstuurde een formulier nog niet"),
    MessageKind.PAID: N_("Gemeente %(name)s heeft uw betaling"),
    MessageKind.NOT_PAID: N_("Gemeente %(name)s: u heeft nog niet betaald"),
    MessageKind.PAYMENT_REVERSED: N_("Gemeente %(name)s: nieuws over uw betaling"),
    MessageKind.REFUNDED: N_("Gemeente %(name)s: nieuws over uw betaling"),
    MessageKind.COSIGN_AGREED: N_("Gemeente %(name)s: nieuws over een handtekening"),
    MessageKind.COSIGN_REFUSED: N_("Gemeente %(name)s: nieuws over een handtekening"),
    MessageKind.COSIGN_LAPSED: N_("Gemeente %(name)s: nieuws over een handtekening"),
    MessageKind.COSIGN_ANSWERED: N_("Gemeente %(name)s: uw antwoord"),
    MessageKind.CONSENT_GIVEN: N_("Gemeente %(name)s: uw toestemming"),
    MessageKind.CONSENT_REFUSED: N_("Gemeente %(name)s: uw toestemming"),
    MessageKind.CONSENT_WITHDRAWN: N_("Gemeente %(name)s: uw toestemming"),
}


REPORT_SUBJECTS: dict[MessageKind, str] = {
    MessageKind.RECEIVED: N_("Gemeente %(name)s heeft uw melding"),
    MessageKind.CASE_MADE: N_("Gemeente %(name)s: nieuws over uw melding"),
    MessageKind.STATUS: N_("Gemeente %(name)s: nieuws over uw melding"),
    MessageKind.SUSPENDED: N_("Gemeente %(name)s: nieuws over uw melding"),
    MessageKind.RESUMED: N_("Gemeente %(name)s: nieuws over uw melding"),
    MessageKind.CASE_CLOSED: N_("Gemeente %(name)s: nieuws over uw melding"),
}
"""Where those of `SUBJECTS` have another word for what somebody reported without login."""


def mail_subject(words: Words, kind: str, municipality: str) -> str:
    """Subject of the mail: the nature of the message, nothing personal (Awb 2:10, Wmebv)."""
    return words.text_of(SUBJECTS[MessageKind(kind)], name=municipality)


def mail_text(words: Words, municipality: Municipality, by_when: str = "") -> str:
    """Text of every mail: no personal data, and no link to log in with.

    `by_when`: until what day it lasts, in a sentence; '' where nothing was promised.
    """
    _, name = words.gettext, municipality.name
    paragraphs = (
        _("Er staat een bericht voor u klaar in %(portal)s.", portal=municipality.portal_name),
        by_when,
        _("Ga zelf naar de website van gemeente %(name)s en log in met DigiD.", name=name),
        _("Wij sturen u nooit een link om in te loggen. Zo weet u dat het veilig is."),
        _("Lukt het niet? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(filter(None, paragraphs))


def check_mail_subject(words: Words, municipality: str) -> str:
    """Subject of the mail by which an address is confirmed."""
    return words.gettext("Gemeente %(name)s: bevestig uw e-mailadres", name=municipality)


def check_mail_text(
    words: Words, municipality: Municipality, link: str, until: datetime, *, is_in_use: bool
) -> str:
    """Text of that mail, to who may have nothing to do with it; the link works until then (UTC).

    `is_in_use`: mail goes there already, as a form gave that address.
    """
    _ = words.gettext
    stranger = (
        _("Deed u het niet zelf? Bel ons. Dan zoeken wij uit hoe het komt.")
        if is_in_use
        else _("Deed u het niet zelf? Dan hoeft u niets te doen. Wij gebruiken het adres dan niet.")
    )
    paragraphs = (
        _("Iemand vulde dit e-mailadres in bij %(portal)s.", portal=municipality.portal_name),
        _("Deed u dat zelf? Open dan deze link, en kies Ja: %(link)s", link=link),
        _("Met deze link logt u niet in. U hoeft geen wachtwoord te geven."),
        _("De link werkt tot %(moment)s.", moment=words.moment(until)),
        stranger,
        _("Lukt het niet? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(paragraphs)


def link_mail_subject(words: Words, municipality: str) -> str:
    """Subject of the mail with the link of a report, for who lost it."""
    return words.gettext("Gemeente %(name)s: de link naar uw melding", name=municipality)


def link_mail_text(words: Words, municipality: Municipality, link: str) -> str:
    """Text of that mail; `link` is where to follow the report."""
    _ = words.gettext
    paragraphs = (
        _("Iemand vroeg om de link naar uw melding bij gemeente %(name)s.", name=municipality.name),
        _("Met deze link ziet u hoe het gaat: %(link)s", link=link),
        _("Geef de link niet aan anderen. U hoeft niet in te loggen."),
        _("Vroeg u er niet om? Dan hoeft u niets te doen."),
        _("Lukt het niet? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(paragraphs)


def report_mail_subject(words: Words, kind: str, municipality: str) -> str:
    """Subject of the mail about a report that was made without login."""
    subjects = SUBJECTS | REPORT_SUBJECTS
    return words.text_of(subjects[MessageKind(kind)], name=municipality)


def report_mail_text(
    words: Words, kind: str, municipality: Municipality, link: str, by_when: str = ""
) -> str:
    """Text of the mail about a report that was made without login; `link` is where to follow it.

    `by_when`: as in `mail_text`.
    """
    _, name = words.gettext, municipality.name
    paragraphs = (
        _("Gemeente %(name)s heeft uw melding ontvangen.", name=name)
        if kind == MessageKind.RECEIVED
        else _("Er is nieuws over uw melding bij gemeente %(name)s.", name=name),
        by_when,
        _("Met deze link ziet u hoe het gaat: %(link)s", link=link),
        _("Geef de link niet aan anderen. U hoeft niet in te loggen."),
        _("Lukt het niet? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(filter(None, paragraphs))
