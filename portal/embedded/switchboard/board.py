"""The switchboard: a page and a JSON API to make parts of the world slow, down or wrong."""

from typing import Any, cast

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded import records, storage
from portal.embedded.current import world
from portal.embedded.digid.faults import DESCRIPTIONS, Fault, active_faults, grouped, play_faults
from portal.embedded.digid.keys import rotate_key
from portal.embedded.seed import consultation_lines, first_cases, first_contacts
from portal.embedded.switchboard.switches import MODES, PARTS, Switchboard, modes_of
from portal.embedded.switchboard.values import (
    BadSetting,
    members,
    setting_as_json,
    setting_from_form,
    setting_from_json,
)
from portal.embedded.zgw import subscriptions
from portal.embedded.zgw.quirks import Quirk, is_on, switch

bp = Blueprint("schakelbord", __name__, url_prefix="/schakelbord")
QUIRKS: dict[Quirk, str] = {
    Quirk.DUPLICATES_FAIL: "Een zaaknummer dat al bestaat geeft 500 in plaats van 400.",
    Quirk.STALE_ETAG: "Een zaak houdt dezelfde ETag als er iets verandert.",
    Quirk.SLOW_EXPAND: "Wat uitgeklapt wordt kost tijd: 9 ms per zaak en per relatie.",
    Quirk.LOOSE_VALUES: "Een eigenschap neemt elke waarde aan, ook in een ander formaat.",
    Quirk.OWN_NUMBERS: "Het zaaksysteem nummert zelf, wat het portaal ook stuurt.",
    Quirk.NO_MARK_FILTER: "Zaken zijn niet te vinden op hun kenmerk.",
    Quirk.NEW_VERSIONS: "Elk zaaktype heeft vanaf vandaag een nieuwe versie.",
    Quirk.VERSIONS_WITHOUT_RIGHTS: "Het portaal heeft geen autorisatie voor nieuwe versies.",
}


def board() -> Switchboard:
    """The switches of this world."""
    return cast("Switchboard", current_app.extensions["switchboard"])


@bp.get("/")
def overview() -> str:
    """Every switch on one page."""
    return render_template(
        "switchboard.html",
        parts=PARTS,
        settings=board().settings(),
        modes=MODES,
        modes_of=modes_of,
        counts={part: sum(calls.values()) for part, calls in board().counts().items()},
        faults=DESCRIPTIONS,
        groups=grouped(),
        active=active_faults(world()),
        quirks={quirk: (text, is_on(world(), quirk)) for quirk, text in QUIRKS.items()},
    )


@bp.post("/<part>")
def set_by_form(part: str) -> BaseResponse:
    """Set one switch on the page."""
    board().set(_known(part), setting_from_form(part, request.form))
    return _back(part)


@bp.post("/alles-goed")
def all_good() -> BaseResponse:
    """Everything works again, and DigiD plays no faults."""
    _all_good()
    return _back("onderdelen")


@bp.post("/digid-fouten")
def faults_by_form() -> BaseResponse:
    """DigiD plays the ticked faults."""
    play_faults(world(), members(Fault, request.form.getlist("fout")))
    return _back("digid-fouten")


@bp.post("/eigenaardigheden")
def quirks_by_form() -> BaseResponse:
    """The case API has the ticked quirks."""
    _set_quirks(members(Quirk, request.form.getlist("eigenaardigheid")))
    return _back("eigenaardigheden")


@bp.post("/opnieuw-beginnen")
def reset_by_form() -> BaseResponse:
    """Back to how it was at the first start."""
    _reset()
    return _back("opnieuw-beginnen")


@bp.get("/api/")
def all_settings() -> Response:
    """How every part behaves."""
    return jsonify({part: setting_as_json(one) for part, one in board().settings().items()})


@bp.get("/api/<part>")
def get_setting(part: str) -> Response:
    """How one part behaves."""
    return jsonify(setting_as_json(board().settings()[_known(part)]))


@bp.put("/api/<part>")
def put_setting(part: str) -> Response:
    """Let one part behave otherwise."""
    setting = setting_from_json(_known(part), request.get_json(silent=True))
    board().set(part, setting)
    return jsonify(setting_as_json(setting))


@bp.get("/api/tellers")
def counts() -> Response:
    """How often each part was called."""
    return jsonify(
        {
            part: {"totaal": sum(calls.values()), "per_aanroep": calls}
            for part, calls in board().counts().items()
        }
    )


@bp.delete("/api/tellers")
def reset_counts() -> tuple[str, int]:
    """Count from nought."""
    board().reset_counts()
    return "", 204


@bp.get("/api/digid/fouten")
def get_faults() -> Response:
    """The faults that DigiD plays, and all that it can play."""
    known = {fault.value: text for fault, text in DESCRIPTIONS.items()}
    return jsonify(aan=sorted(active_faults(world())), mogelijk=known)


@bp.put("/api/digid/fouten")
def put_faults() -> Response:
    """Let DigiD play exactly these faults."""
    play_faults(world(), members(Fault, _list_in(request.get_json(silent=True))))
    return get_faults()


@bp.post("/api/digid/sleutel")
def new_key() -> tuple[str, int]:
    """Let DigiD sign with a new key from now on."""
    rotate_key(world())
    return "", 204


@bp.get("/api/zaken/eigenaardigheden")
def get_quirks() -> Response:
    """The quirks of the case API that are on, and all that there are."""
    active = [quirk.value for quirk in Quirk if is_on(world(), quirk)]
    return jsonify(aan=active, mogelijk={quirk.value: text for quirk, text in QUIRKS.items()})


@bp.put("/api/zaken/eigenaardigheden")
def put_quirks() -> Response:
    """Let the case API have exactly these quirks."""
    _set_quirks(members(Quirk, _list_in(request.get_json(silent=True))))
    return get_quirks()


@bp.post("/api/alles-goed")
def all_good_by_json() -> tuple[str, int]:
    """Everything works again; what was sent and made stays."""
    _all_good()
    return "", 204


@bp.post("/api/reset")
def reset() -> tuple[str, int]:
    """Back to how it was at the first start."""
    _reset()
    return "", 204


@bp.errorhandler(BadSetting)
def bad_setting(error: BadSetting) -> tuple[Response, int]:
    """What can't be set, and what can."""
    return jsonify(fout=str(error)), 400


def _known(part: str) -> str:
    if part not in PARTS:
        abort(404)
    return part


def _list_in(body: Any) -> list[str]:
    values = body.get("aan") if isinstance(body, dict) else None
    if not isinstance(values, list):
        raise BadSetting('Stuur {"aan": [...]} met namen.')
    return [str(value) for value in values]


def _set_quirks(wanted: list[Quirk]) -> None:
    for quirk in Quirk:
        switch(world(), quirk, on=quirk in wanted)


def _all_good() -> None:
    board().all_good()
    play_faults(world(), ())
    _set_quirks([])


def _reset() -> None:
    storage.forget(world().engine)
    records.forget(world().engine)
    first_cases.plant(world())
    subscriptions.plant(world())
    consultation_lines.plant(world())
    first_contacts.plant(world())
    board().all_good()
    board().reset_counts()


def _back(anchor: str) -> BaseResponse:
    return redirect(url_for("schakelbord.overview", _anchor=anchor), 303)
