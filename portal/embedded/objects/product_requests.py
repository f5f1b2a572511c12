"""What an object of the type `productaanvraag` must hold (open-objecten, of Dimpact)."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from portal.embedded.zgw.bodies import Body, checked
from portal.embedded.zgw.problems import problems_inside

PRODUCT_REQUEST_TYPE = UUID("021f685e-9482-4620-b157-34cd4003da6b")
"""The object type of what was sent, version 1."""


class Bron(Body):
    """Where it came from, and what that calls it."""

    naam: str
    kenmerk: str


class Zaakgegevens(Body):
    """The case that it is about."""

    identificatie: str = Field(default="", max_length=40)
    omschrijving: str = Field(default="", max_length=80)
    toelichting: str = Field(default="", max_length=1000)


class Betrokkene(Body):
    """Somebody with a part in it: here only a person."""

    inp_bsn: str = Field(min_length=9, max_length=9)
    rol_omschrijving_generiek: Literal[
        "adviseur",
        "behandelaar",
        "belanghebbende",
        "beslisser",
        "initiator",
        "klantcontacter",
        "zaakcoordinator",
        "mede_initiator",
    ]
    indicatie_machtiging: Literal["gemachtigde", "machtiginggever"] | None = None


class Productaanvraag(Body):
    """What was sent."""

    bron: Bron
    type: str
    aanvraaggegevens: dict[str, Any]
    taal: Annotated[str, Field(min_length=3, max_length=3)] = "nld"
    zaakgegevens: Zaakgegevens | None = None
    betrokkenen: list[Betrokkene] = Field(default_factory=list)


def check_product_request(data: dict[str, Any]) -> None:
    """Refuse data that its object type doesn't allow, with a 400."""
    with problems_inside("record.data"):
        checked(Productaanvraag, data)
