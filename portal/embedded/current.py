"""The world and the settings of the request being answered."""

from typing import cast

from flask import current_app

from portal.embedded.config import Config
from portal.embedded.world import World


def world() -> World:
    """The world that this app plays."""
    return cast("World", current_app.extensions["world"])


def config() -> Config:
    """Its settings."""
    return cast("Config", current_app.extensions["config"])
