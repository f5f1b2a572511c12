"""What a form is: a start page, sections of pages with questions, and what its case is."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from forms.case_mapping import CaseMapping
from forms.cosign_mapping import CosignMapping
from forms.decisions import DecisionTable
from forms.drafts_mapping import DraftMapping
from forms.expression import Expression, ExpressionText
from forms.keys import FormSlug, FormVersionId
from forms.kinds import Question, kind_of
from forms.model import SLUG, Id, Model, Name, Slug, Text, Texts
from forms.norms import Norm
from forms.paths import AnswerPath
from forms.placing import PlacedQuestion
from forms.start_page import Start
from forms.structure import AnswerRule, Repeat, Situation, Stop
from forms.values import ValueType

Derived = Expression | DecisionTable
"""What is worked out once the answers that it reads are passed."""


class UnknownPage(KeyError):
    """The form has no page of this id."""


class Fee(Model):
    """What the municipality asks for it (leges), which follows from the answers."""

    amount: ExpressionText
    """Worked out at the end of the form: `16.30 * copies`, `route.fee`."""
    law: Text
    """Where it is laid down."""
    online: bool = False
    """Whether one pays at once, after sending; else a bill comes. So it is too where the
    municipality has no way to pay online."""


class Page(Model):
    """One page. `title` is its h1: a question or a short sentence."""

    id: Id
    """The last part of its address; small letters, digits and `_`."""
    title: Text
    """Its h1: a question or a short sentence."""
    intro: Text = ""
    """What stands under the title; of a page without questions all that it says."""
    why: Text = ""
    """Under "Waarom vragen wij dit?"."""
    show_if: ExpressionText | None = None
    """The page is left out where this is not true; reads answers of earlier pages."""
    questions: tuple[Question, ...] = ()
    """None on a page that only tells something."""
    repeat: Repeat | None = None
    """Asks the questions for each of several things."""
    compute: dict[Id, ExpressionText] = Field(default_factory=dict)
    """Name → what is worked out here, for every later condition, text, rule and fee."""
    rules: tuple[AnswerRule, ...] = ()
    """What its answers may not say together; of a page with `repeat` also what all rows may not."""
    stop: Stop | None = None
    """The form ends here, for whom this page is shown."""

    @cached_property
    def placed(self) -> tuple[PlacedQuestion, ...]:
        """The questions, each with its kind and the path of its answer; not those of rows."""
        return () if self.repeat else self.placed_in(())

    @cached_property
    def plain_names(self) -> tuple[str, ...]:
        """The ids of its questions, if it asks all of them always and reads them as stored."""
        is_plain = all(placed.is_plain for placed in self.placed)
        return tuple(each.id for each in self.questions) if is_plain else ()

    @cached_property
    def needs_only(self) -> frozenset[str]:
        """The questions whose answers, whatever they are, make it done; none where more counts."""
        counts_more = self.repeat or self.rules or self.stop
        is_kept = self.plain_names and not any(placed.can_lapse for placed in self.placed)
        required = (question.id for question in self.questions if question.required)
        return frozenset(required) if is_kept and not counts_more else frozenset()

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The questions that decide which others on this page are asked, or have to be answered."""
        conditions = (each for question in self.questions for each in question.conditions)
        return self._own_names(conditions)

    @cached_property
    def reads_itself(self) -> bool:
        """Whether something on this page depends on answers that are given on it."""
        of_questions = (e for question in self.questions for _, e, _ in question.expressions())
        of_rules = (rule.refuse_if for rule in self.rules)
        return bool(self._own_names((*of_questions, *of_rules)))

    def is_about_rows(self, rule: AnswerRule) -> bool:
        """Whether a rule of this page is about all its rows together, and not about each."""
        return self.repeat is not None and self.repeat.id in rule.on

    def _own_names(self, expressions: Iterable[Expression]) -> frozenset[str]:
        own = {question.id for question in self.questions}
        return frozenset(AnswerPath.of(n).top for e in expressions for n in e.names) & own

    def placed_in(self, steps: tuple[str, ...]) -> tuple[PlacedQuestion, ...]:
        """The questions, with their answers under these steps: group and row."""
        return tuple(
            PlacedQuestion(AnswerPath((*steps, each.id)), each, kind_of(each))
            for each in self.questions
        )


class Section(Model):
    """Pages that belong together; a step of "Stap 2 van 4"."""

    title: Text
    """The name of the step."""
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]
    """The pages of the step, in their order."""


