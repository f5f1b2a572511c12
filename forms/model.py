"""What all parts of a definition share: they never change, and refuse what they don't know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Translated:
    """Marks text that a resident reads, for `forms.messages`."""


Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1),
    Translated(),
]
"""Dutch, level B1; also the msgid."""
Texts = Annotated[tuple[Text, ...], Translated()]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
SLUG = StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
Slug = Annotated[str, SLUG]
Name = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
"""A name in another system; not shown, not translated."""


class Model(BaseModel):
    """A part of a definition: never changes, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
