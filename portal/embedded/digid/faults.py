"""The faults that DigiD can play, so that the portal's strictness can be tested.

Each is a way in which a real provider, or somebody in between, could be wrong (OpenID Connect
Core 1.0 section 3.1.3.7, RFC 9207, NL GOV profile 1.0.1).
"""

from collections.abc import Callable, Iterable, MutableMapping
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.embedded.records import DigidFaultRow
from portal.embedded.world import World

Claims = MutableMapping[str, Any]
"""The claims of one token, to be spoilt in place."""

ELSEWHERE = "https://ergens-anders.example"
LOWEST = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"


class Fault(StrEnum):
    """Every fault, by the name used in the JSON API."""

    WRONG_ISS = "wrong_iss"
    MISSING_ISS = "missing_iss"
    WRONG_AUD = "wrong_aud"
    AUD_OF_OTHER_AZP_OURS = "aud_of_other_azp_ours"
    AUD_WITH_OTHER = "aud_with_other"
    WRONG_AZP = "wrong_azp"
    MISSING_AUD = "missing_aud"
    WRONG_NONCE = "wrong_nonce"
    MISSING_NONCE = "missing_nonce"
    EXPIRED = "expired"
    JUST_EXPIRED = "just_expired"
    MISSING_EXP = "missing_exp"
    IAT_IN_FUTURE = "iat_in_future"
    IAT_OLD = "iat_old"
    MISSING_IAT = "missing_iat"
    NBF_IN_FUTURE = "nbf_in_future"
    MISSING_SUB = "missing_sub"
    EMPTY_SUB = "empty_sub"
    ACR_LOWER = "acr_lower"
    MISSING_ACR = "missing_acr"
    UNKNOWN_ACR = "unknown_acr"
    OLD_AUTH_TIME = "old_auth_time"
    MISSING_AUTH_TIME = "missing_auth_time"
    WRONG_AT_HASH = "wrong_at_hash"
    MISSING_BSN = "missing_bsn"
    BSN_NOT_VALID = "bsn_not_valid"
    BSN_OF_OTHER = "bsn_of_other"
    UNSIGNED = "unsigned"
    HS256_WITH_CLIENT_ID = "hs256_with_client_id"
    OTHER_ALGORITHM = "other_algorithm"
    RS256 = "rs256"
    UNKNOWN_KID = "unknown_kid"
    MISSING_KID = "missing_kid"
    FOREIGN_KEY = "foreign_key"
    BAD_SIGNATURE = "bad_signature"
    EMBEDDED_JWK = "embedded_jwk"
    JKU = "jku"
    CRIT = "crit"
    WRONG_TYP = "wrong_typ"
    NO_IDENTITY = "no_id_token"
    OTHER_ISS_PARAMETER = "other_iss_parameter"
    MISSING_ISS_PARAMETER = "missing_iss_parameter"
    REPEATED_CODE = "repeated_code"
    WRONG_STATE = "wrong_state"
    MISSING_STATE = "missing_state"
    DENIED = "denied"
    LEVEL_NOT_MET = "level_not_met"
    UNAVAILABLE = "unavailable"
    SERVER_ERROR = "server_error"
    USERINFO_OF_OTHER = "userinfo_of_other"
    USERINFO_MISSING_SUB = "userinfo_missing_sub"
    USERINFO_OTHER_BSN = "userinfo_other_bsn"
    USERINFO_WRONG_AUD = "userinfo_wrong_aud"
    USERINFO_UNSIGNED = "userinfo_unsigned"
    USERINFO_BAD_SIGNATURE = "userinfo_bad_signature"
    METADATA_OTHER_ISS = "metadata_other_iss"
    METADATA_ALLOWS_NONE = "metadata_allows_none"


