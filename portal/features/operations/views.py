"""What operators and their tools ask: is it alive, is it ready, how is it doing."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from portal.certificates import certificate_ends
from portal.measures import exposition, exposition_of
from portal.stopping import is_stopping
from portal.storage.metrics import metrics_of
from portal.storage.readiness import faults_of_database
from portal.web.edge.request_context import session, settings
from portal.web.edge.rules import for_programs, monitor

bp = Blueprint("operations", __name__)


@bp.get("/healthz")
@for_programs
def alive() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@for_programs
def ready() -> ResponseReturnValue:
    """The process can serve residents: it goes on, and its database can and is the one meant."""
    faults = ["It is about to stop."] if is_stopping() else faults_of_database(session())
    if not faults:
        return jsonify(status="ok")
    return jsonify(status="not ready", why=faults), 503


@bp.get("/metrics")
@monitor
def metrics() -> Response:
    """What the web processes of this host did; may be added up over hosts."""
    content, media_type = exposition()
    ends, _media_type = exposition_of(_certificate_figures())
    return Response(content + ends, content_type=media_type)


def _certificate_figures() -> Iterator[tuple[str, str, dict[str, str], float]]:
    now, name = datetime.now(UTC), "certificate_days_left"
    for end in certificate_ends(settings()):
        labels = {"system": end.system, "kind": end.kind}
        yield name, "Days until a certificate of a connection ends", labels, end.days_left(now)


@bp.get("/metrics/database")
@monitor
def metrics_of_database() -> Response:
    """What stands in the database: the same on every host, so to be asked of one."""
    metrics = metrics_of(session())
    content, media_type = exposition_of(
        [(metric.name, metric.explanation, metric.labels, metric.value) for metric in metrics]
    )
    return Response(content, content_type=media_type)
