"""Starts the embedded world: `python -m portal.embedded`, settings from the environment."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from pydantic import ValidationError

from portal.embedded.config import Config
from portal.embedded.zgw.case_type_files import BadCaseTypes, case_types

THREADS = 48
"""A call that hangs on purpose holds a thread; there must be some left for the switchboard."""
STOP_WITHIN_S = 2


def main() -> int:
    """Serve until SIGTERM or SIGINT; 2 when a setting or the file of a case type is wrong."""
    try:
        config = Config.model_validate({})
    except ValidationError as error:
        return _not_started("\n".join(_sentences(error)))
    try:
        case_types(config.case_types_folder)
    except BadCaseTypes as error:
        return _not_started(str(error))
    Granian(
        "portal.embedded.process:app_of_worker",
        factory=True,
        address="127.0.0.1",
        port=config.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=STOP_WITHIN_S,
    ).serve()
    return 0


def _not_started(why: str) -> int:
    print(why, file=sys.stderr)  # noqa: T201 (a command talks to its user)
    return 2


def _sentences(error: ValidationError) -> list[str]:
    """What is wrong, each with the name of its environment variable."""
    return [
        " ".join([*(f"EMBEDDED_{str(part).upper()}:" for part in fault["loc"][:1]), fault["msg"]])
        for fault in error.errors()
    ]


if __name__ == "__main__":
    sys.exit(main())
