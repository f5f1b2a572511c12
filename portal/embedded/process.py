"""What runs in granian's worker process; `__main__` names it and never imports it."""

import os
import signal
import threading
import time

from flask import Flask

from portal.embedded import scanner
from portal.embedded.app import create_app


def app_of_worker() -> Flask:
    """The application, in a process that does not outlive its parent."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    app = create_app()
    if port := app.extensions["config"].scanner_port:
        scanner.listen(app.extensions["switchboard"], port)
    return app


def _end_with(parent: int) -> None:
    """Stop this process once its parent is gone, even if that was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)
