"""Fields of several inputs: an address, files."""

from forms.addresses import Pick, lines, lines_of
from forms.context import StoredFile
from forms.fields.base import Option, QuestionField
from forms.file_limits import FileLimits
from forms.kinds.address import (
    HOUSE_PARTS,
    PLACE_PARTS,
    AddressQuestion,
    SeveralAddresses,
    UnknownAddress,
)
from forms.kinds.file import LATER, FileQuestion
from forms.values import inside


class AddressField(QuestionField[AddressQuestion]):
    """Postcode, number, letter and addition; and street and city to type in full."""

    has_block = True

    @property
    def suggestions(self) -> tuple[Option, ...]:
        """The addresses to choose from, where validation met more than one."""
        several = self.invalid
        if not isinstance(several, SeveralAddresses):
            return ()
        pick = Pick.read(self.raw["pick"])
        return tuple(
            Option(
                id=self.part_id(f"pick-{place}"),
                value=str(Pick.of(address, several.number)),
                label=", ".join(lines_of(address)),
                hint="",
                checked=pick.is_of(address) and pick.is_for(several.number),
            )
            for place, address in enumerate(several.addresses, start=1)
        )

    @property
    def found(self) -> tuple[str, ...]:
        """The address as the register has it, where it was looked up just now."""
        is_known = self.is_judged and inside(self.data, "checked") is True
        return lines(self.data) if is_known else ()

    @property
    def is_unchecked(self) -> bool:
        """Whether what was typed can be used, but was not held against the register."""
        return self.is_judged and inside(self.data, "checked") is False

    @property
    def as_typed(self) -> tuple[str, ...]:
        """Without what was chosen with a button."""
        text = " ".join(filter(None, (self.raw[part] for part in (*HOUSE_PARTS, *PLACE_PARTS))))
        return (text,) if text else ()

    @property
    def is_unknown(self) -> bool:
        """Whether the register doesn't know what was typed, so that street and city are needed."""
        return isinstance(self.invalid, UnknownAddress)

    @property
    def manual(self) -> bool:
        """Whether the resident chose to type street and city, or typed them."""
        is_typed = any(self.raw[part] for part in PLACE_PARTS) and not self.found
        return bool(self.raw["manual"]) or is_typed

    @property
    def error_id(self) -> str:
        """The first suggestion where there are any, else the first input at fault."""
        return next((option.id for option in self.suggestions), super().error_id)


class FileField(QuestionField[FileQuestion]):
    """An input for files, the files that are kept already, and perhaps a box for later."""

    @property
    def stored(self) -> tuple[StoredFile, ...]:
        """The files that are kept for this question."""
        return self.context.uploads.get(self.question.id, ())

    @property
    def limits(self) -> FileLimits:
        """What may come in here."""
        return self.question.file_limits.within(self.context.most_mb, self.context.most_files)

    @property
    def is_in_process(self) -> bool:
        """Whether a file is still looked into."""
        return any(file.is_processing for file in self.stored)

    @property
    def has_block(self) -> bool:
        """The list of files, as long as it changes."""
        return self.is_in_process

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The names of the files that are kept; a file can't be typed."""
        return tuple(file.name for file in self.stored)

    @property
    def upload_errors(self) -> tuple[str, ...]:
        """Why files of this request were refused, one sentence each."""
        return self.context.upload_errors.get(self.question.id, ())

    @property
    def later(self) -> bool:
        """Whether the box for later is ticked."""
        return self.question.later and bool(self.raw[LATER])
