"""What operators and their tools ask: is it alive, is it ready, how is it doing."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from portal.storage.metrics import is_ready, metric_values
from portal.web.edge.request_context import session
from portal.web.edge.rules import public

bp = Blueprint("operations", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """The process can serve residents: its database answers."""
    if is_ready(session()):
        return jsonify(status="ok")
    return jsonify(status="database unavailable"), 503


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Counts for Prometheus: no personal data, nothing about one person."""
    registry = CollectorRegistry()
    for name, (explanation, value) in metric_values(session()).items():
        Gauge(f"portal_{name}", explanation, registry=registry).set(value)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
