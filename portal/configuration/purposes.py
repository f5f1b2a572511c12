"""The purposes to ask consent for: a YAML file each in `portal/purposes/`, checked at start.

A purpose can't be published without the answers of the checklist and somebody who owns it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from forms import BadForm, Form
from forms.yaml_file import YamlFile
from portal.configuration.languages import LANGUAGES
from portal.configuration.operator_files import BadFile, FilePart, validated
from portal.configuration.operator_files import Text as Words
from portal.domain.activities import LegalBasis, Register
from portal.domain.consents import ConsentText, Purpose, Recipient, Shared
from portal.domain.days import today
from portal.resources import resource

FOLDER = resource("purposes")
Explained = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=30)]
"""An answer with its reason; "yes" alone will not do."""
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class PurposeOwner(FilePart):
    """Who answers for the purpose within the municipality."""

    name: Words
    contact: Words


class RecipientPart(FilePart):
    """Where the data goes; `client` is the name under which it calls the portal."""

    name: Words
    client: Code
    address: Words
    contact: Words


class Checklist(FilePart):
    """Why consent can be free here: the questions of the AP's explanation of February 2024."""

    no_law_decides: Explained
    no_drawback: Explained
    own_interest: Explained
    asked_at_the_right_moment: Explained
    unequal_power: Explained


class TextPart(FilePart):
    """The text in one language; see `ConsentText`."""

    title: Words
    question: Words
    why: Words
    who: Words
    what: Words
    until: Words
    withdrawal: Words
    refusal: Words
    agree: Words
    decline: Words


class PurposeFile(FilePart):
    """One file."""

    code: Code
    version: int = Field(ge=1)
    status: Literal["draft", "published", "retired"]
    owner: PurposeOwner
    activity: Code
    recipient: RecipientPart
    shares: Annotated[tuple[Shared, ...], Field(min_length=1)]
    valid_months: int = Field(default=12, ge=1, le=24)
    quiet_months: int = Field(default=12, ge=1)
    checklist: Checklist
    texts: dict[str, TextPart]

    @model_validator(mode="after")
    def _texts_fit(self) -> Self:
        if set(self.texts) != set(LANGUAGES):
            raise ValueError(f"texts are needed in exactly {', '.join(LANGUAGES)}")
        for language, text in self.texts.items():
            if str(self.valid_months) not in text.until:
                raise ValueError(f"texts.{language}.until must say {self.valid_months} months")
            if self.recipient.name not in text.who:
                raise ValueError(f"texts.{language}.who must name {self.recipient.name}")
        return self

    def purpose(self) -> Purpose:
        """The purpose as the portal uses it."""
        return Purpose(
            code=self.code,
            version=self.version,
            owner=self.owner.name,
            activity=self.activity,
            recipient=Recipient(**self.recipient.model_dump()),
            shares=self.shares,
            valid_months=self.valid_months,
            quiet_months=self.quiet_months,
            texts={
                language: ConsentText(
                    purpose=self.code,
                    version=self.version,
                    language=language,
                    recipient=self.recipient.name,
                    **text.model_dump(),
                )
                for language, text in self.texts.items()
            },
        )


Purposes = dict[str, Purpose]
"""The published purposes by their code."""


def load(folder: Path = FOLDER) -> Purposes:
    """The published purposes of a folder; raises `BadFile`, which says what to mend."""
    files = [_read(path) for path in sorted(folder.glob("*.yaml"))]
    return {file.code: file.purpose() for file in files if file.status == "published"}


def check(purposes: Purposes, catalogue: Iterable[Form], register: Register) -> None:
    """Raise `BadFile` where a form asks for a purpose that is not published.

    And where the register doesn't say that the purpose rests on consent: residents read it there.
    """
    for purpose in purposes.values():
        activity = register.by_code(purpose.activity, today())
        if activity is None or activity.basis is not LegalBasis.CONSENT:
            raise BadFile(
                f"{purpose.code}.yaml: activity: name one that stands in the register"
                ' of processing activities today, with basis = "a" (consent).'
            )
    check_forms(purposes, catalogue)


def check_forms(purposes: Purposes, forms: Iterable[Form]) -> None:
    """Raise `BadFile` where a form asks for a purpose that is not published."""
    for form in forms:
        for code in form.consent_purposes:
            if code not in purposes:
                raise BadFile(f"{form.slug}: there is no published purpose '{code}'.")


def _read(path: Path) -> PurposeFile:
    try:
        source = YamlFile.read(path.name, path.read_bytes(), "code")
    except BadForm as error:
        raise BadFile(str(error)) from error
    file = validated(Path(path.name), PurposeFile, source.data)
    if file.code != path.stem:
        raise BadFile(f"{path.name}: code: write `code: {path.stem}`, or rename the file.")
    return file
