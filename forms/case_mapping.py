"""What a submission becomes in the case system, within which term, and what follows from it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from forms.expression import ExpressionText
from forms.model import Id, Model, Name, Slug, Text
from forms.start_page import AtLeastOne

ANSWERS = "answers"
"""Key in `CaseMapping.documents` for the document with all answers."""


class LegalTerm(Model):
    """The legal term within which the municipality must decide, counted from receipt.

    In weeks or in months, as the law counts. `until` says where no decision ends it.
    """

    weeks: int = Field(default=0, ge=0, le=52)
    """Where the law counts in weeks."""
    months: int = Field(default=0, ge=0, le=12)
    """Where the law counts in months."""
    law: Text
    """The law that says so, with its article."""
    until: Literal["decision", "handled", "research"] = "decision"
    """What has to be done by then: `decision`, a decision is taken; `handled`, we are done with
    it (a complaint); `research`, it is looked into, and one can apply after that."""

    @model_validator(mode="after")
    def _counts_as_the_law_does(self) -> Self:
        if bool(self.weeks) == bool(self.months):
            raise ValueError("the law counts in weeks or in months: write one of the two")
        return self


class TypeTerms(Model):
    """What holds for one case type, all of it in place of what the form says for the others."""

    lead: Text
    """Whom it is for, as the start page begins its line: `Is een melding genoeg?`"""
    term: LegalTerm | None
    """Within which the municipality must decide; empty (`null`) where no law says so."""
    service_days: int = Field(ge=1, le=260)
    """Working days within which the municipality wants to be ready; a promise, not a law."""
    remedy: Slug | None = None
    """What one can do against the decision; left out where nothing is decided."""
    then: AtLeastOne
    """What happens after sending, step by step, in place of `start.then`."""


class NoAnswer(Model):
    """Who can't be answered: they are promised no day, and told of no remedy."""

    when: ExpressionText
    """What they answered: `who == 'anonymous'`."""
    lead: Text
    """Whom it is for, as the start page begins its line: `Wilt u uw naam niet geven?`"""
    then: AtLeastOne
    """What happens after sending, step by step, in place of `start.then`."""


class CaseMapping(Model):
    """What a submission becomes in the case API. Names are those of its catalogue."""

    type: Name
    """Identification of the zaaktype."""
    type_from: Name | None = None
    """What gives the zaaktype where it depends on answers: `route.case`; else it is `type`."""
    description: Annotated[Name, Field(max_length=80)]
    """Omschrijving of the case, in Dutch; the API has room for 80 characters."""
    subject: str = ""
    """The same with answers in it, `Verhuizing doorgeven naar {new_address}`, for who has many
    cases to tell apart; `description` where one of them is lacking, or where it is empty."""
    properties: dict[Name, Name]
    """Name of the eigenschap → question, group of rows, or what is worked out."""
    codes: dict[Name, dict[str, Name]] = Field(default_factory=dict)
    """Name of the eigenschap → what it calls each value of the question (`rent: huur`)."""
    about: dict[Id, Literal["address", "licence_plate"]] = Field(default_factory=dict)
    """Question → what its answer is: something that the case is about (zaakobject)."""
    documents: dict[Id, Name]
    """`answers` or a file question → informatieobjecttype."""
    first_status: Name
    """Name of the statustype with which a case begins."""
    costs_money: bool = False
    """Whether the municipality asks money for it, which is paid elsewhere (betalingsindicatie)."""
    term: LegalTerm | None
    """None where no legal term applies."""
    remedy: Slug | None = None
    """What one can do against the decision: its id in the municipality's file, which says how and
    until when; None where nothing is decided that one can do something against."""
    service_days: int = Field(ge=1, le=260)
    """Working days within which the municipality wants to be ready; a promise, not a law."""
    lead: Text = ""
    """Whom the form's own term and steps are for, as the start page begins their line, where
    `by_type` says others: `Heeft u een vergunning nodig?`"""
    by_type: dict[Name, TypeTerms] = Field(default_factory=dict)
    """Case type → its own term, remedy and steps, where `type_from` gives several. One that is
    left out has those of the form."""
    no_answer: NoAnswer | None = None
    """Who can't be answered, such as who gives no name; None: everybody can."""
