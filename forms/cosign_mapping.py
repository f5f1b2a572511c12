"""Who else signs what is sent with a form (medeondertekenen), and what they see of it."""

from forms.model import Id, Model, Name, Text


class CosignMapping(Model):
    """That somebody else signs too (medeondertekenen), each with their own DigiD."""

    who: Text
    """Who signs, as the sender reads it within a sentence: `uw partner`."""
    email: Id
    """The `email` question with the address that the invitation goes to: that holds no personal
    data. Nobody is asked where it was not asked, or left empty."""
    bsn: Id | None = None
    """The `bsn` question that says who alone can sign; else see `is_partner`."""
    is_partner: bool = False
    """Whether it has to be the partner whom the BRP names. Where it names none, and without `bsn`,
    the first who opens the link and logs in is the only one who can sign; never the sender."""
    summary: Text
    """What the co-signer reads first: what it is about, without what the sender answered."""
    statement: Text
    """What the co-signer agrees to, as they say it: `Ik vind deze aanvraag goed.`"""
    shows_name: bool = False
    """Whether the co-signer reads the name of the sender."""
    show: tuple[Id, ...] = ()
    """The questions, or groups of rows, whose answers the co-signer reads; without it none."""
    property: Name | None = None
    """The eigenschap of the case that says `ondertekend` or `niet ondertekend`."""
