"""What can stand in the file of a case type; all that is usual is left out.

Lengths are those of the Catalogi API. Dutch keys are its own (`formaat`, `richting`).
"""

import re
from collections.abc import Sequence
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from portal.embedded.zgw import case_type as usual
from portal.embedded.zgw.confidentiality import Secrecy

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Text20 = Annotated[Text, StringConstraints(max_length=20)]
Text30 = Annotated[Text, StringConstraints(max_length=30)]
Text80 = Annotated[Text, StringConstraints(max_length=80)]
Text100 = Annotated[Text, StringConstraints(max_length=100)]
Text255 = Annotated[Text, StringConstraints(max_length=255)]
Text1000 = Annotated[Text, StringConstraints(max_length=1000)]
Days = Annotated[int, Field(ge=1, le=3650)]
LENGTHS = {"tekst": "255", "getal": "9,2", "datum": "8", "datum_tijd": "14"}
"""What a property has by its format, that says nothing of its length."""
CODE_LENGTH = 20
"""Of a property with a list of values; more where one of them is longer."""
_LENGTHS = {
    "tekst": (re.compile(r"[1-9]\d{0,3}"), "the most characters: 255"),
    "getal": (re.compile(r"[1-9]\d?(?:,\d{1,2})?"), "the digits before and after the comma: '9,2'"),
    "datum": (re.compile("8"), "8, or nothing"),
    "datum_tijd": (re.compile("14"), "14, or nothing"),
}
_CARDINALITY = re.compile(r"N|[1-9]\d{0,2}")
_NO_ID = "this is no id: copy the `id` of an [[activity]] of the register of processing activities"


def _as_text(value: object) -> object:
    """A number without a comma is one in YAML."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_id(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise ValueError(_NO_ID) from error


Figure = Annotated[Text, BeforeValidator(_as_text)]


class CaseTypePart(BaseModel):
    """A part of the file: refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class DocumentPart(CaseTypePart):
    """A kind of document: its name, or a block with the rest."""

    name: Text80
    richting: Literal["inkomend", "uitgaand", "intern"] = "inkomend"
    """Who sends it, seen from the municipality."""
    vertrouwelijkheidaanduiding: Secrecy = "zaakvertrouwelijk"

    @model_validator(mode="before")
    @classmethod
    def _written_short(cls, values: object) -> object:
        return {"name": values} if isinstance(values, str) else values

    @property
    def is_named_only(self) -> bool:
        """Whether it says no more than its name: then it is what that is elsewhere."""
        return self.model_fields_set == {"name"}


class PropertyPart(CaseTypePart):
    """A property: what it is about, or a block with its format."""

    about: Text255
    formaat: Literal["tekst", "getal", "datum", "datum_tijd"] = "tekst"
    lengte: Figure = ""
    kardinaliteit: Figure = "1"
    """`N`: more than one value."""
    values: tuple[Text100, ...] = ()
    """The only values that it can have (`waardenverzameling`)."""

    @model_validator(mode="before")
    @classmethod
    def _written_short(cls, values: object) -> object:
        return {"about": values} if isinstance(values, str) else values

    @model_validator(mode="after")
    def _can_be_written(self) -> Self:
        length, words = _LENGTHS[self.formaat]
        if self.lengte and not length.fullmatch(self.lengte):
            raise ValueError(f"`lengte` can't be {self.lengte} with {self.formaat}: write {words}")
        if not _CARDINALITY.fullmatch(self.kardinaliteit):
            raise ValueError(f"`kardinaliteit` can't be {self.kardinaliteit}: write 1 or N")
        return self

    @property
    def length(self) -> str:
        """Its own, or what is usual."""
        if self.values and self.formaat == "tekst":
            return self.lengte or str(max(CODE_LENGTH, *map(len, self.values)))
        return self.lengte or LENGTHS[self.formaat]


class RemedyPart(CaseTypePart):
    """What one can do against the decision; without it an objection within six weeks (Awb 6:7)."""

    deed: Text = "bezwaar maken"
    """As the letter says it, after "u kunt"."""
    weeks: int = Field(default=0, ge=0, le=52)
    days: int = Field(default=0, ge=0, le=365)

    @model_validator(mode="after")
    def _counts_one_way(self) -> Self:
        if bool(self.weeks) == bool(self.days):
            raise ValueError("the law counts in weeks or in days: write one of the two")
        return self


class CaseTypeFile(CaseTypePart):
    """One file; its name is the `identificatie`. A list takes the place of the usual one."""

    name: Text80
    purpose: Text
    subject: Text80 = ""
    """In a word or two; else its name."""
    service_days: Days
    """Days in which it is usually done (`servicenorm`)."""
    legal_days: Days = 56
    """Days in which it must be done (`doorlooptijd`); else eight weeks (Awb 4:13)."""
    decision: Text80 = ""
    """Name of the kind of decision, where one is taken that one can object to."""
    remedy: RemedyPart = RemedyPart(weeks=6)
    """What one can do against that."""
    steps: Annotated[dict[Text80, Text1000], Field(min_length=2)] = {
        each.name: each.text for each in usual.STEPS
    }
    """Status → what it tells a resident; the last one ends the case."""
    results: Annotated[tuple[Text30, ...], Field(min_length=1)] = usual.RESULTS
    """The first is what was asked for."""
    documents: tuple[DocumentPart, ...] = tuple(
        DocumentPart(name=each.name) for each in usual.DOCUMENTS
    )
    properties: dict[Text20, PropertyPart] = Field(default_factory=dict)
    applicant: Text100 = "Aanvrager"
    """What the initiator is called."""
    activity: Annotated[UUID | None, BeforeValidator(_as_id)] = None
    """Its `id` in the municipality's register of processing activities (`activities.toml`)."""

    @field_validator("remedy")
    @classmethod
    def _is_against_something(cls, remedy: RemedyPart, info: ValidationInfo) -> RemedyPart:
        if not info.data.get("decision"):
            raise ValueError("`remedy` is for a decision: add `decision: …` above it")
        return remedy

    @field_validator("results")
    @classmethod
    def _differ(cls, results: tuple[str, ...]) -> tuple[str, ...]:
        _check_once(results)
        return results

    @field_validator("documents")
    @classmethod
    def _has_what_work_takes(
        cls, documents: tuple[DocumentPart, ...], info: ValidationInfo
    ) -> tuple[DocumentPart, ...]:
        names = [each.name for each in documents]
        _check_once(names)
        for name in (each.name for each in usual.DOCUMENTS):
            if name not in names and (name != usual.DECISION or info.data.get("decision")):
                raise ValueError(
                    f"`documents` lacks {name}: a list takes the place of the usual one,"
                    " so write that there too"
                )
        return documents


def _check_once(names: Sequence[str]) -> None:
    """Raise `ValueError` where one of these names stands there twice."""
    for place, name in enumerate(names):
        if name in names[:place]:
            raise ValueError(f"'{name}' stands here twice: remove one of them")
