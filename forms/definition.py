"""What a form is: a start page, sections of pages with questions, and what its case is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from forms.context import Context
from forms.expression import Expression, ExpressionText, bad_value
from forms.keys import FormSlug, FormVersionId
from forms.kinds import Question, kind_of
from forms.kinds.base import Kind
from forms.model import SLUG, Id, Model, Name, Slug, Text, Texts
from forms.money import Cents
from forms.paths import AnswerPath
from forms.values import Answers, Json

AtLeastOne = Annotated[Texts, Field(min_length=1)]

ANSWERS = "answers"
"""Key in `CaseMapping.documents` for the document with all answers."""


class UnknownPage(KeyError):
    """The form has no page of this id."""


class DataUse(Model):
    """One group of personal data that the form needs."""

    what: Text
    why: Text
    law: Text
    source: Text


class OtherWays(Model):
    """How to do the same without this form; the portal adds number, hours and address."""

    phone: Text
    counter: Text
    paper: Text


class Start(Model):
    """The page before the form."""

    for_whom: AtLeastOne
    have_at_hand: AtLeastOne
    cost: Text
    minutes: int = Field(ge=1, le=120)
    """How long it takes most people."""
    at_once: Text
    """What one gets on sending."""
    then: AtLeastOne
    """What happens after that, step by step."""
    data: Annotated[tuple[DataUse, ...], Field(min_length=1)]
    other_ways: OtherWays


class LegalTerm(Model):
    """The legal term within which the municipality must decide, counted from receipt.

    In weeks or in months, as the law counts.
    """

    weeks: int = Field(default=0, ge=0, le=52)
    months: int = Field(default=0, ge=0, le=12)
    law: Text

    @model_validator(mode="after")
    def _counts_as_the_law_does(self) -> Self:
        if bool(self.weeks) == bool(self.months):
            raise ValueError("the law counts in weeks or in months: write one of the two")
        return self


class NormAmount(Model):
    """What a norm is from a day on, until the next one."""

    since: date
    amount: Cents


class Norm(Model):
    """An amount that is laid down by law, by the day from which it holds."""

    id: Id
    label: Text
    law: Text
    amounts: Annotated[tuple[NormAmount, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _days_rise(self) -> Self:
        days = [each.since for each in self.amounts]
        if days != sorted(set(days)):
            raise bad_value(f"The days of '{self.id}' are not in order.", "Oldest first.")
        return self

    def on(self, day: date) -> int | None:
        """The amount in cents on this day; None before the first one."""
        norm = self._at(day)
        return norm.amount if norm else None

    def since(self, day: date) -> date | None:
        """The first day of the amount that holds on this day; None before the first one."""
        norm = self._at(day)
        return norm.since if norm else None

    def _at(self, day: date) -> NormAmount | None:
        return next((each for each in reversed(self.amounts) if each.since <= day), None)


class CaseMapping(Model):
    """What a submission becomes in the case API. Names are those of its catalogue."""

    type: Name
    """Identification of the zaaktype."""
    description: Annotated[Name, Field(max_length=80)]
    """Omschrijving of the case, in Dutch; the API has room for 80 characters."""
    subject: str = ""
    """The same with answers in it, `Verhuizing doorgeven naar {new_address}`, for who has many
    cases to tell apart; `description` where one of them is lacking, or where it is empty."""
    properties: dict[Name, Id]
    """Name of the eigenschap → question."""
    codes: dict[Name, dict[str, Name]] = Field(default_factory=dict)
    """Name of the eigenschap → what it calls each value of the question (`rent: huur`)."""
    about: dict[Id, Literal["address", "licence_plate"]] = Field(default_factory=dict)
    """Question → what its answer is: something that the case is about (zaakobject)."""
    documents: dict[Id, Name]
    """`answers` or a file question → informatieobjecttype."""
    first_status: Name
    costs_money: bool = False
    """Whether the municipality asks money for it, which is paid elsewhere (betalingsindicatie)."""
    term: LegalTerm | None
    """None where no legal term applies."""
    remedy: Slug | None = None
    """What one can do against the decision: its id in the municipality's file, which says how and
    until when; None where nothing is decided that one can do something against."""
    service_days: int = Field(ge=1, le=260)
    """Working days within which the municipality wants to be ready; a promise, not a law."""


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question, its kind, and where its answer stands."""

    path: AnswerPath
    question: Question
    kind: Kind[Any]
    show_if: Expression | None

    def value(self, answers: Answers, context: Context) -> Json:
        """What was answered, or what follows from answers."""
        return self.kind.value(self.question, self.path.scope(answers), context)

    def still_holds(self, value: Json, answers: Answers, context: Context) -> bool:
        """Whether this stored answer holds today."""
        return self.kind.still_valid(self.question, value, self.path.scope(answers), context)


class Page(Model):
    """The questions of one page. `title` is its h1: a question or a short sentence."""

    id: Id
    title: Text
    intro: Text = ""
    why: Text = ""
    """Under "Waarom vragen wij dit?"."""
    show_if: ExpressionText | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @cached_property
    def placed(self) -> tuple[PlacedQuestion, ...]:
        """The questions, each with its kind and the path of its answer."""
        return tuple(
            PlacedQuestion(AnswerPath((each.id,)), each, kind_of(each), each.show_if)
            for each in self.questions
        )


class Section(Model):
    """Pages that belong together; a step of "Stap 2 van 4"."""

    title: Text
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]


class Form(Model):
    """One version of one form. Get it from `forms.loading`, which also checks and links it."""

    slug: Annotated[FormSlug, SLUG]
    title: Text
    summary: Text
    """One sentence for lists of forms."""
    event: Slug
    """The life event that it stands under."""
    synonyms: Texts
    """Other words and sentences that people search with."""
    login: Literal["required", "none"]
    level: Literal["midden", "substantieel", "hoog"] | None
    """Level of assurance (DigiD); None without login."""
    send: Text
    """The words on the last button."""
    start: Start
    case: CaseMapping
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    norms: tuple[Norm, ...] = ()
    """Amounts that calculations of this form use, as `norms.<id>`."""

    _version: FormVersionId = PrivateAttr(FormVersionId(""))
    _source: str = PrivateAttr("")

    @property
    def version(self) -> FormVersionId:
        """The id of this version: SHA-256 of the source with which it was published."""
        return self._version

    @property
    def source(self) -> str:
        """What is stored of this version; see `forms.stored`."""
        return self._source

    def pin(self, version: FormVersionId, source: str) -> None:
        """Say, once, which version this is."""
        self._version, self._source = version, source

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages in their order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def _pages_by_id(self) -> dict[str, Page]:
        return {page.id: page for page in self.pages}

    def page(self, page_id: str) -> Page:
        """The page of this id; raises `UnknownPage`."""
        try:
            return self._pages_by_id[page_id]
        except KeyError:
            raise UnknownPage(page_id) from None

    def questions(self) -> Iterator[Question]:
        """All questions in their order."""
        return (question for page in self.pages for question in page.questions)
