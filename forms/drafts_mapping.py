"""What becomes of running drafts where a newer version of their form says so.

    drafts:
      from: older                      # or a list of versions, by how their ids begin
      rename: {old_question: new_question}
      drop: [question_that_is_gone]

Without it a draft finishes on the version it began on (rule 12). Answers are taken over by the id
of their question; what does not hold under the new version is asked again.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Protocol, Self

from pydantic import AliasChoices, BeforeValidator, Field, StringConstraints, model_validator

from forms.keys import FormVersionId
from forms.model import Id, Model

PAGE = "page:"
"""Before the id of a page, in the answers: that it was sent."""
OLDER = "older"
Versions = Annotated[str, StringConstraints(strict=True, pattern=r"^(older|[0-9a-f]{6,64})$")]
"""`older`: all that were published before; or how the id of one begins, as `forms list` has it."""


class Named(Protocol):
    """What has an id, as questions do."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


class DraftMapping(Model):
    """Which running drafts go on with this version, and how their answers come along."""

    versions: Annotated[
        tuple[Versions, ...],
        Field(
            min_length=1,
            validation_alias=AliasChoices("from", "versions"),
            description="`older`, or how the ids of the versions begin whose drafts come along.",
        ),
        BeforeValidator(
            lambda value: (value,) if isinstance(value, str) else value,
            json_schema_input_type=Versions | tuple[Versions, ...],
        ),
    ]
    rename: dict[Id, Id] = Field(default_factory=dict)
    """Question of before → the question that its answer is for now."""
    drop: tuple[Id, ...] = ()
    """Questions of before whose answers go."""

    @model_validator(mode="after")
    def _says_one_thing_of_each(self) -> Self:
        if len(set(self.rename.values())) != len(self.rename):
            raise ValueError("rename: two questions can't become one: drop one of them")
        if both := self.rename.keys() & set(self.drop):
            raise ValueError(f"rename and drop both name {', '.join(sorted(both))}: choose one")
        return self

    def covers(self, version: FormVersionId) -> bool:
        """Whether drafts of this version, which was published before, come along."""
        return OLDER in self.versions or version.startswith(self.versions)

    def question(self, name: str) -> str | None:
        """What this question is called now; None: its answer goes."""
        return None if name in self.drop else self.rename.get(name, name)


def mapped(answers: Mapping[str, Any], mapping: DraftMapping) -> dict[str, Any]:
    """The answers under the names of the new version; also what says which pages were sent."""
    return {
        now: _mapped_rows(value, mapping)
        for name, value in answers.items()
        if (now := name if name.startswith(PAGE) else mapping.question(name)) is not None
    }


def mapped_input(raw_input: Mapping[str, list[str]], mapping: DraftMapping) -> dict[str, list[str]]:
    """What was typed on a page and isn't judged yet, under the names of the new version.

    Parts of a question are called after it: `new_address-number`, `children.1.born-day`.
    """
    named = ((_mapped_path(name, mapping), texts) for name, texts in raw_input.items())
    return {name: texts for name, texts in named if name is not None}


def mapped_path(path: str, mapping: DraftMapping) -> str:
    """The path of an answer under the names of the new version; the same where it goes."""
    return _mapped_path(path, mapping) or path


def is_rows(value: object) -> bool:
    """Whether this answer is that of a group that repeats: rows by their number."""
    return isinstance(value, dict) and bool(value) and all(map(str.isdecimal, value))


def path_before(mapping: DraftMapping | None, path: str) -> str:
    """What this path of an answer was in the versions whose drafts come along."""
    before = names_before(mapping)
    return ".".join(before.get(step, step) for step in path.split("."))


def names_before(mapping: DraftMapping | None) -> dict[str, str]:
    """Question → what it was called in the versions whose drafts come along."""
    return {now: before for before, now in mapping.rename.items()} if mapping else {}


def input_under_new_names(
    mapping: DraftMapping | None, questions: Iterable[Named], raw_input: Mapping[str, list[str]]
) -> Mapping[str, list[str]]:
    """The input of a page, where a tab sent it that was opened before its questions got new names.

    A name that a question of the page has now stays.
    """
    names = {question.id for question in questions}
    gone = {
        before: now
        for now, before in names_before(mapping).items()
        if now in names and before not in names
    }
    if mapping is None or not gone:
        return raw_input
    return mapped_input(raw_input, mapping.model_copy(update={"rename": gone, "drop": ()}))


def _mapped_rows(value: Any, mapping: DraftMapping) -> Any:
    if not is_rows(value):
        return value
    return {key: mapped(row, mapping) for key, row in value.items()}


def _mapped_path(name: str, mapping: DraftMapping) -> str | None:
    path, dash, part = name.partition("-")
    steps = [step if step.isdecimal() else mapping.question(step) for step in path.split(".")]
    return None if None in steps else f"{'.'.join(filter(None, steps))}{dash}{part}"
