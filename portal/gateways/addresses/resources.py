"""Answers of the Locatieserver 3.1 (Solr), as far as they are read."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from portal.gateways.answers import ItemList, Resource, Whole


class AddressDocument(Resource):
    """An address."""

    straatnaam: str
    huisnummer: Whole
    huisletter: str | None = None
    huisnummertoevoeging: str | None = None
    postcode: str | None = None
    woonplaatsnaam: str
    bag_id: Any = Field(default=None, alias="nummeraanduiding_id")
    """Its number in the BAG; an odd one takes no address away."""


class AddressResponse(Resource):
    """What fits the question: a page of it. `num_found` counts all pages."""

    docs: ItemList[AddressDocument]
    num_found: Annotated[Whole, Field(ge=0)] = 0


class AddressesAnswer(Resource):
    """The envelope."""

    response: AddressResponse


ANSWER = TypeAdapter(AddressesAnswer)
