"""Addresses from the PDOK Locatieserver 3.1. It refuses parameters that it doesn't know."""

import re
from dataclasses import dataclass
from typing import Any

from portal.domain.addresses import Address
from portal.gateways.http import Api, parsing_answer_of
from portal.settings import Settings

SYSTEM = "addresses"
FIELDS = "straatnaam,huisnummer,huisletter,huisnummertoevoeging,postcode,woonplaatsnaam"
MOST = 100
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
        answer = self.api.get("free", {"fq": where, "fl": FIELDS, "rows": MOST})
        addresses = [address for address in _addresses(answer) if address.number == number]
        return sorted(addresses, key=lambda address: (address.letter, address.addition))


def connect(settings: Settings) -> Locatieserver:
    """The register of these settings."""
    return Locatieserver(
        Api(
            system=SYSTEM,
            base_url=str(settings.locatieserver_url).rstrip("/"),
            limit_s=settings.register_seconds,
        )
    )


def _addresses(answer: Any) -> list[Address]:
    with parsing_answer_of(SYSTEM):
        return [_address(item) for item in answer["response"]["docs"]]


def _address(found: dict[str, Any]) -> Address:
    postcode = found.get("postcode") or ""
    return Address(
        street=found["straatnaam"],
        number=int(found["huisnummer"]),
        letter=found.get("huisletter") or "",
        addition=found.get("huisnummertoevoeging") or "",
        postcode=f"{postcode[:4]} {postcode[4:]}".strip(),
        city=found["woonplaatsnaam"],
    )
