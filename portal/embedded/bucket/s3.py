"""One bucket, with the part of S3's API that keeps, gives, deletes and lists whole objects."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from portal.embedded.bucket.authorization import Refused, check
from portal.embedded.current import world
from portal.embedded.storage import BUCKET_OBJECT

bp = Blueprint("opslag", __name__, url_prefix="/opslag/bestanden")
PAGE = 1000
"""Objects in one answer, at S3 as well."""
COLUMNS = BUCKET_OBJECT.c


@bp.before_request
def check_signature() -> None:
    """Refuse what wasn't signed with our key."""
    check(request, world().secret)


@bp.put("/<key>")
def put(key: str) -> Response:
    """Keep an object, in place of one with the same key."""
    values = {"key": key, "content": request.get_data(), "changed_at": datetime.now(UTC)}
    query = insert(BUCKET_OBJECT).values(values)
    changes = {name: query.excluded[name] for name in ("content", "changed_at")}
    with world().engine.begin() as connection:
        connection.execute(query.on_conflict_do_update(index_elements=["key"], set_=changes))
    return Response(status=200)


@bp.get("/<key>")
def get(key: str) -> Response:
    """An object; to HEAD only its size."""
    with world().engine.connect() as connection:
        query = select(COLUMNS.content).where(COLUMNS.key == key)
        content = connection.execute(query).scalar_one_or_none()
    if content is None:
        raise Refused(404, "NoSuchKey")
    return Response(content, content_type="binary/octet-stream")


@bp.delete("/<key>")
def remove(key: str) -> Response:
    """Delete an object; also one that isn't there."""
    with world().engine.begin() as connection:
        connection.execute(delete(BUCKET_OBJECT).where(COLUMNS.key == key))
    return Response(status=204)


@bp.get("")
def list_objects() -> Response:
    """Keys and moments in their order (ListObjectsV2); the token is the last key given."""
    if request.args.get("list-type") != "2":
        raise Refused(501, "NotImplemented")
    query = select(COLUMNS.key, COLUMNS.changed_at).order_by(COLUMNS.key).limit(PAGE + 1)
    query = query.where(COLUMNS.key > request.args.get("continuation-token", ""))
    with world().engine.connect() as connection:
        rows = connection.execute(query).all()
    objects = "".join(
        f"<Contents><Key>{escape(key)}</Key><LastModified>{_moment(changed_at)}</LastModified>"
        "</Contents>"
        for key, changed_at in rows[:PAGE]
    )
    if len(rows) > PAGE:
        objects += f"<NextContinuationToken>{escape(rows[PAGE - 1].key)}</NextContinuationToken>"
    return _xml("ListBucketResult", objects)


@bp.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """What was wrong with the question."""
    return _xml("Error", f"<Code>{error.code}</Code>", error.status)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def _xml(name: str, content: str, status: int = 200) -> Response:
    space = "http://s3.amazonaws.com/doc/2006-03-01/"
    text = f'<?xml version="1.0" encoding="UTF-8"?><{name} xmlns="{space}">{content}</{name}>'
    return Response(text, status=status, content_type="application/xml")
