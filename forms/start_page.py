"""The page before a form: for whom it is, what it costs, what is asked, and other ways."""

from typing import Annotated

from pydantic import Field

from forms.model import Model, Text, Texts

AtLeastOne = Annotated[Texts, Field(min_length=1)]


class DataUse(Model):
    """One group of personal data that the form needs."""

    what: Text
    """Which data."""
    why: Text
    """What it is needed for."""
    law: Text
    """The law that it rests on, with its article."""
    source: Text
    """Where it comes from: a register, or the resident."""


class OtherWays(Model):
    """How to do the same without this form; the portal adds number, hours and address."""

    phone: Text
    """What one gets by calling."""
    counter: Text
    """What one can do at the counter, and what to bring."""
    paper: Text
    """How to get it on paper."""


class Start(Model):
    """The page before the form."""

    for_whom: AtLeastOne
    """Who can use the form: a sentence for each condition."""
    have_at_hand: AtLeastOne
    """What one needs beside it: papers, numbers, DigiD."""
    cost: Text
    """What it costs, also where that is nothing."""
    minutes: int = Field(ge=1, le=120)
    """How long it takes most people."""
    at_once: Text
    """What one gets on sending."""
    then: AtLeastOne
    """What happens after that, step by step."""
    data: Annotated[tuple[DataUse, ...], Field(min_length=1)]
    """Each group of personal data that is asked or looked up."""
    other_ways: OtherWays
    """How to do the same by phone, at the counter or on paper."""