DESCRIPTIONS: dict[Fault, str] = {
    Fault.WRONG_ISS: "De uitgever (iss) is een ander.",
    Fault.MISSING_ISS: "De uitgever (iss) ontbreekt.",
    Fault.WRONG_AUD: "Het token is voor een andere client (aud).",
    Fault.AUD_OF_OTHER_AZP_OURS: "Het token is voor een ander (aud), maar azp noemt het portaal.",
    Fault.AUD_WITH_OTHER: "Het token is voor het portaal en nog een ander (aud), zonder azp.",
    Fault.WRONG_AZP: "azp noemt een andere client.",
    Fault.MISSING_AUD: "aud ontbreekt.",
    Fault.WRONG_NONCE: "De nonce is een andere.",
    Fault.MISSING_NONCE: "De nonce ontbreekt.",
    Fault.EXPIRED: "Het token is tien minuten geleden verlopen.",
    Fault.JUST_EXPIRED: "Het token is 90 seconden geleden verlopen.",
    Fault.MISSING_EXP: "exp ontbreekt.",
    Fault.IAT_IN_FUTURE: "Het token is van over tien minuten (iat).",
    Fault.IAT_OLD: "Het token is van een uur geleden (iat).",
    Fault.MISSING_IAT: "iat ontbreekt.",
    Fault.NBF_IN_FUTURE: "Het token geldt pas over tien minuten (nbf).",
    Fault.MISSING_SUB: "sub ontbreekt.",
    Fault.EMPTY_SUB: "sub is leeg.",
    Fault.ACR_LOWER: "Het niveau (acr) is Basis, wat er ook is gevraagd.",
    Fault.MISSING_ACR: "Het niveau (acr) ontbreekt.",
    Fault.UNKNOWN_ACR: "Het niveau (acr) is een onbekend woord.",
    Fault.OLD_AUTH_TIME: "Er is een dag geleden ingelogd (auth_time).",
    Fault.MISSING_AUTH_TIME: "auth_time ontbreekt.",
    Fault.WRONG_AT_HASH: "at_hash hoort bij een ander token.",
    Fault.MISSING_BSN: "Het burgerservicenummer ontbreekt.",
    Fault.BSN_NOT_VALID: "Het burgerservicenummer voldoet niet aan de elfproef.",
    Fault.BSN_OF_OTHER: "Het burgerservicenummer in het ID-token is van iemand anders.",
    Fault.UNSIGNED: "Het ID-token is niet ondertekend (alg none).",
    Fault.HS256_WITH_CLIENT_ID: "Ondertekend met HS256 en de client-id als sleutel.",
    Fault.OTHER_ALGORITHM: "Ondertekend met RS384, dat niet is afgesproken.",
    Fault.RS256: "Ondertekend met RS256 in plaats van PS256. Dit mag wel.",
    Fault.UNKNOWN_KID: "De sleutel (kid) is niet bekend.",
    Fault.MISSING_KID: "De sleutel (kid) wordt niet genoemd.",
    Fault.FOREIGN_KEY: "Ondertekend met een vreemde sleutel, onder onze kid.",
    Fault.BAD_SIGNATURE: "De handtekening klopt niet.",
    Fault.EMBEDDED_JWK: "De sleutel zit in het token zelf (jwk).",
    Fault.JKU: "Het token wijst zelf een sleuteladres aan (jku).",
    Fault.CRIT: "De kop noemt een onbekende uitbreiding (crit).",
    Fault.WRONG_TYP: "Het token is van een andere soort (logout+jwt).",
    Fault.NO_IDENTITY: "Er komt geen ID-token.",
    Fault.OTHER_ISS_PARAMETER: "Het antwoord aan de browser noemt een andere uitgever.",
    Fault.MISSING_ISS_PARAMETER: "Het antwoord aan de browser noemt geen uitgever.",
    Fault.REPEATED_CODE: "Het antwoord aan de browser heeft twee keer een code.",
    Fault.WRONG_STATE: "Het antwoord aan de browser heeft een andere state.",
    Fault.MISSING_STATE: "Het antwoord aan de browser heeft geen state.",
    Fault.DENIED: "Fout access_denied, om een andere reden dan annuleren.",
    Fault.LEVEL_NOT_MET: "Fout unmet_authentication_requirements: niveau te laag.",
    Fault.UNAVAILABLE: "Fout temporarily_unavailable: DigiD heeft een storing.",
    Fault.SERVER_ERROR: "Fout server_error.",
    Fault.USERINFO_OF_OTHER: "Userinfo gaat over iemand anders.",
    Fault.USERINFO_MISSING_SUB: "Userinfo heeft geen sub.",
    Fault.USERINFO_OTHER_BSN: "Userinfo heeft een ander burgerservicenummer.",
    Fault.USERINFO_WRONG_AUD: "Userinfo is voor een andere client.",
    Fault.USERINFO_UNSIGNED: "Userinfo is niet ondertekend, ook als dat is gevraagd.",
    Fault.USERINFO_BAD_SIGNATURE: "De handtekening van userinfo klopt niet.",
    Fault.METADATA_OTHER_ISS: "De metadata noemt een andere uitgever.",
    Fault.METADATA_ALLOWS_NONE: "De metadata staat alg none toe.",
}

GROUPS: dict[str, Fault] = {
    "Wat het ID-token zegt": Fault.WRONG_ISS,
    "Kop en handtekening van het ID-token": Fault.UNSIGNED,
    "Antwoord aan de browser": Fault.OTHER_ISS_PARAMETER,
    "Userinfo": Fault.USERINFO_OF_OTHER,
    "Metadata": Fault.METADATA_OTHER_ISS,
}
"""What the faults are about, each with its first; the others follow in order."""
ERRORS: dict[Fault, tuple[str, str]] = {
    Fault.DENIED: ("access_denied", "The user is not allowed to use this service"),
    Fault.LEVEL_NOT_MET: ("unmet_authentication_requirements", "The level was not reached"),
    Fault.UNAVAILABLE: ("temporarily_unavailable", "Try again later"),
    Fault.SERVER_ERROR: ("server_error", "An unexpected error occurred"),
}
"""What goes to the portal instead of a code."""


