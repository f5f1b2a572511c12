"""The unit of every ratio: a Flask app with one view that says hello, behind the same server."""

from flask import Flask

from portal.commands.processes import serve
from portal.settings import Settings

HELLO = "Hallo!"


def create_app() -> Flask:
    """The smallest app there is."""
    app = Flask(__name__)

    @app.get("/")
    def hello() -> str:
        return HELLO

    return app


if __name__ == "__main__":
    serve(create_app(), Settings())
