"""Addresses from the PDOK Locatieserver 3.1. It refuses parameters that it doesn't know."""

import re
from dataclasses import dataclass

from portal.domain.addresses import Address
from portal.gateways.addresses.resources import ANSWER, AddressDocument
from portal.gateways.http import Api
from portal.settings import Settings

SYSTEM = "addresses"
FIELDS = "straatnaam,huisnummer,huisletter,huisnummertoevoeging,postcode,woonplaatsnaam"
MOST = 100
NOWHERE = "9999ZZ"
"""A postcode in the shape of one; whether it is there makes no difference."""
POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Locatieserver:
    """An `AddressRegister` on the Locatieserver."""

    api: Api

    def find(self, postcode: str, number: int) -> list[Address]:
        """All addresses with this postcode and house number; empty: there are none."""
        compact = postcode.replace(" ", "").upper()
        if not POSTCODE.fullmatch(compact):
            return []
        where = f"type:adres AND postcode:{compact} AND huisnummer:{int(number)}"
        answer = self.api.read(ANSWER, "free", {"fq": where, "fl": FIELDS, "rows": MOST})
        documents = answer.response.docs
        fitting = [each for each in documents.readable(SYSTEM) if each.huisnummer == number]
        if not fitting:
            documents.whole(SYSTEM)  # the one that could not be read may be the one that fits
        addresses = [_address(each) for each in fitting]
        return sorted(addresses, key=lambda address: (address.letter, address.addition))

    def check(self) -> None:
        """Ask once whether it takes our questions; raises `SourceError`."""
        self.find(NOWHERE, 1)


def connect(settings: Settings) -> Locatieserver:
    """The register of these settings."""
    return Locatieserver(
        Api(
            system=SYSTEM,
            base_url=str(settings.locatieserver_url).rstrip("/"),
            limit_s=settings.register_seconds,
        )
    )


def _address(document: AddressDocument) -> Address:
    postcode = document.postcode or ""
    return Address(
        street=document.straatnaam,
        number=document.huisnummer,
        letter=document.huisletter or "",
        addition=document.huisnummertoevoeging or "",
        postcode=f"{postcode[:4]} {postcode[4:]}".strip(),
        city=document.woonplaatsnaam,
    )
