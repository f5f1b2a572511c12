"""The answers of the OpenID provider to the browser and to the client's server."""

from http import HTTPStatus

from flask import Response, jsonify, redirect
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.digid import grants
from portal.embedded.digid.faults import ELSEWHERE, Fault, active_faults
from portal.embedded.digid.requests import LoginRequest, answer_address
from portal.embedded.digid.tokens import id_token, issuer
from portal.embedded.records import DigidSession


def send_code(
    asked: LoginRequest, *, bsn: str, acr: str, session: DigidSession | None = None
) -> BaseResponse:
    """Send the browser back with a code, spoilt by the faults that are on."""
    faults = active_faults(world())
    values = {
        "code": grants.give_code(world(), asked, bsn=bsn, acr=acr, session=session),
        "state": asked.state,
        "iss": issuer(world()),
    }
    for fault in sorted(faults & _SPOILT.keys()):
        values |= _SPOILT[fault]
    location = answer_address(asked.redirect_uri, **values)
    if Fault.REPEATED_CODE in faults:
        location += "&code=een-andere-code"
    return redirect(location, 303)


def send_error(asked: LoginRequest, error: str, description: str) -> BaseResponse:
    """Send the browser back without a code, with the reason."""
    location = answer_address(
        asked.redirect_uri,
        error=error,
        error_description=description,
        state=asked.state,
        iss=issuer(world()),
    )
    return redirect(location, 303)


def give_tokens(code: str, *, redirect_uri: str, verifier: str) -> Response:
    """The tokens for this code; raises `BadGrant`."""
    faults = active_faults(world())
    grant, access = grants.use_code(world(), code, redirect_uri=redirect_uri, verifier=verifier)
    values = {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(grants.TOKEN_LIFE.total_seconds()),
        "scope": "openid",
    }
    if Fault.NO_IDENTITY not in faults:
        values["id_token"] = id_token(world(), grant, access, faults=faults)
    return not_kept(jsonify(values))


def refusal(status: int, code: str, description: str) -> Response:
    """An error of the token or userinfo endpoint (RFC 6749 5.2)."""
    response = not_kept(jsonify(error=code, error_description=description))
    response.status_code = status
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="oefen-digid"'
    return response


def not_kept(response: Response) -> Response:
    """Tell everybody on the way not to keep this answer."""
    response.headers["Cache-Control"] = "no-store"
    return response


_SPOILT: dict[Fault, dict[str, str]] = {
    Fault.WRONG_STATE: {"state": "een-andere-state"},
    Fault.MISSING_STATE: {"state": ""},
    Fault.OTHER_ISS_PARAMETER: {"iss": ELSEWHERE},
    Fault.MISSING_ISS_PARAMETER: {"iss": ""},
}
