"""What operators and their tools ask: is it alive, is it ready, how is it doing."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from portal.storage.metrics import metric_values
from portal.storage.readiness import faults_of_database
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
    """The process can serve residents: its database can, and is the one that the settings mean."""
    faults = faults_of_database(session())
    if not faults:
        return jsonify(status="ok")
    return jsonify(status="not ready", why=faults), 503


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Counts for Prometheus: no personal data, nothing about one person."""
    registry = CollectorRegistry()
    for name, (explanation, value) in metric_values(session()).items():
        Gauge(f"portal_{name}", explanation, registry=registry).set(value)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
