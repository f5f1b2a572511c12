"""Files to send along, now or later. The portal stores and refuses; here it is counted."""

from typing import Literal

from pydantic import Field

from forms.context import Context, StoredFile
from forms.kinds.base import BaseQuestion, Fault, QuestionField
from forms.values import Json, inside, texts_in

_LATER = "later"


class FileQuestion(BaseQuestion):
    """Files to send along."""

    kind: Literal["file"]
    later: bool = False
    """Whether sending it later is an answer too."""
    max_files: int = Field(default=10, ge=1, le=10)
    max_mb: int = Field(default=20, ge=1, le=20)
    accept: tuple[Literal["pdf", "jpg", "png", "heic", "docx"], ...] = (
        "pdf",
        "jpg",
        "png",
        "heic",
    )


class FileField(QuestionField[FileQuestion]):
    """An input for files, the files that are kept already, and perhaps a box for later."""

    parts = ("", _LATER)

    @property
    def stored(self) -> tuple[StoredFile, ...]:
        """The files that are kept for this question."""
        return self.context.uploads.get(self.question.id, ())

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The names of the files that are kept; a file can't be typed."""
        return tuple(file.name for file in self.stored)

    @property
    def refused(self) -> tuple[str, ...]:
        """Why files of this request were refused, one sentence each."""
        return self.context.refused.get(self.question.id, ())

    @property
    def later(self) -> bool:
        """Whether the box for later is ticked."""
        return self.question.later and bool(self.raw[_LATER])

    def read(self) -> Json:
        """`{"later", "files"}`; raises `Fault` with each refused file."""
        files = self.stored
        if self.refused:
            raise Fault(*self.refused)
        if len(files) > self.question.max_files:
            raise Fault(
                self.context.gettext(
                    "Haal bestanden weg. U kunt er %(most)s sturen.", most=self.question.max_files
                )
            )
        if not files and not self.later:
            self.empty(self._missing())
            return None
        return {"later": self.later and not files, "files": [file.id for file in files]}

    def write(self, value: Json) -> dict[str, str]:
        """The box for later; files can't be typed."""
        return {_LATER: "y"} if inside(value, "later") is True else {}

    def _missing(self) -> str:
        if self.question.later:
            return self.context.gettext("Kies een bestand, of kies dat u het later stuurt.")
        return self.context.gettext("Kies een bestand, bijvoorbeeld een foto.")


def show_file(question: FileQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The names of the files, or that they come later."""
    if inside(value, "later") is True:
        return (context.gettext("U stuurt dit later."),)
    names = {file.id: file.name for file in context.uploads.get(question.id, ())}
    unnamed = context.gettext("Een bestand")
    return tuple(names.get(file, unnamed) for file in texts_in(value, "files"))
