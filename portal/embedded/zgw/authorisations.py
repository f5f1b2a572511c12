"""What the client may see and do with cases: by how secret they are, and by version of case type.

An autorisatie names the URL of one version of a case type. A version that begins later has none
until somebody adds it; everything with its cases is then a 403, as in Open Zaak. Case workers are
no clients of the API: none of this holds at their desk.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from portal.embedded.storage import ZAAK
from portal.embedded.world import World
from portal.embedded.zgw import quirks
from portal.embedded.zgw.addresses import id_in
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.confidentiality import LEVELS, READABLE
from portal.embedded.zgw.problems import forbidden


def visible(world: World) -> ColumnElement[bool]:
    """A clause on `ZAAK`: the cases that the client may see."""
    unseen = _withheld(world)
    clause = ZAAK.c.secrecy.in_(READABLE)
    return and_(clause, ZAAK.c.zaaktype.not_in(unseen)) if unseen else clause


def hidden(world: World) -> ColumnElement[bool]:
    """The other cases; few, so that they are quickly found."""
    return or_(
        ZAAK.c.secrecy.in_([each for each in LEVELS if each not in READABLE]),
        ZAAK.c.zaaktype.in_(_withheld(world)),
    )


def check_type(world: World, case_type: UUID | None) -> None:
    """Raise the 403 of a case type for which the client has no autorisatie."""
    if case_type in _withheld(world):
        raise forbidden()


def check_type_url(world: World, url: object) -> None:
    """The same by the URL that a request names; anything else is for whoever reads the rest."""
    if isinstance(url, str):
        check_type(world, id_in(world, "zaaktype", url))


def check_case_url(connection: Connection, world: World, url: str) -> None:
    """The same by the URL of a case, of that case's type."""
    case_id = id_in(world, "zaak", url)
    if case_id is not None:
        check_type(world, connection.scalar(select(ZAAK.c.zaaktype).where(ZAAK.c.id == case_id)))


def _withheld(world: World) -> frozenset[UUID]:
    """The case types for which there is no autorisatie."""
    if not quirks.is_on(world, quirks.Quirk.VERSIONS_WITHOUT_RIGHTS):
        return frozenset()
    return frozenset(
        type_id for type_id, each in catalogue(world).case_types.items() if each.version > 1
    )
