"""The DigiD-style OpenID provider: its addresses. For practice only, it proves nothing."""

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import config, world
from portal.embedded.digid import grants, tokens
from portal.embedded.digid.answers import give_tokens, not_kept, refusal, send_code, send_error
from portal.embedded.digid.clients import NotProven, check_client
from portal.embedded.digid.faults import ERRORS, Fault, active_faults
from portal.embedded.digid.keys import public_keys, signed_by_us
from portal.embedded.digid.requests import (
    Acr,
    BadClient,
    BadRequest,
    LoginRequest,
    answer_address,
    check_request,
)
from portal.embedded.records import DigidSession, now
from portal.embedded.registers.everybody import BY_BSN, EVERYBODY

bp = Blueprint("digid", __name__, url_prefix="/digid")
COOKIE = "oefen_digid"


@bp.get("/.well-known/openid-configuration")
def discovery() -> Response:
    """What this provider can do and where."""
    has_secret = config().client_secret is not None
    return jsonify(tokens.metadata(world(), has_secret=has_secret, faults=_faults()))


@bp.get("/jwks")
def jwks() -> Response:
    """The public keys."""
    return jsonify(public_keys(world()))


@bp.get("/authorize")
def authorize() -> BaseResponse:
    """Begin a login: answer at once for who is still logged in, or ask who it is."""
    asked = _asked()
    error = next((ERRORS[fault] for fault in _faults() if fault in ERRORS), None)
    if error:
        return send_error(asked, *error)
    session = grants.session_of(world(), request.cookies.get(COOKIE, ""))
    if session and _will_do(session, asked):
        return send_code(asked, bsn=session.bsn, acr=session.acr, session=session)
    if "none" in asked.prompt:
        return send_error(asked, "login_required", "Nobody is logged in")
    return make_response(_choice_page(asked))


@bp.post("/authorize")
def choose() -> BaseResponse:
    """Log in as the chosen resident, or cancel."""
    asked = _asked()
    bsn, acr = request.form.get("bsn", ""), request.form.get("acr", "")
    if "cancel" in request.form:
        return send_error(asked, "access_denied", "The user cancelled")
    if bsn not in BY_BSN or not BY_BSN[bsn].is_adult or acr not in set(Acr):
        return make_response(_choice_page(asked), 400)
    if Acr(acr).rank < Acr(asked.acr).rank:
        return send_error(asked, *ERRORS[Fault.LEVEL_NOT_MET])
    if "login" in asked.prompt:
        return send_code(asked, bsn=bsn, acr=acr)
    session, cookie = grants.open_session(world(), bsn=bsn, acr=acr)
    response = send_code(asked, bsn=bsn, acr=acr, session=session)
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="Lax", path=bp.url_prefix)
    return response


@bp.post("/token")
def token() -> BaseResponse:
    """Give the tokens for a code."""
    try:
        return _tokens()
    except NotProven as error:
        return refusal(401, "invalid_client", str(error))
    except grants.BadGrant as error:
        return refusal(400, "invalid_grant", str(error))


@bp.route("/userinfo", methods=["GET", "POST"])
def userinfo() -> BaseResponse:
    """Who it is, for an access token; signed for whoever accepts `application/jwt`."""
    bearer = request.authorization
    try:
        presented = bearer.token if bearer and bearer.type == "bearer" else None
        grant = grants.grant_of_token(world(), presented or "")
    except grants.BadGrant as error:
        return refusal(401, "invalid_token", str(error))
    faults = _faults()
    claims = tokens.userinfo(world(), grant, faults=faults)
    wants_jwt = request.accept_mimetypes["application/jwt"] > request.accept_mimetypes["text/html"]
    if not wants_jwt or Fault.USERINFO_UNSIGNED in faults:
        return not_kept(jsonify(claims))
    signed = tokens.signed_userinfo(world(), claims, faults)
    return not_kept(Response(signed, mimetype="application/jwt"))


@bp.route("/logout", methods=["GET", "POST"])
def logout() -> BaseResponse:
    """End the session here, then send the browser back (OpenID RP-Initiated Logout 1.0)."""
    hint = signed_by_us(world(), request.values.get("id_token_hint", "")) or {}
    cookie = request.cookies.get(COOKIE, "")
    grants.close_session(world(), cookie=cookie, sid=hint.get("sid", ""))
    target = request.values.get("post_logout_redirect_uri", "")
    client = hint.get("aud") or request.values.get("client_id")
    allowed = f"{config().portal}{config().logged_out_path}"
    if target and target == allowed and client == world().client_id:
        response = redirect(answer_address(target, state=request.values.get("state", "")), 303)
    else:
        page = render_template("digid/logged_out.html", refused=target, portal=config().portal)
        response = make_response(page, 400 if target else 200)
    response.delete_cookie(COOKIE, path=bp.url_prefix)
    return response


@bp.errorhandler(BadClient)
def unknown_client(error: BadClient) -> tuple[str, int]:
    """There is nobody to tell but the person at the screen."""
    return render_template("digid/refused.html", reason=str(error)), 400


@bp.errorhandler(BadRequest)
def bad_request(error: BadRequest) -> BaseResponse:
    """The client hears what was wrong with its request."""
    return redirect(error.location, 303)


def _asked() -> LoginRequest:
    issuer = tokens.issuer(world())
    return check_request(request.args, config=config(), client_id=world().client_id, issuer=issuer)


def _tokens() -> Response:
    """The tokens for who proves to be our client; raises `NotProven` or `BadGrant`."""
    form, basic = request.form, request.authorization
    issuer = tokens.issuer(world())
    audiences = frozenset({issuer, f"{issuer}/token"})
    check_client(world(), config(), form, basic=basic, audiences=audiences)
    if form.get("grant_type") != "authorization_code":
        return refusal(400, "unsupported_grant_type", "only authorization_code")
    return give_tokens(
        form.get("code", ""),
        redirect_uri=form.get("redirect_uri", ""),
        verifier=form.get("code_verifier", ""),
    )


def _faults() -> frozenset[Fault]:
    return active_faults(world())


def _will_do(session: DigidSession, asked: LoginRequest) -> bool:
    """Whether this session answers the request without asking anything."""
    age = (now() - session.auth_time).total_seconds()
    is_fresh = asked.max_age is None or age <= asked.max_age
    is_high = Acr(session.acr).rank >= Acr(asked.acr).rank
    return is_fresh and is_high and "login" not in asked.prompt


def _choice_page(asked: LoginRequest) -> str:
    lowest = Acr(asked.acr)
    return render_template(
        "digid/choose.html",
        residents=[resident for resident in EVERYBODY if resident.is_adult],
        levels=list(Acr),
        lowest=lowest,
        usual=max(lowest, Acr.MIDDEN, key=lambda acr: acr.rank),
        portal=config().portal,
        faults=sorted(_faults()),
        address=request.full_path,
    )
