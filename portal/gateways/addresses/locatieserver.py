"""Addresses from the PDOK Locatieserver 3.1. It refuses parameters that it doesn't know."""

import re
from dataclasses import dataclass

from portal.domain.addresses import Address
from portal.domain.failures import SourceAnswer, SourceError
from portal.gateways.addresses.resources import ANSWER, AddressDocument
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.calls import Params
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.settings import Settings

SYSTEM = "addresses"
FIELDS = (
    "straatnaam,huisnummer,huisletter,huisnummertoevoeging,postcode,woonplaatsnaam,"
    "nummeraanduiding_id"
)
MOST = 100
"""More rows at once are refused."""
MOST_PAGES = 10
PART = "addresses"
NEAR_METRES = 150
NOWHERE = "9999ZZ"
"""A postcode in the shape of one; whether it is there makes no difference."""
POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
BAG_ID = re.compile(r"[0-9]{16}")
"""A number in the BAG: municipality (4), kind of thing (2) and the thing itself (10)."""


@dataclass(frozen=True, slots=True)
class Locatieserver:
    """An `AddressRegister` on the Locatieserver."""

    api: Api

    def find(self, postcode: str, number: int) -> SourceAnswer[tuple[Address, ...]]:
        """All addresses with this postcode and house number; none: there are none.

        `missing` where there may be others, which could not be read. Raises `SourceError` where
        none could: the one that is odd may be the one that fits.
        """
        compact = postcode.replace(" ", "").upper()
        if not POSTCODE.fullmatch(compact):
            return SourceAnswer(())
        where = f"type:adres AND postcode:{compact} AND huisnummer:{int(number)}"
        documents = self._documents({"fq": where, "fl": FIELDS, "rows": MOST})
        fitting = [each for each in documents if each.huisnummer == number]
        if not fitting:
            documents.whole(SYSTEM)
        if documents.odd:
            log_odd(SYSTEM, documents.odd)
        addresses = sorted(map(_address, fitting), key=lambda each: (each.letter, each.addition))
        return SourceAnswer(tuple(addresses), documents.missing(PART))

    def _documents(self, params: Params) -> ItemList[AddressDocument]:
        """What fits, of all pages; of the pages after one that can't be read nothing is known."""
        api = self.api.within(Deadline.of_call(self.api.limit_s))
        response = api.read(ANSWER, "free", params).response
        documents = response.docs
        for page in range(1, MOST_PAGES):
            if response.num_found <= page * MOST:
                return documents
            try:
                response = api.read(ANSWER, "free", {**params, "start": page * MOST}).response
            except SourceError as error:
                return documents + ItemList((), (error.reason,))
            documents += response.docs
        if response.num_found <= MOST_PAGES * MOST:
            return documents
        return documents + ItemList((), (f"more than {MOST_PAGES} pages",))

    def near(self, latitude: float, longitude: float) -> Address | None:
        """The address that is nearest, within `NEAR_METRES`; None: there is none near.

        Raises `SourceError`.
        """
        params: Params = {
            "lat": f"{latitude:.6f}",
            "lon": f"{longitude:.6f}",
            "distance": NEAR_METRES,
            "type": "adres",
            "fl": FIELDS,
            "rows": 1,
        }
        documents = self.api.read(ANSWER, "reverse", params).response.docs
        return next(map(_address, documents.readable(SYSTEM)), None)

    def check(self) -> None:
        """Ask once whether it takes our questions; raises `SourceError`."""
        self.find(NOWHERE, 1)


def connect(settings: Settings) -> Locatieserver:
    """The register of these settings."""
    return Locatieserver(
        Api(
            system=SYSTEM,
            link=link_of(settings, "locatieserver"),
            base_url=str(settings.locatieserver_url).rstrip("/"),
            limit_s=settings.register_seconds,
        )
    )


def _address(document: AddressDocument) -> Address:
    postcode, bag_id = document.postcode or "", document.bag_id
    is_number = isinstance(bag_id, str) and BAG_ID.fullmatch(bag_id)
    return Address(
        street=document.straatnaam,
        number=document.huisnummer,
        letter=document.huisletter or "",
        addition=document.huisnummertoevoeging or "",
        postcode=f"{postcode[:4]} {postcode[4:]}".strip(),
        city=document.woonplaatsnaam,
        bag_id=bag_id if is_number else "",
    )
