"""The register of sources: what data choices can ask, of whom, for what, on which ground."""

import operator
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from forms.expression import bad_value
from forms.model import Id, Model, Name, Text
from forms.yaml_file import BadForm, YamlFile

FILE = Path(__file__).parent / "sources.yaml"

FieldType = Literal["text", "money", "day", "month"]


class RegisterField(Model):
    """One field of each record of a source."""

    id: Id
    label: Text
    type: FieldType
    at_source: Name
    """How the source itself calls it."""
    may_be_negative: bool = Field(default=False, exclude_if=operator.not_)
    """Of an amount, such as an overdraft; versions stored before it was there have it not."""


class SourcePurpose(Model):
    """What a source may be asked for, on which ground, and for that no more than which fields."""

    id: Id
    why: Text
    law: Text
    activity: Name
    """Its code in the municipality's register of processing activities, which has the same law."""
    fields: Annotated[tuple[Id, ...], Field(min_length=1)]


class DataSource(Model):
    """A register of another organisation, which it gives data from when a resident so chooses."""

    id: Id
    name: Text
    """Short: UWV."""
    in_sentence: Text
    """With its article: het UWV."""
    owner: Text
    kept_in: Text
    """The part of the owner's registers: de polisadministratie."""
    kind: Literal["income", "assets", "vehicle"]
    """The category of data, as consultation lines name it."""
    age: Text
    """How old the data can be when it is fetched."""
    keep_days: int = Field(ge=1, le=90)
    """Days after which what was fetched is too old for a form, and is fetched anew."""
    records: Name
    """How the source calls the list of what it knows."""
    fields: Annotated[tuple[RegisterField, ...], Field(min_length=1)]
    purposes: Annotated[tuple[SourcePurpose, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _purposes_fit(self) -> Self:
        ids = {field.id for field in self.fields}
        if len(ids) < len(self.fields):
            raise bad_value(f"{self.name}: two fields have one id.", "Rename one.")
        for purpose in self.purposes:
            for unknown in sorted(set(purpose.fields) - ids):
                raise bad_value(
                    f"{self.name} has no field '{unknown}'.", f"Name one of: {sorted(ids)}."
                )
        return self

    def purpose(self, purpose_id: str) -> SourcePurpose | None:
        """The purpose of this name; None for a purpose that it may not be asked for."""
        return next((purpose for purpose in self.purposes if purpose.id == purpose_id), None)

    def field(self, field_id: str) -> RegisterField:
        """The field of this name; raises `KeyError`."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)


class SourceRegister(Model):
    """All sources that there are."""

    sources: tuple[DataSource, ...]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        if len({source.id for source in self.sources}) < len(self.sources):
            raise bad_value("Two sources have one id.", "Rename one.")
        return self

    def __iter__(self) -> Iterator[DataSource]:  # type: ignore[override]  # of sources, not fields
        """The sources, in their order."""
        return iter(self.sources)

    def find(self, source_id: str) -> DataSource | None:
        """The source of this name; None where there is none."""
        return next((source for source in self.sources if source.id == source_id), None)

    def part(self, source_id: str, purpose_id: str, fields: tuple[str, ...]) -> DataSource:
        """No more of a source than its answer to one choice needs; raises `KeyError`."""
        source = self.find(source_id)
        purpose = source.purpose(purpose_id) if source else None
        if source is None or purpose is None:
            raise KeyError(source_id, purpose_id)
        return source.model_copy(
            update={
                "fields": tuple(source.field(name) for name in fields),
                "purposes": (purpose.model_copy(update={"fields": fields}),),
            }
        )


def load_sources(file: Path = FILE) -> SourceRegister:
    """The register in a YAML file; raises `BadForm`."""
    return read_sources(file)[0]


def read_sources(file: Path) -> tuple[SourceRegister, YamlFile]:
    """The register in a YAML file, with its lines; raises `BadForm`."""
    source = YamlFile.read(file.name, file.read_bytes(), "sources")
    try:
        return SourceRegister.model_validate(source.data), source
    except ValidationError as error:
        [first, *_rest] = error.errors(include_url=False, include_input=False)
        where = ".".join(str(step) for step in first["loc"])
        remedy = first.get("ctx", {}).get("remedy", "Write it as the other sources have it.")
        line = source.line(first["loc"])
        raise BadForm(file.name, line, f"{where}: {first['msg']}", str(remedy)) from error
