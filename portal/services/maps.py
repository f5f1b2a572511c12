"""The map on which one points at a place: what of it there is, and whether it can be had now."""

import structlog
from sqlalchemy.orm import Session

from forms.maps import MapArea, MapView
from portal.domain.callers import ending_with_page
from portal.domain.failures import SourceError
from portal.domain.switches import MAPS
from portal.handles import Portal
from portal.live_state import CurrentState

log = structlog.get_logger()


def area_of(portal: Portal, state: CurrentState) -> MapArea | None:
    """What of the map residents can look at; None where there is no map, or it is off."""
    return None if MAPS in state.sources_off else portal.municipality.map_area


def picture_of(portal: Portal, view: MapView) -> bytes:
    """A part of the map as PNG; raises `SourceError`."""
    with ending_with_page():
        return portal.gateways.maps.picture(view)


def is_down(database: Session, portal: Portal, view: MapView) -> bool:
    """Whether this part can't be had now. Commits before it asks; the browser asks it again."""
    database.commit()
    try:
        picture_of(portal, view)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return True
    return False
