"""Answers of the Locatieserver 3.1 (Solr), as far as they are read."""

from pydantic import TypeAdapter

from portal.gateways.answers import ItemList, Resource


class AddressDocument(Resource):
    """An address."""

    straatnaam: str
    huisnummer: int
    huisletter: str | None = None
    huisnummertoevoeging: str | None = None
    postcode: str | None = None
    woonplaatsnaam: str


class AddressResponse(Resource):
    """What fits the question."""

    docs: ItemList[AddressDocument]


class AddressesAnswer(Resource):
    """The envelope."""

    response: AddressResponse


ANSWER = TypeAdapter(AddressesAnswer)
