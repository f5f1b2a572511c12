"""What may be sent to the Documenten API (1.4.2)."""

import base64
import binascii
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from portal.embedded.clock import today
from portal.embedded.zgw.bodies import Body, Day, Link, Rsin
from portal.embedded.zgw.confidentiality import Secrecy

MAX_BYTES = 2**31 - 1
"""The largest document that is kept, far above what a portal takes."""


class Ondertekening(Body):
    """How the document was signed."""

    soort: Literal["analoog", "digitaal", "pki"]
    datum: Day


class Integriteit(Body):
    """By what one can see that the document is unchanged."""

    algoritme: Literal[
        "crc_16",
        "crc_32",
        "crc_64",
        "fletcher_4",
        "fletcher_8",
        "fletcher_16",
        "fletcher_32",
        "hmac",
        "md5",
        "sha_1",
        "sha_256",
        "sha_512",
        "sha_3",
    ]
    waarde: str = Field(max_length=128)
    datum: Day


def _not_in_future(value: date) -> date:
    if value > today():
        raise ValueError("Deze datum mag niet in de toekomst zijn")
    return value


class DocumentBody(Body):
    """The description of a document, without its content."""

    identificatie: str = Field(default="", max_length=40)
    bronorganisatie: Rsin
    creatiedatum: Annotated[Day, AfterValidator(_not_in_future)]
    titel: str = Field(min_length=1, max_length=200)
    vertrouwelijkheidaanduiding: Secrecy | Literal[""] = ""
    auteur: str = Field(min_length=1, max_length=200)
    status: Literal["", "in_bewerking", "ter_vaststelling", "definitief", "gearchiveerd"] = ""
    formaat: str = Field(default="", max_length=255)
    taal: str = Field(min_length=3, max_length=3)
    bestandsnaam: str = Field(default="", max_length=255)
    bestandsomvang: int | None = Field(default=None, ge=0, le=MAX_BYTES)
    link: str = Field(default="", max_length=200)
    beschrijving: str = Field(default="", max_length=1000)
    ontvangstdatum: Day | None = None
    verzenddatum: Day | None = None
    indicatie_gebruiksrecht: bool | None = None
    verschijningsvorm: str = ""
    ondertekening: Ondertekening | None = None
    integriteit: Integriteit | None = None
    informatieobjecttype: Link
    trefwoorden: list[str] = Field(default_factory=list)


class ContentBody(Body):
    """The content that comes along with a description, in base64."""

    inhoud: str | None = None

    def content(self) -> bytes | None:
        """The bytes; None when there are none in this request. Raises `ValueError`."""
        if not self.inhoud:
            return None
        try:
            return base64.b64decode(self.inhoud, validate=True)
        except binascii.Error as error:
            raise ValueError("Geen geldige base64.") from error


class LockBody(Body):
    """The lock with which somebody shows that the document is theirs to change."""

    lock: str = ""