def _set(**values: Any) -> Callable[[Claims], None]:
    return lambda claims: claims.update(values)


def _drop(name: str) -> Callable[[Claims], None]:
    return lambda claims: claims.pop(name, None)


def _shift(seconds: int, *names: str) -> Callable[[Claims], None]:
    return lambda claims: claims.update(dict.fromkeys(names, claims["iat"] + seconds))


ID_TOKEN: dict[Fault, Callable[[Claims], None]] = {
    Fault.WRONG_ISS: _set(iss=ELSEWHERE),
    Fault.MISSING_ISS: _drop("iss"),
    Fault.WRONG_AUD: _set(aud="een-ander"),
    Fault.AUD_OF_OTHER_AZP_OURS: lambda c: c.update(azp=c["aud"], aud="een-ander"),
    Fault.AUD_WITH_OTHER: lambda c: c.update(aud=[c["aud"], "een-ander"]),
    Fault.WRONG_AZP: _set(azp="een-ander"),
    Fault.MISSING_AUD: _drop("aud"),
    Fault.WRONG_NONCE: _set(nonce="een-andere-nonce"),
    Fault.MISSING_NONCE: _drop("nonce"),
    Fault.EXPIRED: _shift(-600, "exp"),
    Fault.JUST_EXPIRED: _shift(-90, "exp"),
    Fault.MISSING_EXP: _drop("exp"),
    Fault.IAT_IN_FUTURE: _shift(600, "iat"),
    Fault.IAT_OLD: _shift(-3600, "iat"),
    Fault.MISSING_IAT: _drop("iat"),
    Fault.NBF_IN_FUTURE: _shift(600, "nbf"),
    Fault.MISSING_SUB: _drop("sub"),
    Fault.EMPTY_SUB: _set(sub=""),
    Fault.ACR_LOWER: _set(acr=LOWEST),
    Fault.MISSING_ACR: _drop("acr"),
    Fault.UNKNOWN_ACR: _set(acr="urn:example:heel-erg-hoog"),
    Fault.OLD_AUTH_TIME: _shift(-86400, "auth_time"),
    Fault.MISSING_AUTH_TIME: _drop("auth_time"),
    Fault.WRONG_AT_HASH: _set(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    Fault.MISSING_BSN: _drop("bsn"),
    Fault.BSN_NOT_VALID: _set(bsn="999999999"),
    Fault.BSN_OF_OTHER: _set(bsn="999990019"),
}

USERINFO: dict[Fault, Callable[[Claims], None]] = {
    Fault.USERINFO_OF_OTHER: _set(sub="iemand-anders"),
    Fault.USERINFO_MISSING_SUB: _drop("sub"),
    Fault.USERINFO_OTHER_BSN: _set(bsn="999990019"),
    Fault.USERINFO_WRONG_AUD: _set(aud="een-ander"),
    Fault.MISSING_BSN: _drop("bsn"),
    Fault.BSN_NOT_VALID: _set(bsn="999999999"),
}

METADATA: dict[Fault, Callable[[Claims], None]] = {
    Fault.METADATA_OTHER_ISS: _set(issuer=ELSEWHERE),
    Fault.METADATA_ALLOWS_NONE: _set(
        id_token_signing_alg_values_supported=["none", "HS256", "PS256", "RS256"]
    ),
}


def grouped() -> dict[str, list[Fault]]:
    """All faults by what they are about."""
    starts = [*(list(Fault).index(first) for first in GROUPS.values()), len(Fault)]
    parts = zip(GROUPS, starts, starts[1:], strict=False)
    return {name: list(Fault)[start:end] for name, start, end in parts}


def active_faults(world: World) -> frozenset[Fault]:
    """The faults that are switched on."""
    with Session(world.engine) as session:
        return frozenset(Fault(name) for name in session.scalars(select(DigidFaultRow.name)))


def play_faults(world: World, faults: Iterable[Fault]) -> None:
    """Switch on exactly these faults."""
    with Session(world.engine) as session, session.begin():
        session.execute(delete(DigidFaultRow))
        session.add_all(DigidFaultRow(name=fault.value) for fault in set(faults))


def spoil(
    claims: Claims, table: dict[Fault, Callable[[Claims], None]], faults: Iterable[Fault]
) -> None:
    """Apply to these claims what the table says for the faults that are on, in a fixed order."""
    for fault in sorted(set(faults) & table.keys()):
        table[fault](claims)
