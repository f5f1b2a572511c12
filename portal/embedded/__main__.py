"""Starts the embedded world: `python -m portal.embedded`, settings from the environment."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from pydantic import ValidationError

from portal.embedded.config import Config

THREADS = 48
"""A call that hangs on purpose holds a thread; there must be some left for the switchboard."""
STOP_WITHIN_S = 2


def main() -> int:
    """Serve until SIGTERM or SIGINT; 2 when a setting is missing or wrong."""
    try:
        config = Config.model_validate({})
    except ValidationError as error:
        for line in _sentences(error):
            print(line, file=sys.stderr)  # noqa: T201 (a command talks to its user)
        return 2
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


def _sentences(error: ValidationError) -> list[str]:
    """What is wrong, each with the name of its environment variable."""
    return [
        " ".join([*(f"EMBEDDED_{str(part).upper()}:" for part in fault["loc"][:1]), fault["msg"]])
        for fault in error.errors()
    ]


if __name__ == "__main__":
    sys.exit(main())