class Form(Model):
    """One version of one form. Get it from `forms.loading`, which also checks and links it."""

    slug: Annotated[FormSlug, SLUG]
    """Name of the form in addresses; also the name of its file."""
    title: Text
    """What the form is called everywhere: what one arranges with it."""
    title_in_messages: Text = ""
    """What messages and the documents in the case call it, where the title says too much to who
    looks along; empty: the title."""
    summary: Text
    """One sentence for lists of forms."""
    event: Slug
    """The life event that it stands under."""
    synonyms: Texts
    """Other words and sentences that people search with."""
    login: Literal["required", "optional", "none"]
    """`required`: who fills it in has logged in with DigiD; `optional`: they choose; `none`: nobody
    has to. Without login nothing is known of who fills it in."""
    level: Literal["midden", "substantieel", "hoog"] | None
    """Level of assurance (DigiD) of who logs in; None where nobody does."""
    upl: Name | None = None
    """Its name in the Uniforme Productnamenlijst."""
    send: Text
    """The words on the last button."""
    start: Start
    """The page before the form."""
    case: CaseMapping
    """What a submission becomes in the case system."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The steps, each with its pages, in their order."""
    norms: tuple[Norm, ...] = ()
    """Amounts that calculations of this form use, as `norms.<id>`."""
    conditions: dict[Id, ExpressionText] = Field(default_factory=dict)
    """Name → a condition that several places use by this name."""
    decisions: dict[Id, DecisionTable] = Field(default_factory=dict)
    """Name → a table of what follows from several answers; what it gives is `<name>.<what>`."""
    fee: Fee | None = None
    """What it costs; None where it is free, or where the start page says all there is."""
    cosign: CosignMapping | None = None
    """Who else signs (medeondertekenen); None where the sender alone does."""
    drafts: DraftMapping | None = None
    """What becomes of drafts of older versions; None: they finish on their own version."""
    task_list: bool = False
    """Whether the sections are filled in in any order, from a list that says how each stands; one
    that reads answers of another can only be begun when that is done. For long forms."""
    situation: Situation = Situation()
    """What each page offers to whose situation the questions don't fit."""

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

    @property
    def discreet_title(self) -> str:
        """What it is called where others may look along."""
        return self.title_in_messages or self.title

    def pin(self, version: FormVersionId, source: str) -> None:
        """Say, once, which version this is."""
        self._version, self._source = version, source

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages in their order."""
        return tuple(page for section in self.sections for page in section.pages)

    _derived: dict[str, tuple[tuple[str, Derived], ...]] = PrivateAttr(default_factory=dict)
    _computed: dict[str, ValueType] = PrivateAttr(default_factory=dict)
    _section_needs: tuple[frozenset[int], ...] = PrivateAttr(())

    @property
    def computed(self) -> Mapping[str, ValueType]:
        """Name → type of all that is worked out; what a table gives as `<table>.<name>`."""
        return self._computed

    def place(
        self,
        derived: Mapping[str, tuple[tuple[str, Derived], ...]],
        computed: Mapping[str, ValueType],
        section_needs: tuple[frozenset[int], ...],
    ) -> None:
        """Say, once, what is worked out after which page (empty: before the first), and its types.

        `section_needs`: what decides what each section asks.
        """
        self._derived, self._computed = dict(derived), dict(computed)
        self._section_needs = section_needs

    @property
    def derived(self) -> Mapping[str, tuple[tuple[str, Derived], ...]]:
        """Page id (empty: before the first) → what can be worked out once it is passed."""
        return self._derived

    @property
    def section_needs(self) -> tuple[frozenset[int], ...]:
        """For each section the numbers (from 0) of those that decide what it asks."""
        return self._section_needs

    @cached_property
    def section_numbers(self) -> Mapping[str, int]:
        """Page id → the number of its section, from 0."""
        sections = enumerate(self.sections)
        return {page.id: number for number, section in sections for page in section.pages}

    @cached_property
    def _pages_by_id(self) -> dict[str, Page]:
        return {page.id: page for page in self.pages}

    def page(self, page_id: str) -> Page:
        """The page of this id; raises `UnknownPage`."""
        try:
            return self._pages_by_id[page_id]
        except KeyError:
            raise UnknownPage(page_id) from None

    @cached_property
    def consent_purposes(self) -> frozenset[str]:
        """The purposes that it can ask consent for."""
        return frozenset(q.consent_purpose for q in self.questions() if q.consent_purpose)

    def questions(self) -> Iterator[Question]:
        """All questions in their order."""
        return (question for page in self.pages for question in page.questions)
