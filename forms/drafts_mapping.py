"""What becomes of running drafts where a newer version of their form says so.

    drafts:
      from: older                      # or a list of versions, by how their ids begin
      rename: {old_question: new_question}
      drop: [question_that_is_gone]

Without it a draft finishes on the version it began on (rule 12). Answers are taken over by the id
of their question; what does not hold under the new version is asked again.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AliasChoices, Field, StringConstraints, model_validator

from forms.keys import FormVersionId
from forms.model import Id, Model

PAGE = "page:"
"""Before the id of a page, in the answers: that it was sent."""
VersionStart = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{6,64}$")]
"""How the id of a version begins, as `portal forms list` shows it."""


class DraftMapping(Model):
    """Which running drafts go on with this version, and how their answers come along."""

    versions: Literal["older"] | tuple[VersionStart, ...] = Field(
        validation_alias=AliasChoices("from", "versions")
    )
    """Key `from`: `older`, or how the ids of the versions begin whose drafts come along."""
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
        return self.versions == "older" or version.startswith(tuple(self.versions))

    def question(self, name: str) -> str | None:
        """What this question is called now; None: its answer goes."""
        return None if name in self.drop else self.rename.get(name, name)


def mapped(answers: Mapping[str, Any], mapping: DraftMapping) -> dict[str, Any]:
    """The answers under the names of the new version; also what says which pages were sent."""
    return {
        now: value
        for name, value in answers.items()
        if (now := name if name.startswith(PAGE) else mapping.question(name)) is not None
    }


def mapped_input(
    raw_input: Mapping[str, list[str]], mapping: DraftMapping
) -> dict[str, list[str]]:
    """What was typed on a page and isn't judged yet, under the names of the new version.

    Parts of a question are called after it: `new_address-number`.
    """
    return dict(_inputs(raw_input, mapping))


def _inputs(
    raw_input: Mapping[str, list[str]], mapping: DraftMapping
) -> Iterator[tuple[str, list[str]]]:
    for name, texts in raw_input.items():
        question, dash, part = name.partition("-")
        now = mapping.question(question)
        if now is not None:
            yield f"{now}{dash}{part}", texts
