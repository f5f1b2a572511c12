"""Objects of the type `productaanvraag`, as far as they are read."""

from pydantic import TypeAdapter

from portal.gateways.answers import ItemList, Resource


class RecordSource(Resource):
    """Where it came from, and what that calls it."""

    kenmerk: str


class RecordData(Resource):
    """What was sent."""

    bron: RecordSource


class ObjectRecord(Resource):
    """The newest record of the object."""

    data: RecordData


class StoredRecord(Resource):
    """An object that holds what was sent."""

    url: str
    type: str
    record: ObjectRecord


class RecordPage(Resource):
    """A page of what was searched for."""

    results: ItemList[StoredRecord]


STORED_RECORD = TypeAdapter(StoredRecord)
RECORD_PAGE = TypeAdapter(RecordPage)
