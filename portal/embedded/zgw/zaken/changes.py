"""What is told to subscribers about a change in a case."""

from typing import Any

from sqlalchemy import Row

from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.notifications import Change, Written, case_marks


def written(
    world: World, case: Row[Any], kind: str, resource: dict[str, Any], *, action: str = "create"
) -> Written:
    """The resource of this kind in this case, with the notification about it."""
    change = Change(
        channel="zaken",
        resource=kind,
        main=address(world, "zaak", case.id),
        url=resource["url"],
        action=action,
        marks=case_marks(
            world,
            address(world, "zaaktype", case.zaaktype),
            case.bronorganisatie,
            case.data["vertrouwelijkheidaanduiding"],
        ),
    )
    return Written(resource, change)
