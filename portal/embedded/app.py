"""The embedded world as one Flask application: where all its parts meet."""

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy import create_engine

from portal.embedded import pages, records, storage
from portal.embedded.bucket import s3
from portal.embedded.config import Config
from portal.embedded.contacts import contacts_api
from portal.embedded.desk import access_views, bureau, questions, worker
from portal.embedded.digid import provider
from portal.embedded.mail import gateway, mailbox
from portal.embedded.objects import objects_api
from portal.embedded.payments import pay_pages, payments_api
from portal.embedded.registers import brp, locatieserver, maps, processing_log, sources, vehicles
from portal.embedded.seed import consultation_lines, first_cases, first_contacts
from portal.embedded.switchboard import board, faults
from portal.embedded.switchboard.switches import Switchboard
from portal.embedded.world import World
from portal.embedded.zgw import blueprints, subscriptions

OWN_PARTS = (
    pages.bp,
    provider.bp,
    brp.bp,
    bureau.bp,
    s3.bp,
    locatieserver.bp,
    vehicles.bp,
    maps.bp,
    gateway.bp,
    payments_api.bp,
    pay_pages.bp,
    mailbox.bp,
    processing_log.bp,
    board.bp,
    questions.bp,
    worker.bp,
    access_views.bp,
)


def create_app(config: Config | None = None) -> Flask:
    """The world for these settings, or for those in the environment; makes and fills its tables."""
    config = config or Config.model_validate({})
    world = _world(config)
    storage.prepare(world.engine)
    records.prepare(world.engine)
    first_cases.plant(world)
    consultation_lines.plant(world)
    subscriptions.plant(world)
    first_contacts.plant(world)
    app = Flask(__name__)
    app.config.from_mapping(
        SECRET_KEY=config.secret.get_secret_value(),
        SESSION_COOKIE_NAME="demowereld",
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
    )
    app.jinja_env.undefined = StrictUndefined
    app.extensions["config"] = config
    app.extensions["world"] = world
    app.extensions["switchboard"] = Switchboard(world)
    apis = (*sources.blueprints(), *blueprints(), objects_api.blueprint(), contacts_api.blueprint())
    for blueprint in (*OWN_PARTS, *apis):
        app.register_blueprint(blueprint)
    faults.register(app, app.extensions["switchboard"])
    pages.register(app)
    return app


def _world(config: Config) -> World:
    return World(
        engine=create_engine(config.database_url.get_secret_value(), pool_size=10, max_overflow=30),
        secret=config.secret.get_secret_value(),
        base_url=config.base_url,
        notify_url=config.notify_url,
        notify_token=config.notify_token.get_secret_value(),
        case_types_folder=config.case_types_folder,
    )
