"""The words of the mail that says that there is a message: nothing personal, no link to log in."""

from portal.domain.messages import MessageKind
from portal.domain.municipality import Municipality
from portal.texts.labels import N_
from portal.texts.words import Words

SUBJECTS: dict[MessageKind, str] = {
    MessageKind.RECEIVED: N_("Gemeente %(name)s heeft uw formulier"),
    MessageKind.CASE_MADE: N_("Gemeente %(name)s: uw zaaknummer"),
    MessageKind.STATUS: N_("Gemeente %(name)s: nieuws over uw zaak"),
    MessageKind.TASK: N_("Gemeente %(name)s vraagt u iets te sturen"),
    MessageKind.DECISION: N_("Gemeente %(name)s: er is een besluit"),
    MessageKind.DELAYED: N_("Gemeente %(name)s: het duurt langer"),
    MessageKind.HANDED_OVER: N_("Gemeente %(name)s: een medewerker gaat ermee verder"),
    MessageKind.FILE_INFECTED: N_("Gemeente %(name)s: een bestand kon niet mee"),
    MessageKind.DOCUMENT_RECEIVED: N_("Gemeente %(name)s heeft uw document"),
    MessageKind.CONSENT_GIVEN: N_("Gemeente %(name)s: uw toestemming"),
    MessageKind.CONSENT_REFUSED: N_("Gemeente %(name)s: uw toestemming"),
    MessageKind.CONSENT_WITHDRAWN: N_("Gemeente %(name)s: uw toestemming"),
}


def mail_subject(words: Words, kind: str, municipality: str) -> str:
    """Subject of the mail: the nature of the message, nothing personal (Awb 2:10, Wmebv)."""
    return words.gettext(SUBJECTS[MessageKind(kind)], name=municipality)


def mail_text(words: Words, municipality: Municipality) -> str:
    """Text of every mail: no personal data, and no link to log in with."""
    _, name = words.gettext, municipality.name
    paragraphs = (
        _("Er staat een bericht voor u klaar in %(portal)s.", portal=municipality.portal_name),
        _("Ga zelf naar de website van gemeente %(name)s en log in met DigiD.", name=name),
        _("Wij sturen u nooit een link om in te loggen. Zo weet u dat het veilig is."),
        _("Lukt het niet? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(paragraphs)


def report_mail_text(words: Words, municipality: Municipality) -> str:
    """Text of the mail about a report that was made without login."""
    _ = words.gettext
    paragraphs = (
        _("Er is nieuws over iets wat u aan gemeente %(name)s doorgaf.", name=municipality.name),
        _("U kunt het lezen met de link die u na het versturen kreeg."),
        _("Bent u die link kwijt? Bel ons: %(phone)s.", phone=municipality.phone),
    )
    return "\n\n".join(paragraphs)
