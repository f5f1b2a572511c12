"""Pictures of the map: of our own area and at few levels of zoom, so that it is no way to others.

The browser asks only the portal (no third party); what it shows is the same for everybody.
"""

from flask import Blueprint, Response, request

from forms.maps import FARTHEST, NEAREST, SIDE, MapView
from portal.domain.failures import NotFound
from portal.files.map_pictures import with_point
from portal.services.maps import area_of, picture_of
from portal.web.edge.limits import MAP, limited
from portal.web.edge.request_context import current_state, portal
from portal.web.edge.rules import unattended

bp = Blueprint("maps", __name__, url_prefix="/kaart")
KEPT_S = 3600


@bp.get("/<int:zoom>/<int:column>/<int:row>.png")
@unattended
@limited(MAP)
def picture(zoom: int, column: int, row: int) -> Response:
    """A part of the map, with a point on it where the address has one (`x` and `y`, pixels)."""
    view, area = MapView(zoom, column, row), area_of(portal(), current_state())
    if not FARTHEST <= zoom <= NEAREST or area is None or not view.is_in(area):
        raise NotFound("map")
    content = picture_of(portal(), view)
    across, down = (request.args.get(name, -1, int) for name in ("x", "y"))
    if 0 <= across < SIDE and 0 <= down < SIDE:
        content = with_point(content, across, down)
    response = Response(content, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response
